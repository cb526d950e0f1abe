import type { DateCivile } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
import { partager } from '../../lib/partager.ts'
import { centiemes } from './parts.rules.ts'

/** A call, or a list of past projects: what an aid was granted under. `id` names it for other data. */
export type Programme = {
  genre: 'appel' | 'liste'
  id: string
  slug: string
  titre: string
  resume: string
  chemin: string
  source?: string | undefined
  /** Of a call: its name, and each commune and EPCI where it is made of these. */
  territoire?: { libelle: string; lieux: readonly string[] }
}
/** `siret`: when its source gives it. */
export type Attribuant = { nom: string; siret?: string | undefined }

/** Who receives an aid. `centiemes`: its share of the aid, `montant`: the same in cents. */
export type Beneficiaire = {
  nom: string
  siren: string | null
  siret: string | null
  rna: string | null
  centiemes: number
  montant: Centimes
}

/** An aid that was granted and told, whatever it comes from. Its beneficiaries' shares add up to it. */
export type Aide = {
  programme: Programme
  attribuant: Attribuant
  reference: string
  /** Of the act, or of the dossier when there is none yet. */
  decision: string
  /** Absent rather than false: a list may say the year alone. */
  date: DateCivile | null
  annee: string
  objet: string
  montant: Centimes
  beneficiaires: Beneficiaire[]
  conditions: string
  periode: string
  notificationUE: boolean
  theme: string | null
  departement: string | null
  /** INSEE code and name of the commune concerned. */
  commune: { code: string; nom: string | null } | null
  /** When it became public here. */
  publieeLe: Date
}

type Membre = Omit<Beneficiaire, 'centiemes' | 'montant'>
/** Shares an aid out. Pure. */
export function repartirAide(montant: Centimes, membres: readonly Membre[]): Beneficiaire[] {
  const parts = centiemes(membres.length)
  const cents = partager(montant, parts)
  return membres.map((m, i) => ({ ...m, centiemes: parts[i]!, montant: cents[i]! }))
}
