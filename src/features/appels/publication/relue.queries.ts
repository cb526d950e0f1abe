import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'

/** Whether somebody else than this person has read this very text and has nothing to say against it. */
export const relueParUnAutre = async (tx: Tx, guichetId: string, sha256: string, quiPublie: string): Promise<boolean> =>
  (await tx
    .selectFrom('relecture')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('sha256', '=', sha256)
    .where('sens', '=', 'rien_a_redire')
    .where('lecteur_id', '<>', quiPublie)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** What somebody who read a text said of it. */
export type RelectureDite = { lecteur: string; lueLe: Date; remarque: string | null }
export const relecturesDuTexte = async (tx: Tx, guichetId: string, sha256: string): Promise<RelectureDite[]> => {
  const lignes = await tx
    .selectFrom('relecture as r')
    .innerJoin('compte as c', 'c.id', 'r.lecteur_id')
    .select(['c.name as lecteur', 'r.lue_le', 'r.remarque'])
    .where('r.guichet_id', '=', guichetId)
    .where('r.sha256', '=', sha256)
    .orderBy('r.lue_le')
    .limit(50)
    .execute()
  return lignes.map(({ lue_le, ...l }) => ({ ...l, lueLe: lue_le! }))
}

/** The remarks that stand on a draft, whatever its text was: those of readers who have answered nothing since. The latest first. */
export const remarquesDuBrouillon = async (tx: Tx, guichetId: string, brouillonId: string): Promise<{ lecteur: string; lueLe: Date }[]> => {
  const lues = await tx
    .selectFrom('relecture as r')
    .innerJoin('compte as c', 'c.id', 'r.lecteur_id')
    .distinctOn('r.lecteur_id')
    .select(['c.name as lecteur', 'r.lue_le', 'r.sens'])
    .where('r.guichet_id', '=', guichetId)
    .where('r.brouillon_id', '=', brouillonId)
    .where('r.lue_le', 'is not', null)
    .orderBy('r.lecteur_id')
    .orderBy('r.lue_le', 'desc')
    .execute()
  return lues
    .filter(l => l.sens === 'remarque')
    .map(({ lecteur, lue_le }) => ({ lecteur, lueLe: lue_le! }))
    .sort((a, b) => b.lueLe.getTime() - a.lueLe.getTime())
}

/** The draft that has this very text, if one does. */
export const brouillonDuTexte = async (tx: Tx, guichetId: string, sha256: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('brouillon_appel')
      .select('id')
      .where('guichet_id', '=', guichetId)
      .where(sql<string>`encode(sha256(convert_to(source, 'UTF8')), 'hex')`, '=', sha256)
      .orderBy('modifie_le', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id
