import type { Centimes } from '../../../lib/euros.ts'

/** An amount as it was typed: cents, nothing, or something that cannot be read. Never taken for zero. */
export type Montant = Centimes | 'vide' | 'illisible'
export type Lot = { ligne: string; intitule: string; aide: boolean }
export type Depense = {
  ligne: string
  lot: string | undefined
  libelle: string
  fournisseur: string
  nature: string | undefined
  ht: Montant
  ttc: Montant
}
/** Another funder. */
export type Ressource = { ligne: string; financeur: string; origine: string | undefined; etat: string | undefined; montant: Montant }
/** The plan de financement as typed: the same for the server and for the browser. */
export type Plan = {
  lots: readonly Lot[]
  depenses: readonly Depense[]
  aide: Montant
  part: Montant
  ressources: readonly Ressource[]
  aideMinimale: Montant
}
