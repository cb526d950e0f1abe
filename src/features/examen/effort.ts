import type { Etape } from '../cahier/index.ts'
import type { Champ } from '../contenu/index.ts'

/** Minutes that a question takes whoever has the answer at hand; a long text, by the length that it may have. */
const MINUTES: Record<Champ['genre'], number> = {
  texte_court: 1,
  texte_long: 6,
  nombre: 1,
  decimal: 1,
  courriel: 0.5,
  telephone: 0.5,
  montant: 1,
  date: 1,
  oui_non: 0.5,
  choix: 0.5,
  choix_multiple: 0.5,
  siren: 0.5,
  siret: 0.5,
  commune: 0.5,
  rang: 0.5,
}
const TEXTE_COURT_MAX = 1000
const PLAN_VIDE = 15
const PIECE = 4
const A_CORRIGER = 1
const DEPOT = 5

/**
 * Estimated minutes that a step still takes, from what is left in it: fields by their kind, a plan to begin, files to attach, points to
 * mend. 0 when nothing is left. Pure.
 */
export function minutesDe(etape: Etape, champs: readonly Champ[], restants: readonly { champ?: string | undefined }[]): number {
  if (etape.blocs.includes('depot')) return DEPOT
  const minutes = restants.map(({ champ: nom }) => {
    if (etape.blocs.includes('pieces')) return PIECE
    if (nom === 'depenses') return PLAN_VIDE
    const champ = champs.find(c => c.nom === nom)
    if (!champ) return A_CORRIGER
    return champ.genre === 'texte_long' && (champ.longueurMax ?? TEXTE_COURT_MAX + 1) <= TEXTE_COURT_MAX ? 4 : MINUTES[champ.genre]
  })
  return minutes.reduce((a, b) => a + b, 0)
}

/** « environ 5 min », « environ 1 h 20 »: to five minutes above five; `undefined` when nothing is left. */
export function motEffort(minutes: number): string | undefined {
  if (minutes <= 0) return undefined
  const m = minutes <= 5 ? Math.max(1, Math.round(minutes)) : Math.round(minutes / 5) * 5
  if (m < 60) return `environ ${m}\u00a0min`
  const reste = m % 60
  return `environ ${Math.floor(m / 60)}\u00a0h${reste ? `\u00a0${String(reste).padStart(2, '0')}` : ''}`
}
