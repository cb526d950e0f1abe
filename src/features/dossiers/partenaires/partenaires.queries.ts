import { sql } from 'kysely'
import { composee, type Tx } from '../../../db/db.ts'
import type { Contenu } from '../../contenu/index.ts'

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

/** A structure that left the project by its own choice. */
export type Depart = { nom: string; le: Date; motif: string }
/** Those that declined and were not associated again, the latest first. */
export const departsDe = (tx: Tx, guichetId: string, dossierId: string): Promise<Depart[]> =>
  tx
    .selectFrom('partenaire as p')
    .innerJoin('structure as s', 's.id', 'p.structure_id')
    .select(['s.nom', 'p.retire_le as le', 'p.decline_motif as motif'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('p.decline_motif', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('partenaire as q')
            .select('q.id')
            .whereRef('q.dossier_id', '=', 'p.dossier_id')
            .whereRef('q.structure_id', '=', 'p.structure_id')
            .whereRef('q.id', '>', 'p.id'),
        ),
      ),
    )
    .orderBy('p.retire_le', 'desc')
    .$narrowType<{ le: Date; motif: string }>()
    .execute()

/** What was validated, by validation. */
export async function contenusValides(tx: Tx, guichetId: string, validations: readonly string[]): Promise<Map<string, ContenuValide>> {
  if (validations.length === 0) return new Map()
  const lignes = await tx
    .selectFrom('validation')
    .select(['id', 'contenu'])
    .where('guichet_id', '=', guichetId)
    .where('id', 'in', validations)
    .execute()
  return new Map(lignes.map(l => [l.id, l.contenu as ContenuValide]))
}

export type ValidationPassee = Validation & { contenu: ContenuValide }
/** Every validation of a partner with what it validated, the latest first. */
export async function historiqueDe(tx: Tx, guichetId: string, partenaireId: string): Promise<ValidationPassee[]> {
  const lignes = await tx
    .selectFrom('validation')
    .select(['id', 'compte_id', 'nom', 'fonction', 'valide_le', 'moyens', 'empreinte', 'contenu'])
    .where('guichet_id', '=', guichetId)
    .where('partenaire_id', '=', partenaireId)
    .orderBy('valide_le', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return lignes.map(({ compte_id, valide_le, contenu, ...l }) => ({
    ...l,
    compteId: compte_id,
    valideLe: valide_le,
    contenu: contenu as ContenuValide,
  }))
}
