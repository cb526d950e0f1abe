import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { LigneHistoire, Main } from './document/histoire.rules.ts'
import type { Retrait } from './document/retraits.ts'

/** A call that is being written. `par`: who changed it last, or began it. */
export type Brouillon = {
  id: string
  guichetId: string
  titre: string
  revision: number
  origine: string
  creeLe: Date
  modifieLe: Date
  par: string | null
}
/** `seuilsLus`: keys of the thresholds that somebody has read (`studio/essais`), and of the sections whose model's words are right (`studio/modeles`). */
export type BrouillonEntier = Brouillon & { source: string; seuilsLus: string[] }
export type LigneVersion = LigneHistoire & Main

const brouillons = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('brouillon_appel as b')
    .leftJoin('geste_brouillon as g', j => j.onRef('g.brouillon_id', '=', 'b.id').onRef('g.revision', '=', 'b.revision'))
    .leftJoin('compte as c', j => j.on(eb => eb('c.id', '=', eb.fn.coalesce('g.par', 'b.cree_par'))))
    .select([
      'b.id',
      'b.guichet_id as guichetId',
      'b.titre',
      'b.revision',
      'b.origine',
      'b.cree_le as creeLe',
      'b.modifie_le as modifieLe',
      'c.name as par',
    ])
    .where('b.guichet_id', '=', guichetId)

/** `publieLe`: when its very text came out, if it has. */
export type BrouillonListe = Brouillon & { publieLe: Date | null }
export const brouillonsDe = (tx: Tx, guichetId: string): Promise<BrouillonListe[]> =>
  brouillons(tx, guichetId)
    .select(eb =>
      eb
        .selectFrom('appel_version as v')
        .select(x => x.fn.max('v.publiee_le').as('le'))
        .where('v.guichet_id', '=', guichetId)
        .where('v.sha256', '=', sql<string>`encode(sha256(convert_to(b.source, 'UTF8')), 'hex')`)
        .as('publieLe'),
    )
    .orderBy('b.modifie_le', 'desc')
    .orderBy('b.id')
    .limit(BROUILLONS_MAX)
    .execute()
/** What a guichet keeps at once: beyond, one is thrown away first. */
export const BROUILLONS_MAX = 100

export const brouillonDe = (tx: Tx, guichetId: string, id: string): Promise<BrouillonEntier | undefined> =>
  brouillons(tx, guichetId).select(['b.source', 'b.seuils_lus as seuilsLus']).where('b.id', '=', id).executeTakeFirst()

/** The version that this very text has become, where it waits for the instant at which it is published. */
export const programmeeDe = (tx: Tx, guichetId: string, sha256: string): Promise<{ slug: string; numero: number; le: Date } | undefined> =>
  tx
    .selectFrom('publication_prevue as p')
    .innerJoin('appel_version as v', 'v.id', 'p.appel_version_id')
    .innerJoin('appel as a', 'a.id', 'v.appel_id')
    .select(['a.slug', 'v.numero', 'p.prevue_le as le'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.finie_le', 'is', null)
    .where('v.sha256', '=', sha256)
    .executeTakeFirst()

/** Changes of a draft that are still kept, the latest first. */
export const histoireDe = async (tx: Tx, guichetId: string, id: string): Promise<LigneVersion[]> =>
  tx
    .selectFrom('geste_brouillon as g')
    .leftJoin('compte as c', 'c.id', 'g.par')
    .select([
      'g.revision',
      'g.nature',
      'g.cible',
      'g.debut',
      'g.retire',
      'g.ajoute',
      'g.lieu',
      'g.dit',
      'g.le',
      'g.au_fil as auFil',
      'g.page',
    ])
    .select('c.name as par')
    .where('g.guichet_id', '=', guichetId)
    .where('g.brouillon_id', '=', id)
    .orderBy('g.revision', 'desc')
    .execute() as Promise<LigneVersion[]>

/** Départements by their codes, with their names, in the order of their codes. */
export const nomsDesDepartements = (tx: Tx, codes: readonly string[]): Promise<{ code: string; nom: string }[]> =>
  tx
    .selectFrom('departement')
    .select(['code', 'nom'])
    .where('code', 'in', [...codes])
    .orderBy('code')
    .execute()

/** Changes of a draft that took something away, the last first. */
export const retraitsDe = (tx: Tx, guichetId: string, id: string): Promise<{ revision: number; retraits: Retrait[] }[]> =>
  tx
    .selectFrom('geste_brouillon')
    .select('revision')
    .select(sql<Retrait[]>`retraits`.as('retraits'))
    .where('guichet_id', '=', guichetId)
    .where('brouillon_id', '=', id)
    .where(sql<boolean>`retraits <> '[]'`)
    .orderBy('revision', 'desc')
    .limit(50)
    .execute()
