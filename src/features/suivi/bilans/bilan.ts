import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import type { Appel } from '../../cahier/index.ts'
import type { EtapeSuivi, Place } from '../../decret/index.ts'
import type { FinConnue } from '../fin.rules.ts'
import type { EtatBilan } from '../suivi.rules.ts'

export const ETATS_JALON = ['a_venir', 'en_cours', 'fait'] as const
export type EtatJalon = (typeof ETATS_JALON)[number]
export const MOTS_JALON: Record<EtatJalon, string> = { a_venir: 'À venir', en_cours: 'En cours', fait: 'Fait' }

/** Where a milestone stands. `prevu`, `fait` are days; `avancement` a percentage. */
export type Point = { etat: EtatJalon; prevu: DateCivile | null; fait: DateCivile | null; avancement: number | null }
/** Where the project stands as a whole: its own words, and a percentage. */
export type Avancement = { texte: string; part: number | null }
/** A milestone of the dossier: where the bilan before left it, and where this one was filed once, if it was. */
export type Jalon = { id: string; libelle: string; echeance: DateCivile; avant: Point | undefined; depose: Point | undefined }
export type Indicateur = {
  id: string
  nom: string
  unite: string
  depart: number | null
  cible: number
  avant: number | null | undefined
  depose: number | null | undefined
}
/**
 * What is being typed: the text of each field, and the open page that wrote it last. `finies`: pages whose order has been added or put away; what they
 * still send of it, late or twice, is no other order.
 */
export type Saisie = { valeurs: Readonly<Record<string, string>>; pages: Readonly<Record<string, string>>; finies: readonly string[] }
export const SAISIE_VIDE: Saisie = { valeurs: {}, pages: {}, finies: [] }

/**
 * A line of the plan, or a lot, that an order may be of. `eligible`: whether the aid pays it, with the clause that says so. Cents before tax: what the plan said of it, and what
 * the orders said up to this bilan come to.
 */
export type LigneDuPlan = {
  id: string
  libelle: string
  eligible: boolean
  clause: string | undefined
  explication: string | undefined
  prevu: Centimes
  commande: Centimes
}
/** Orders of a dossier, summed up. Cents; `eligible`: the part in the base that the aid pays. */
export type Depense = { nombre: number; ht: Centimes; ttc: Centimes; eligible: Centimes }
export type PieceBilan = { id: string; nom: string; type: string; taille: number; sha256: string; cle: string; commandeId: string | null }

/** A bilan with all that its pages and acts read. Amounts in cents, days civil. */
export type Bilan = {
  id: string
  rang: number
  debut: DateCivile
  fin: DateCivile
  echeance: DateCivile
  final: boolean
  etat: EtatBilan
  revision: number
  saisie: Saisie
  finAnnoncee: DateCivile | null
  difficultes: string
  /** Asked of a project without a milestone: as the last bilan left it, and as this one was filed once, if it was. */
  avancementAvant: Avancement
  avancement: Avancement
  modifieLe: Date | null
  modifieParId: string | null
  modifiePar: string | null
  deposeLe: Date | null
  /** The last filing: how it was read. */
  depots: number
  remarque: { texte: string; le: Date } | undefined
  dossierId: string
  numero: string
  titre: string
  structureId: string
  porteur: string
  etape: EtapeSuivi
  relation: Place
  /** The project's days: its start, and its end as it is known without this bilan. */
  depart: DateCivile
  debutProjet: DateCivile | null
  finAvant: FinConnue
  /** The last bilan filed before this one. */
  precedent: { fin: DateCivile } | undefined
  accorde: Centimes
  base: Centimes
  appel: Appel
  slug: string
  jalons: Jalon[]
  indicateurs: Indicateur[]
  lots: { id: string; libelle: string }[]
  depenses: LigneDuPlan[]
  /** Orders said before this bilan, and in it. */
  avant: Depense
  ici: Depense
  pieces: PieceBilan[]
}
