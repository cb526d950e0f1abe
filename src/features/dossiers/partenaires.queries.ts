import { sql } from 'kysely'
import { composee, type Tx } from '../../db/db.ts'
import type { Contenu } from '../contenu/index.ts'

/** What a partner has validated, as it stood. */
export type ContenuValide = Pick<Contenu, 'valeurs' | 'lignes'>

/** Another structure of the project. `structureId` is null until somebody answers the invitation sent to `courriel`. */
export type Partenaire = {
  id: string
  structureId: string | null
  nom: string
  type: string | null
  nature: string | null
  siren: string | null
  departement: string | null
  population: number | null
  /** Declared by hand, and not confirmed. */
  declaree: boolean
  courriel: string | null
  contact: string
  role: string
  /** Codes of the étapes that it may fill in. */
  etapes: string[]
  inviteLe: Date
  relanceLe: Date | null
  validation: Validation | undefined
}
/** The latest validation: by whom, when, with which means (C2.7), and the SHA-256 of what was validated. */
export type Validation = {
  id: string
  compteId: string | null
  nom: string
  fonction: string
  valideLe: Date
  moyens: string
  empreinte: string
}

const presents = composee((tx, p: { guichetId: string; ids: readonly string[] }) =>
  tx
    .selectFrom('partenaire as p')
    .leftJoin('structure as s', 's.id', 'p.structure_id')
    .leftJoinLateral(
      eb =>
        eb
          .selectFrom('validation as v')
          .select(['v.id as v_id', 'v.compte_id as v_compte', 'v.nom as v_nom', 'v.fonction', 'v.valide_le', 'v.moyens', 'v.empreinte'])
          .whereRef('v.partenaire_id', '=', 'p.id')
          .where('v.guichet_id', '=', p.guichetId)
          .orderBy('v.valide_le', 'desc')
          .orderBy('v.id', 'desc')
          .limit(1)
          .as('v'),
      join => join.onTrue(),
    )
    .select(['p.id', 'p.dossier_id', 'p.structure_id', 'p.courriel', 'p.contact', 'p.role', 'p.etapes', 'p.invite_le', 'p.relance_le'])
    .select([
      's.nom',
      's.type',
      's.nature',
      's.siren',
      's.departement',
      's.population',
      's.declaree',
      'v_id',
      'v_compte',
      'v_nom',
      'fonction',
      'valide_le',
      'moyens',
      'empreinte',
    ])
    .where('p.guichet_id', '=', p.guichetId)
    .where('p.dossier_id', '=', sql<string>`any(${p.ids}::uuid[])`)
    .where('p.retire_le', 'is', null)
    .orderBy('p.id'),
)

/** The partners of several dossiers that have not been withdrawn, with their latest validation, in one query. */
export async function partenairesDesDossiers(tx: Tx, guichetId: string, ids: readonly string[]): Promise<Map<string, Partenaire[]>> {
  const lignes = await presents(tx, { guichetId, ids })
  const parDossier = new Map<string, Partenaire[]>()
  for (const l of lignes) {
    const partenaire: Partenaire = {
      id: l.id,
      structureId: l.structure_id,
      nom: l.nom ?? `Invitation à ${l.courriel}`,
      type: l.type,
      nature: l.nature,
      siren: l.siren,
      departement: l.departement,
      population: l.population,
      declaree: l.declaree ?? false,
      courriel: l.courriel,
      contact: l.contact,
      role: l.role,
      etapes: l.etapes,
      inviteLe: l.invite_le,
      relanceLe: l.relance_le,
      validation: l.v_id
        ? {
            id: l.v_id,
            compteId: l.v_compte,
            nom: l.v_nom!,
            fonction: l.fonction!,
            valideLe: l.valide_le!,
            moyens: l.moyens!,
            empreinte: l.empreinte!,
          }
        : undefined,
    }
    parDossier.set(l.dossier_id, [...(parDossier.get(l.dossier_id) ?? []), partenaire])
  }
  return parDossier
}
