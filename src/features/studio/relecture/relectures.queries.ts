import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'

/** A reading of a draft that was asked of somebody, and what they answered. `meme`: the draft is still the text that they read. */
export type Relecture = {
  id: string
  brouillonId: string | null
  titre: string
  lecteurId: string
  lecteur: string
  pourLe: string
  demandeeLe: Date
  demandeePar: string
  lueLe: Date | null
  remarque: string | null
  meme: boolean
  retiree: boolean
}

const relectures = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('relecture as r')
    .innerJoin('compte as l', 'l.id', 'r.lecteur_id')
    .innerJoin('compte as d', 'd.id', 'r.demandee_par')
    .leftJoin('brouillon_appel as b', 'b.id', 'r.brouillon_id')
    .select([
      'r.id',
      'r.brouillon_id as brouillonId',
      'r.titre',
      'r.lecteur_id as lecteurId',
      'l.name as lecteur',
      'r.demandee_le as demandeeLe',
    ])
    .select(['d.name as demandeePar', 'r.lue_le as lueLe', 'r.remarque'])
    .select([
      sql<string>`to_char(r.pour_le, 'YYYY-MM-DD')`.as('pourLe'),
      sql<boolean>`coalesce(b.source = r.source, false)`.as('meme'),
      sql<boolean>`r.retiree_le is not null`.as('retiree'),
    ])
    .where('r.guichet_id', '=', guichetId)

/** The readings of a draft, the latest first; those that were taken back are left out. */
export const relecturesDe = (tx: Tx, guichetId: string, brouillonId: string): Promise<Relecture[]> =>
  relectures(tx, guichetId)
    .where('r.brouillon_id', '=', brouillonId)
    .where('r.retiree_le', 'is', null)
    .orderBy('r.demandee_le', 'desc')
    .limit(RELECTURES_MAX)
    .execute()
/** Readings that one draft may be asked for. */
export const RELECTURES_MAX = 50

/** The readings that this person was asked for and has not answered, the first due first. A draft that was thrown away asks for nothing more. */
export const relecturesAttendues = (tx: Tx, guichetId: string, lecteurId: string): Promise<Relecture[]> =>
  relectures(tx, guichetId)
    .where('r.lecteur_id', '=', lecteurId)
    .where('r.lue_le', 'is', null)
    .where('r.retiree_le', 'is', null)
    .where('r.brouillon_id', 'is not', null)
    .orderBy('r.pour_le')
    .orderBy('r.id')
    .limit(RELECTURES_MAX)
    .execute()

export const relectureDe = (tx: Tx, guichetId: string, id: string): Promise<Relecture | undefined> =>
  relectures(tx, guichetId).where('r.id', '=', id).executeTakeFirst()

/** Agents of the guichet who may read a call before it is published: all but this one. */
export const lecteursPossibles = (tx: Tx, guichetId: string, sauf: string): Promise<{ id: string; nom: string; courriel: string }[]> =>
  tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'c.email as courriel'])
    .distinct()
    .where('r.guichet_id', '=', guichetId)
    .where('r.role', '<>', 'membre_comite')
    .where('c.id', '<>', sauf)
    .orderBy('c.name')
    .orderBy('c.id')
    .limit(LECTEURS_MAX)
    .execute()
const LECTEURS_MAX = 300

/** What a reader compares a draft with: the text that they answered on last, or else the version that the public reads. */
export async function dejaLu(
  tx: Tx,
  guichetId: string,
  r: { brouillonId: string; lecteurId: string; slug: string },
): Promise<string | undefined> {
  const lu = await tx
    .selectFrom('relecture')
    .select('source')
    .where('guichet_id', '=', guichetId)
    .where('brouillon_id', '=', r.brouillonId)
    .where('lecteur_id', '=', r.lecteurId)
    .where('lue_le', 'is not', null)
    .orderBy('lue_le', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (lu?.source) return lu.source
  const publiee = await tx
    .selectFrom('appel_version as v')
    .innerJoin('appel as a', 'a.id', 'v.appel_id')
    .select('v.source')
    .where('v.guichet_id', '=', guichetId)
    .where('a.slug', '=', r.slug)
    .where('v.publiee_le', 'is not', null)
    .orderBy('v.numero', 'desc')
    .limit(1)
    .executeTakeFirst()
  return publiee?.source
}

/** Everybody who has written something of a draft. */
export const auteursDe = async (tx: Tx, guichetId: string, brouillonId: string): Promise<Set<string | null>> => {
  const [gestes, debut] = await Promise.all([
    tx
      .selectFrom('geste_brouillon')
      .select('par')
      .distinct()
      .where('guichet_id', '=', guichetId)
      .where('brouillon_id', '=', brouillonId)
      .execute(),
    tx.selectFrom('brouillon_appel').select('cree_par as par').where('guichet_id', '=', guichetId).where('id', '=', brouillonId).execute(),
  ])
  return new Set([...gestes, ...debut].map(l => l.par))
}
