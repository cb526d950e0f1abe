import type { Place } from '../decret/droit.rules.ts'

export type Situation = {
  administrateur: boolean
  /** Their seat, if they have one. */
  membre: { preside: boolean; aDeclarer: boolean } | undefined
  /** The dossier that it is about, if it is about one. */
  dossier?: { deporte: boolean } | undefined
}

/** Several at once: an administrateur may sit. On a dossier, a conflict or a declaration that waits comes before everything else. */
export function placesDe({ administrateur, membre, dossier }: Situation): Place[] {
  if (dossier?.deporte) return ['deporte']
  if (dossier && membre?.aDeclarer) return ['a_declarer']
  const places: Place[] = [
    ...(administrateur ? (['administrateur'] as const) : []),
    ...(membre ? ([membre.aDeclarer ? 'a_declarer' : membre.preside ? 'president' : 'membre_comite'] as const) : []),
  ]
  return places.length > 0 ? places : ['sans_lien']
}

/** States in which a dossier is before the comité: in another one, it is on no agenda that counts. */
export const DEVANT_LE_COMITE = ['au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce']
/** Before the comité, and nobody outside was told anything yet: what it decided may be decided again. */
export const decidable = (etat: string) => etat === 'au_comite' || etat === 'delibere'
export const devantLeComite = (etat: string) => DEVANT_LE_COMITE.includes(etat)

type Present = { id: string; presence: string | null }
/** Who counts for the quorum of a dossier, and whether it is reached: those who are there and not in conflict on it, and `representes`, absent ones whom the call counts. */
export function quorumDe(membres: readonly Present[], deportes: ReadonlySet<string>, quorum: number, representes: readonly string[] = []) {
  const comptes = membres.filter(m => m.presence === 'present' && !deportes.has(m.id)).length + representes.length
  return { comptes, quorum, atteint: comptes >= quorum }
}
