export const REPONSES = ['oui', 'discuter', 'non'] as const
export type Reponse = (typeof REPONSES)[number]
export const MOTS_REPONSES: Record<Reponse, string> = { oui: 'Présélectionné', discuter: 'À discuter', non: 'Non' }
/** Letters of what is to be made precise, or of the reason of a refusal, at most. */
export const MOTIF_MAX = 1000

type ARepondre = { numero: string; porteur: string; etat: string; reponse: Reponse | null; motif: string }
/** Why the answers cannot be told yet, the first reason first. */
export type Empechement =
  | { motif: 'rien' }
  /** Some were not collected: the first temps is not over. */
  | { motif: 'pas_releve'; numeros: string[] }
  | { motif: 'a_trancher'; numeros: string[] }
  | { motif: 'sans_motif'; porteurs: string[] }

/** What keeps the answers of a call from being told; nothing when they may. Pure. */
export function empechement(attendus: readonly ARepondre[]): Empechement | undefined {
  if (attendus.length === 0) return { motif: 'rien' }
  const pasReleves = attendus.filter(a => a.etat === 'depose').map(a => a.numero)
  if (pasReleves.length > 0) return { motif: 'pas_releve', numeros: pasReleves }
  const aTrancher = attendus.filter(a => a.reponse === null || a.reponse === 'discuter').map(a => a.numero)
  if (aTrancher.length > 0) return { motif: 'a_trancher', numeros: aTrancher }
  const sansMotif = attendus.filter(a => a.reponse === 'non' && a.motif === '').map(a => a.porteur)
  return sansMotif.length > 0 ? { motif: 'sans_motif', porteurs: sansMotif } : undefined
}
