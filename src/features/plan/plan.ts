import type { Centimes } from '../../lib/euros.ts'

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
/** The plan de financement as typed: the same for the server and for the browser. Expenses in the order in which they are shown, by lot. */
export type Plan = {
  lots: readonly Lot[]
  depenses: readonly Depense[]
  aide: Montant
  part: Montant
  ressources: readonly Ressource[]
  aideMinimale: Montant
  /** The global cost where it is typed (a short plan): who pays then leaves the rest to the structure. */
  cout?: Montant
}

export type Assiette = 'ht' | 'ttc'
/** A nature of expense, as the call says it. */
export type Nature = {
  libelle: string
  eligible: 'oui' | 'marginale' | 'non' | 'exclue'
  explication?: string | undefined
  clause?: { texte: string; href: string } | undefined
}
/** What the call says of plans: on which amounts they balance, and which expenses the aid pays. */
export type Reglage = {
  assiette: Assiette
  natures: Readonly<Record<string, Nature>>
  plan: 'aucun' | 'simple' | 'complet'
  /** The call computes the aid: nobody types it. */
  calculee: boolean
}
