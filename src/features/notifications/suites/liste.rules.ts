/** A dossier of the reserve list. Cents; `reste`: what the envelopes that it may draw on still hold. */
export type Rang = {
  rang: number
  decisionId: string
  dossierId: string
  numero: string
  titre: string
  porteur: string
  /** Its porteur has read its rank, or may: its letter has left. */
  notifiee: boolean
  /** Whoever reads is in conflict on it. */
  enConflit: boolean
  plafond: number
  minimale: number | null
  reste: number
}

/** The most that can be granted today. */
export const possible = (r: Pick<Rang, 'plafond' | 'reste'>) => Math.max(0, Math.min(r.plafond, r.reste))
/** Whether what is left can do something for a dossier: some money, and no less than what its porteur can do with. */
export const servable = (r: Pick<Rang, 'plafond' | 'reste' | 'minimale'>) => possible(r) > 0 && possible(r) >= (r.minimale ?? 0)

/** The dossier that comes before this one: the list moves up in its order, past those for which nothing can be done with what is left. */
export const avant = (liste: readonly Rang[], r: Rang): Rang | undefined => liste.find(x => x.rang < r.rang && servable(x))
