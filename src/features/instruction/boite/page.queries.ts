import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { etapeDuSuivi } from '../../dossiers/index.ts'
import type { Lecteur } from '../perimetre.queries.ts'
import { COMMUN, chercher, choisies, type Demande, filtrees, nomEpci, type Q, type Recherche } from './boite.queries.ts'
import { PAR_PAGE } from './filtres.ts'
import { audela, cleDe, ordre, type Repere } from './tris.ts'

type Choisies = SelectQueryBuilder<never, never, object>
/** One row more than a page, to know whether another follows: those beyond the place of a demand, in its order. `q`: rows named `i`. */
export const pageDe = <T>(q: T, { filtre, apres, avant, parPage = PAR_PAGE }: Demande): T => {
  const vers = avant ? 'debut' : 'suite'
  const repere = avant ?? apres
  return (q as unknown as Choisies)
    .$if(repere !== undefined, x => x.where(audela(filtre, repere!, vers)))
    .orderBy(ordre(filtre, vers) as never)
    .limit(parPage + 1) as unknown as T
}

/** Sort keys that the index of counts holds (migration 0018): these lists are put in order without their rows. */
const COUVERTS: readonly string[] = ['depose_le', 'population', 'volet', 'cout_global', 'aide_demandee', 'suite', 'echeance']
export const couvert = ({ filtre }: Demande) => COUVERTS.includes(filtre.tri)
/** The dossiers of a page among those of a common table `c`, which holds the sort key when the index does. */
export function premiersDe(tx: Tx, l: Lecteur, d: Demande): RawBuilder<string[] | null> {
  const tous = couvert(d)
    ? tx.selectFrom('c as i' as never)
    : tx
        .selectFrom('instruction as i')
        .where('i.guichet_id', '=', l.guichetId)
        .where(sql<boolean>`i.dossier_id = any(array(select dossier_id from c))`)
  return sql`array(${pageDe(tous as unknown as Q, d).select('i.dossier_id')})`
}
/** What `c` holds of each dossier. */
export const colonnesDeC = (d: Demande) => [
  ...new Set(['i.dossier_id', 'i.cout_global', 'i.aide_demandee', 'i.echeance', ...(couvert(d) ? [`i.${d.filtre.tri}`] : [])]),
]

type Cherchee = Demande & { recherche: Recherche }
async function rassembler(tx: Tx, l: Lecteur, d: Cherchee): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`with c as materialized (${choisies(tx, l, d, d.recherche, colonnesDeC(d))})
    select ${premiersDe(tx, l, d)} as ids`.execute(tx)
  return rows[0]!.ids
}

const lignes = (q: Q, d: Demande) =>
  q
    .leftJoin('compte as c', 'c.id', 'i.assigne_a')
    .selectAll('i')
    .select(['c.name as assigne_nom', nomEpci.as('epci'), etapeDuSuivi('i.dossier_id').as('etape'), cleDe(d.filtre).as('cle')])
export type LigneInstruction = Awaited<ReturnType<ReturnType<typeof lignes>['executeTakeFirstOrThrow']>>
export type PageInstruction = { lignes: LigneInstruction[]; precedents: Repere | undefined; suivants: Repere | undefined }

const parIds = (tx: Tx, l: Lecteur, d: Demande, ids: readonly string[]) =>
  lignes(
    pageDe(
      tx
        .selectFrom('instruction as i')
        .where('i.guichet_id', '=', l.guichetId)
        .where(sql<boolean>`i.dossier_id = any(${ids}::uuid[])`) as unknown as Q,
      d,
    ),
    d,
  ).execute()

/** The list in the order of its index until the page is full. The planner thinks rare what it cannot estimate, and would sort the whole table. */
async function marcher(tx: Tx, l: Lecteur, d: Cherchee) {
  const trier = (oui: 'on' | 'off') => sql`select set_config('enable_sort', ${oui}, true)`.execute(tx)
  await trier('off')
  const lues = await lignes(pageDe(filtrees(tx, l, d.filtre, d.instant, d.recherche.repond), d), d).execute()
  await trier('on')
  return lues
}

const repereDe = (l: LigneInstruction): Repere => ({ cle: l.cle, id: l.dossier_id })

/**
 * One page of the filtered list, from a place: after it, or before it. `suivants` and `precedents` are the places from which the next page and
 * the one before are read; absent at the ends.
 */
export async function lirePage(tx: Tx, l: Lecteur, demande: Demande): Promise<PageInstruction> {
  const d = { ...demande, recherche: demande.recherche ?? (await chercher(tx, demande.filtre, demande.commun)) }
  const { apres, avant, parPage = PAR_PAGE, nombre = Number.POSITIVE_INFINITY } = d
  const ids = d.ids ?? (nombre <= COMMUN ? await rassembler(tx, l, d) : undefined)
  const lues = ids ? await parIds(tx, l, d, ids) : await marcher(tx, l, d)
  const page = lues.slice(0, parPage)
  if (avant) page.reverse()
  const encore = lues.length > parPage
  const premier = page[0]
  const dernier = page.at(-1)
  return {
    lignes: page,
    precedents: premier && (avant ? encore : apres !== undefined) ? repereDe(premier) : undefined,
    suivants: dernier && (avant !== undefined || encore) ? repereDe(dernier) : undefined,
  }
}
