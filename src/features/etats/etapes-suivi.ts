import type { EtapeSuivi } from '../decret/index.ts'

/** The one name of each, on every page, sheet and list. */
export const MOTS_ETAPE: Record<EtapeSuivi, { mot: string; ton: 'info' | 'success' | 'neutre' }> = {
  notifie: { mot: 'Notifié', ton: 'info' },
  conventionne: { mot: 'Conventionné', ton: 'info' },
  en_cours: { mot: 'En cours', ton: 'info' },
  solde: { mot: 'Soldé', ton: 'success' },
  abandonne: { mot: 'Abandonné', ton: 'neutre' },
}
/** What the state of a dossier that was retained is called: « Retenu » until its act is signed. */
export const motRetenu = (etape: EtapeSuivi | null) =>
  etape === null || etape === 'notifie' ? ({ mot: 'Retenu', ton: 'success' } as const) : MOTS_ETAPE[etape]
