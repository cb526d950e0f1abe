import { type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { COLONNES, enStructure, type Structure } from '../structures.queries.ts'
import type { Declaration } from './declaration.form.ts'

export type EtatDeclaration = 'a_confirmer' | 'confirmee' | 'reunie' | 'refusee'
/** What was declared, by whom, and what the service made of it. */
export type Declaree = {
  structureId: string
  dit: Declaration
  etat: EtatDeclaration
  declareeLe: Date
  par: string
  parCourriel: string
  motif: string | null
  trancheeLe: Date | null
  trancheePar: string | null
  avant: Avant | null
}
/** What joining changed: `vers` another structure, with what moved; or, without it, the same structure completed, and what it was. */
export type Avant = {
  vers: string | null
  structure: {
    nom: string
    type: string
    siren: string | null
    rna: string | null
    commune: string | null
    departement: string | null
    region: string | null
  }
  dossiers: string[]
  appartenances: string[]
  retirees: string[]
  partenaires: string[]
}

const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('declaration_structure as x')
    .innerJoin('compte as c', 'c.id', 'x.par')
    .leftJoin('compte as t', 't.id', 'x.tranchee_par')
    .select([
      'x.structure_id as structureId',
      'x.dit',
      'x.etat',
      'x.declaree_le as declareeLe',
      'x.motif',
      'x.tranchee_le as trancheeLe',
      'x.avant',
    ])
    .select(['c.name as par', 'c.email as parCourriel', 't.name as trancheePar'])
    .where('x.guichet_id', '=', guichetId)
type Ligne = Awaited<ReturnType<ReturnType<typeof base>['execute']>>[number]
const enDeclaree = (l: Ligne) => l as unknown as Declaree

/** Of one structure; `verrou`: until the end of the act, so that two agents do not both decide. */
export async function declarationDe(
  tx: Tx,
  guichetId: string,
  structureId: string,
  { verrou = false } = {},
): Promise<Declaree | undefined> {
  if (verrou)
    await tx
      .selectFrom('declaration_structure')
      .select('etat')
      .where('guichet_id', '=', guichetId)
      .where('structure_id', '=', structureId)
      .forUpdate()
      .execute()
  const l = await base(tx, guichetId).where('x.structure_id', '=', structureId).executeTakeFirst()
  return l && enDeclaree(l)
}

/** The structure that was declared with the receipt of this request, and was not joined to another. */
export const deRecepisse = (tx: Tx, guichetId: string, demande: string) =>
  tx
    .selectFrom('declaration_structure as x')
    .innerJoin('structure as s', 's.id', 'x.structure_id')
    .select('s.id')
    .where('x.guichet_id', '=', guichetId)
    .where(sql<SqlBool>`x.dit ->> 'demande' = ${demande}`)
    .where('s.reunie_a', 'is', null)
    .executeTakeFirst()

const DANS = (perimetre: 'tous' | readonly string[]) =>
  perimetre === 'tous' ? sql<SqlBool>`true` : sql<SqlBool>`s.departement = any(${[...perimetre]}::text[])`

/** Those that wait for the service, of these départements, the oldest first; a hundred at most. `dossiers`: of these calls alone (`null`: of any). */
export async function aConfirmer(tx: Tx, guichetId: string, perimetre: 'tous' | readonly string[], appels: readonly string[] | null) {
  const deCesAppels = appels ? sql<SqlBool>`d.appel_id = any(${[...appels]}::uuid[])` : sql<SqlBool>`true`
  return tx
    .selectFrom('declaration_structure as x')
    .innerJoin('structure as s', 's.id', 'x.structure_id')
    .select(['s.id', 's.nom', 's.type', 's.commune', 's.siren', 's.rna', 'x.declaree_le as declareeLe'])
    .select(eb => [
      eb
        .selectFrom('dossier as d')
        .select(e => e.fn.countAll<number>().as('n'))
        .whereRef('d.structure_id', '=', 's.id')
        .where('d.guichet_id', '=', guichetId)
        .where('d.etat', 'not in', ['abandonne', 'retire'])
        .where(deCesAppels)
        .as('dossiers'),
      eb
        .selectFrom('dossier as d')
        .select(e => e.fn.countAll<number>().as('n'))
        .whereRef('d.structure_id', '=', 's.id')
        .where('d.guichet_id', '=', guichetId)
        .where('d.etat', 'not in', ['brouillon', 'abandonne', 'retire'])
        .where(deCesAppels)
        .as('deposes'),
      eb.exists(eb.selectFrom('repertoire as r').select('r.siren').whereRef('r.siren', '=', 's.siren')).as('sirenTrouve'),
    ])
    .where('x.guichet_id', '=', guichetId)
    .where('x.etat', '=', 'a_confirmer')
    .where(DANS(perimetre))
    .orderBy('x.declaree_le')
    .orderBy('s.id')
    .limit(100)
    .execute()
}

/** Those of the structure that are alive, drafts too, in these calls (`null`: in any). */
export const dossiersDe = (tx: Tx, guichetId: string, structureId: string, appels: readonly string[] | null = null) =>
  tx
    .selectFrom('dossier as d')
    .select(['d.id', 'd.numero', 'd.etat', 'd.titre', 'd.depose_le as deposeLe', 'd.aide_demandee as aide'])
    .where('d.guichet_id', '=', guichetId)
    .where('d.structure_id', '=', structureId)
    .where('d.etat', 'not in', ['abandonne'])
    .$if(appels !== null, qb => qb.where('d.appel_id', '=', sql<string>`any(${[...(appels ?? [])]}::uuid[])`))
    .orderBy('d.cree_le')
    .orderBy('d.id')
    .limit(200)
    .execute()

/** How many this account has declared since. */
export const declareesPar = async (tx: Tx, guichetId: string, compteId: string, depuis: Date): Promise<number> =>
  (
    await tx
      .selectFrom('declaration_structure')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('guichet_id', '=', guichetId)
      .where('par', '=', compteId)
      .where('declaree_le', '>', depuis)
      .executeTakeFirstOrThrow()
  ).n

/** The département's region, or nothing when there is no such département. */
export const regionDe = (tx: Tx, departement: string) =>
  tx.selectFrom('departement').select(['code', 'region']).where('code', '=', departement).executeTakeFirst()

export async function structuresDe(tx: Tx, guichetId: string, ids: readonly string[]): Promise<Structure[]> {
  if (ids.length === 0) return []
  const lignes = await tx
    .selectFrom('structure')
    .select(COLONNES)
    .where('id', 'in', [...ids])
    .where(eb => eb.or([eb('guichet_id', 'is', null), eb('guichet_id', '=', guichetId)]))
    .execute()
  return lignes.map(enStructure)
}

/** Where who bears these dossiers is, and how the inbox names them, as the structure says it now. */
export async function relireDossiers(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<void> {
  if (dossiers.length === 0) return
  await sql`update dossier d set departement = s.departement from structure s
    where s.id = d.structure_id and d.guichet_id = ${guichetId} and d.id = any(${[...dossiers]}::uuid[]) and d.departement is distinct from s.departement`.execute(
    tx,
  )
  await sql`select instruction_du_depot(array(select dossier_id from instruction where dossier_id = any(${[...dossiers]}::uuid[])))`.execute(
    tx,
  )
}
