import { sql } from 'kysely'
import { type ContexteActeur, enTransaction, nouvelId, structuresActives } from '../../contexte.ts'
import { auGuichet, type Db, type Tx } from '../../db/db.ts'
import { dateCivile } from '../../lib/dates.ts'
import { idsDeMesStructures } from '../dossiers/index.ts'

/** Months for which readings and sign-ins are kept: what the CNIL advises at most. */
export const GARDE_MOIS = 12

/** Notes that the actor opens a filed dossier, or a file of it: once a day each. Nothing while the pages of somebody else are shown, which the journal says. */
export async function noterConsultation(ctx: ContexteActeur, dossierId: string, pieceId?: string): Promise<void> {
  if (ctx.acteur.enVue) return
  await enTransaction(ctx, tx =>
    tx
      .insertInto('consultation')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        compte_id: ctx.acteur.compteId,
        dossier_id: dossierId,
        quoi: pieceId ? 'piece' : 'dossier',
        objet_id: pieceId ?? dossierId,
        jour: dateCivile(ctx.instant),
        le: ctx.instant,
      })
      .onConflict(c => c.columns(['guichet_id', 'compte_id', 'objet_id', 'jour']).doNothing())
      .execute(),
  )
}

/** One line of who read what, or who came in. `quoi`: « dossier », « piece », « connexion ». */
export type Passage = {
  id: string
  le: Date
  qui: string
  quoi: string
  dossier: string | null
  numero: string | null
  nom: string | null
  navigateur: string | null
}
export const PASSAGES_PAR_PAGE = 50
type Apres = { le: Date; id: string }

/** Readings and sign-ins of whoever works in the guichet, the latest first, from a place on; `compteId`: of one person alone. */
export async function passages(
  tx: Tx,
  guichetId: string,
  { compteId, apres, limite = PASSAGES_PAR_PAGE }: { compteId?: string | undefined; apres?: Apres | undefined; limite?: number },
): Promise<{ lignes: Passage[]; suite: Apres | undefined }> {
  const n = sql.lit(limite + 1)
  const avant = apres ? sql`and (x.le, x.id) < (${apres.le}, ${apres.id}::uuid)` : sql``
  const sien = compteId ? sql`and x.compte_id = ${compteId}` : sql``
  const deLaMaison = compteId ? sql`` : sql`and exists (select from role r where r.guichet_id = ${guichetId} and r.compte_id = x.compte_id)`
  const { rows } = await sql<Passage>`
    with lues as (
      (select x.id, x.le, x.compte_id, x.quoi, x.dossier_id, x.objet_id, null as navigateur from consultation x
        where x.guichet_id = ${guichetId} ${sien} ${avant} order by x.le desc, x.id desc limit ${n})
      union all
      (select x.id, x.le, x.compte_id, 'connexion', null, null, x.navigateur from connexion x
        where true ${sien} ${deLaMaison} ${avant} order by x.le desc, x.id desc limit ${n})
    )
    select l.id, l.le, c.name as qui, l.quoi, l.dossier_id as dossier, d.numero, p.nom, l.navigateur
    from lues l join compte c on c.id = l.compte_id
    left join dossier d on d.id = l.dossier_id left join piece p on p.id = l.objet_id and l.quoi = 'piece'
    order by l.le desc, l.id desc limit ${n}`.execute(tx)
  const dernier = rows[limite - 1]
  return { lignes: rows.slice(0, limite), suite: rows.length > limite && dernier ? { le: dernier.le, id: dernier.id } : undefined }
}

/** Everything of somebody, by pages, for their export. */
export async function* mesPassages(ctx: ContexteActeur) {
  let apres: Apres | undefined
  do {
    const lu = await enTransaction(ctx, tx => passages(tx, ctx.guichetId, { compteId: ctx.acteur.compteId, apres, limite: 500 }))
    yield lu.lignes.map(({ id: _, qui: __, ...l }) => l)
    apres = lu.suite
  } while (apres)
}

/** One day on which the service read a dossier: how many people, never who. */
export type JourDeLecture = { dossier: string; numero: string; titre: string; jour: string; personnes: number; pieces: number }
const JOURS_MAX = 100
/** When the service read the dossiers of the actor's structures, the latest day first. */
export const lecturesDesMiens = async (tx: Tx, ctx: ContexteActeur): Promise<JourDeLecture[]> =>
  structuresActives(ctx.acteur).length === 0
    ? []
    : (
        await sql<JourDeLecture>`
          select d.id as dossier, d.numero, coalesce(d.titre, '') as titre, x.jour, count(distinct x.compte_id)::int as personnes,
            (count(distinct x.objet_id) filter (where x.quoi = 'piece'))::int as pieces
          from consultation x join dossier d on d.id = x.dossier_id
          where x.guichet_id = ${ctx.guichetId} and x.dossier_id in (${idsDeMesStructures(ctx)})
          group by d.id, x.jour order by x.jour desc, d.numero limit ${sql.lit(JOURS_MAX)}`.execute(tx)
      ).rows

/** Job: forgets what is older than what is kept. Sign-ins are dated by the machine, as sessions are. */
export const tenirConsultations = ({ db, guichetId }: { db: Db; guichetId: string }, instant: Date): Promise<void> =>
  auGuichet(db, guichetId, async tx => {
    const mois = sql`make_interval(months => ${sql.lit(GARDE_MOIS)})`
    await tx
      .deleteFrom('consultation')
      .where('guichet_id', '=', guichetId)
      .where('le', '<', sql<Date>`${instant}::timestamptz - ${mois}`)
      .execute()
    await tx.deleteFrom('connexion').where('le', '<', sql<Date>`clock_timestamp() - ${mois}`).execute()
  })
