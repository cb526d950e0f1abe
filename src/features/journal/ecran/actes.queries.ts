import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { debutDuJour } from '../../../lib/dates.ts'
import { actionsCherchees, LE_GUICHET, type Recherche } from './recherche.form.ts'

export type LigneLue = {
  rang: number
  instant: Date
  action: string
  objet: string
  acteur: string | null
  par: string | null
  donnees: Record<string, unknown>
  empreinte: string
}
/** Past it, a search says « plus de 1 000 »: counting a million lines helps nobody. */
export const COMPTES_MAX = 1000
/** Dossiers that words may choose. */
const DOSSIERS_MAX = 200
const JOUR_MS = 24 * 3_600_000

/** What a search chooses, once: ranks between two bounds, objects, one line. `undefined`: nothing answers. */
export type Choix = { rangs: { de: number; a: number }; objets: readonly string[] | undefined; r: Recherche }

/**
 * A search made of what has an index. The days become bounds of ranks first, so that a day of ten years ago costs what today does; words are a dossier's number, a
 * name of structure, or a rank.
 */
export async function choisir(tx: Tx, guichetId: string, r: Recherche): Promise<Choix | undefined> {
  if (r.illisibles.du || r.illisibles.au) return undefined
  const rangs = await bornes(tx, guichetId, r)
  if (!rangs) return undefined
  const rang = /^n?°?\s*(\d[\d\s\u00a0\u202f]{0,14})$/i.exec(r.q)?.[1]?.replaceAll(/\s/g, '')
  if (rang)
    return Number(rang) >= rangs.de && Number(rang) <= rangs.a
      ? { rangs: { de: Number(rang), a: Number(rang) }, objets: undefined, r }
      : undefined
  if (!r.q) return { rangs, objets: undefined, r }
  const objets = await dossiersNommes(tx, guichetId, r.q)
  return objets.length > 0 ? { rangs, objets, r } : undefined
}

const PARTOUT = { de: 0, a: Number.MAX_SAFE_INTEGER }
/** « offset 0 » has the days read by their own index: for a minimum, the planner walks the ranks from the first and stops at the first that is in them. */
async function bornes(tx: Tx, guichetId: string, { du, au }: Recherche) {
  if (!du && !au) return PARTOUT
  const { rows } = await sql<{ de: number | null; a: number | null }>`select min(r) as de, max(r) as a
    from (select rang as r from evenement where guichet_id = ${guichetId} ${entre({ du, au })} offset 0) t`.execute(tx)
  const { de, a } = rows[0]!
  return de === null || a === null ? undefined : { de, a }
}
const finDe = (jour: string) => debutDuJour(new Date(Date.parse(`${jour}T12:00:00Z`) + JOUR_MS).toISOString().slice(0, 10))
const entre = ({ du, au }: Pick<Recherche, 'du' | 'au'>) =>
  sql`${du ? sql`and instant >= ${debutDuJour(du)}` : sql``} ${au ? sql`and instant < ${finDe(au)}` : sql``}`

async function dossiersNommes(tx: Tx, guichetId: string, q: string): Promise<string[]> {
  const motif = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: string }>`
    (select id from dossier where guichet_id = ${guichetId} and upper(numero) = upper(${q}) limit 1)
    union (select d.id from structure s join dossier d on d.structure_id = s.id and d.guichet_id = ${guichetId}
      where sans_accent(lower(s.nom)) like sans_accent(lower(${motif})) limit ${sql.lit(DOSSIERS_MAX)})`.execute(tx)
  return rows.map(l => l.id)
}

/** The first lines before a rank, from whichever index holds the fewest. A few objects or kinds of act are read one after the other, the latest of each. */
function lignes(guichetId: string, { rangs, objets, r }: Choix, avant: number, limite: number): RawBuilder<unknown> {
  const actions = actionsCherchees(r)
  const commun = sql`e.guichet_id = ${guichetId} and e.rang >= ${rangs.de} and e.rang <= ${rangs.a} and e.rang < ${avant} ${entre(r)}
    ${r.qui === LE_GUICHET ? sql`and e.acteur_id is null` : r.qui ? sql`and e.acteur_id = ${r.qui}` : sql``}`
  const fin = sql`order by e.rang desc limit ${sql.lit(limite)}`
  if (objets)
    return sql`select x.* from unnest(${[...objets]}::uuid[]) o cross join lateral (select e.* from evenement e
      where ${commun} and e.objet_id = o ${actions ? sql`and e.action = any(${[...actions]}::text[])` : sql``} ${fin}) x`
  if (r.qui && r.qui !== LE_GUICHET)
    return sql`select e.* from evenement e where ${commun} ${actions ? sql`and e.action = any(${[...actions]}::text[])` : sql``} ${fin}`
  if (actions)
    return sql`select x.* from unnest(${[...actions]}::text[]) a cross join lateral (select e.* from evenement e where ${commun} and e.action = a ${fin}) x`
  return sql`select e.* from evenement e where ${commun} ${fin}`
}

/** A page of what was chosen, the latest first; one line more than the page says that there are others. */
export const actesChoisis = async (
  tx: Tx,
  guichetId: string,
  choix: Choix,
  avant: number | undefined,
  limite: number,
): Promise<LigneLue[]> =>
  (
    await sql<LigneLue & { concerne: string | null }>`
      select e.rang, e.instant, e.action, e.objet_id as objet, e.acteur_id as acteur, c.name as par, e.donnees, encode(e.hash, 'hex') as empreinte,
        -- the journal keeps identifiers: whom an act is about is read from the account, and is nobody any more once it is erased
        case when e.action in ('instruction.affecte', 'instruction.ouvert')
          then (select q.name from compte q where q.id = coalesce(e.donnees ->> 'a', e.donnees ->> 'compte')::uuid) end as concerne
      from (select * from (${lignes(guichetId, choix, avant ?? Number.MAX_SAFE_INTEGER, limite)}) t order by rang desc limit ${sql.lit(limite)}) e
      left join compte c on c.id = e.acteur_id order by e.rang desc`.execute(tx)
  ).rows.map(({ concerne, ...l }) => (concerne ? { ...l, donnees: { ...l.donnees, nom: concerne } } : l))

/** How many there are, up to `COMPTES_MAX` and one. */
export const compterChoisis = async (tx: Tx, guichetId: string, choix: Choix): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from (select 1 from (${lignes(guichetId, choix, Number.MAX_SAFE_INTEGER, COMPTES_MAX + 1)}) t
      limit ${sql.lit(COMPTES_MAX + 1)}) u`.execute(tx)
  ).rows[0]!.n
