import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { DB } from '../../../db/types.gen.ts'
import { debutDuJour } from '../../../lib/dates.ts'
import { type Lecteur, lisible } from '../perimetre.queries.ts'
import { type Filtre, PAR_PAGE, TERRITOIRE } from './filtres.ts'
import { audela, cleDe, ordre, type Repere } from './tris.ts'

export type Q = SelectQueryBuilder<DB & { i: DB['instruction'] }, 'i', object>
const tableau = (valeurs: readonly string[]) => sql<string>`any(${valeurs}::text[])`
const lendemain = (jour: string) => debutDuJour(Temporal.PlainDate.from(jour).add({ days: 1 }).toString())

/** Rows of `instruction` (alias `i`) that this reader may see and that this filter keeps. `instant`: what late means. */
export const filtrees = (tx: Tx, l: Lecteur, f: Filtre, instant: Date, trouves: Trouves = tous(f)): Q => {
  const base = tx.selectFrom('instruction as i').where('i.guichet_id', '=', l.guichetId).where(lisible(l))
  return selonQui(selonQuoi(base as unknown as Q, l, f), l, f, instant).$if(trouves !== undefined, q => q.where(trouves!))
}

/** The words of a filter as a condition. */
export type Trouves = RawBuilder<boolean> | undefined
/** Any number of answers, gone through once and kept aside: « coalesce » keeps the planner from looking up each in turn. */
const tous = (f: Filtre): Trouves =>
  f.q === undefined ? undefined : sql<boolean>`coalesce(i.dossier_id in (select chercher_dossiers(${f.q})), false)`

/** Answers beyond which a word is so common that nobody reads them all. */
export const COMMUN = 10_000
/**
 * The dossiers that have the words of a filter, looked for once: `liste` keeps a list, `chiffres` keeps what is counted and summed. They differ
 * beyond `COMMUN` answers (`partiel`): the list is then read in its order until a page is full, and counts say « at least ».
 */
export type Recherche = { liste: Trouves; chiffres: Trouves; partiel: boolean }
export async function chercher(tx: Tx, f: Filtre, commun = COMMUN): Promise<Recherche> {
  if (f.q === undefined) return { liste: undefined, chiffres: undefined, partiel: false }
  const { rows } = await sql<{ ids: string | null; nombre: number }>`
    select array_agg(x)::text as ids, count(*)::int as nombre from chercher_dossiers(${f.q}, ${commun + 1}) x`.execute(tx)
  const { ids, nombre } = rows[0]!
  const trouves = sql<boolean>`i.dossier_id = any(${ids ?? '{}'}::uuid[])`
  if (nombre <= commun) return { liste: trouves, chiffres: trouves, partiel: false }
  const { rows: requetes } = await sql<{ requete: string }>`select requete_recherche(${f.q})::text as requete`.execute(tx)
  const repond = sql<boolean>`exists (select from instruction_recherche r where r.dossier_id = i.dossier_id and r.vecteur @@ ${requetes[0]!.requete}::tsquery)`
  return { liste: repond, chiffres: trouves, partiel: true }
}

/** What the dossier is. */
export const selonQuoi = (q: Q, l: Lecteur, f: Filtre) =>
  q
    .$if(f.appel !== undefined, x =>
      // found once: not for each row
      x.where('i.appel_id', '=', sql<string>`(select a.id from appel a where a.guichet_id = ${l.guichetId} and a.slug = ${f.appel})`),
    )
    .$if(f.volet.length > 0, x => x.where('i.volet', '=', tableau(f.volet)))
    .$if(f.departement.length > 0, x => x.where(sql<boolean>`coalesce(i.departement_pilote, ${TERRITOIRE}) = ${tableau(f.departement)}`))
    .$if(f.epci.length > 0, x => x.where('i.epci_siren', '=', tableau(f.epci)))
    .$if(f.type.length > 0, x => x.where('i.porteur_type', '=', tableau(f.type)))
    .$if(f.population_min !== undefined, x => x.where('i.population', '>=', f.population_min!))
    .$if(f.population_max !== undefined, x => x.where('i.population', '<=', f.population_max!))
    .$if(f.cout_min !== undefined, x => x.where('i.cout_global', '>=', f.cout_min!))
    .$if(f.cout_max !== undefined, x => x.where('i.cout_global', '<=', f.cout_max!))
    .$if(f.aide_min !== undefined, x => x.where('i.aide_demandee', '>=', f.aide_min!))
    .$if(f.aide_max !== undefined, x => x.where('i.aide_demandee', '<=', f.aide_max!))
    .$if(f.depose_du !== undefined, x => x.where('i.depose_le', '>=', debutDuJour(f.depose_du!)))
    .$if(f.depose_au !== undefined, x => x.where('i.depose_le', '<', lendemain(f.depose_au!)))

const COMPTES = {
  non_respectee: 'i.non_respectees',
  a_completer: 'i.a_completer',
  a_verifier: 'i.a_verifier',
  attention: 'i.attentions',
} as const

/** As its index has it (migration 0007). */
export const ECHEANCE = sql`(case when i.echeance is null then 'infinity' else i.echeance end)`

/** Where its instruction stands. */
export const selonQui = (q: Q, l: Lecteur, f: Filtre, instant: Date) =>
  q
    .$if(f.etat.length > 0, x => x.where('i.etat', '=', tableau(f.etat)))
    // what its porteur took back is no work: it shows when it is asked for
    .$if(f.etat.length + f.suite.length === 0, x => x.where('i.etat', '<>', 'retire'))
    .$if(f.suite.length > 0, x => x.where('i.suite', '=', tableau(f.suite)))
    .$if(f.verdict.length > 0, x => x.where(eb => eb.or(f.verdict.map(v => eb(COMPTES[v], '>', 0)))))
    .$if(f.regle.length > 0, x =>
      x.where(sql<boolean>`exists (select from jsonb_array_elements(i.verdicts) v
        where v ->> 'regle' = ${tableau(f.regle)} and v ->> 'resultat' = ${tableau(Object.keys(COMPTES))})`),
    )
    .$if(f.pieces !== undefined, x => x.where(sql<boolean>`cardinality(i.pieces_manquantes) > 0`))
    .$if(f.affecte === 'personne', x => x.where('i.assigne_a', 'is', null))
    .$if(f.affecte !== undefined && f.affecte !== 'personne', x =>
      x.where('i.assigne_a', '=', f.affecte === 'moi' ? l.compteId : f.affecte!),
    )
    .$if(f.messages !== undefined, x =>
      x.where(sql<boolean>`i.dossier_id in (select m.dossier_id from message m where m.guichet_id = ${l.guichetId} and m.cote <> 'service'
        and not exists (select from message_lu u where u.dossier_id = m.dossier_id and u.compte_id = ${l.compteId} and u.lu_le >= m.ecrit_le))`),
    )
    .$if(f.retard !== undefined, x => x.where(sql<boolean>`${ECHEANCE} < ${instant}`))
    .$if(f.etiquette.length > 0, x => x.where(sql<boolean>`i.etiquettes <> '{}' and i.etiquettes && ${f.etiquette}::text[]`))

/** `recherche`: what its words have found already; `nombre`: how many dossiers the list has, when it is known. */
export type Demande = {
  filtre: Filtre
  instant: Date
  recherche?: Recherche | undefined
  nombre?: number | undefined
  apres?: Repere | undefined
  avant?: Repere | undefined
  parPage?: number
}

export const nomEpci = sql<string | null>`(select e.nom from structure e where e.siren = i.epci_siren and e.type = 'epci' limit 1)`
/** Dossiers that are quicker gathered then sorted than looked for in the order of the list. */
const PEU = 2000
/** Orders whose key the index of counts holds (migration 0009). */
const COUVERTS: readonly string[] = ['depose_le', 'population', 'volet', 'cout_global', 'aide_demandee', 'suite', 'echeance']

/**
 * The dossiers among which a page is taken, in the way that reads the least. « offset 0 »: the planner does not walk an index of the order for the
 * few that it would find there. Late ones are the oldest: in any other order they are gathered too, from the index of counts.
 */
function parmi(tx: Tx, l: Lecteur, d: Demande, trouves: Trouves): Q {
  const { filtre: f, instant, nombre = Number.POSITIVE_INFINITY } = d
  const tous = filtrees(tx, l, f, instant, trouves)
  if (nombre <= PEU) return tx.selectFrom(tous.selectAll('i').offset(0).as('i')) as unknown as Q
  if (f.retard === undefined || f.tri === 'echeance' || !COUVERTS.includes(f.tri)) return tous
  const gardes = tx.selectFrom(
    tous
      .select(['i.dossier_id', `i.${f.tri}`])
      .offset(0)
      .as('i'),
  ) as unknown as Q
  const premiers = pageDe(gardes, d).select('i.dossier_id')
  return tx
    .selectFrom('instruction as i')
    .where('i.guichet_id', '=', l.guichetId)
    .where(sql<boolean>`i.dossier_id = any(array(${premiers}))`) as unknown as Q
}
/** One row more than a page, to know whether another follows. */
const pageDe = (q: Q, { filtre, apres, avant, parPage = PAR_PAGE }: Demande) => {
  const vers = avant ? 'debut' : 'suite'
  const repere = avant ?? apres
  return q
    .$if(repere !== undefined, x => x.where(audela(filtre, repere!, vers)))
    .orderBy(ordre(filtre, vers) as never)
    .limit(parPage + 1)
}

const lignes = (tx: Tx, l: Lecteur, d: Demande, trouves: Trouves) =>
  pageDe(parmi(tx, l, d, trouves), d)
    .leftJoin('compte as c', 'c.id', 'i.assigne_a')
    .selectAll('i')
    .select(['c.name as assigne_nom', nomEpci.as('epci'), cleDe(d.filtre).as('cle')])
export type LigneInstruction = Awaited<ReturnType<ReturnType<typeof lignes>['executeTakeFirstOrThrow']>>
export type PageInstruction = { lignes: LigneInstruction[]; precedents: Repere | undefined; suivants: Repere | undefined }

const repereDe = (l: LigneInstruction): Repere => ({ cle: l.cle, id: l.dossier_id })

/**
 * One page of the filtered list, from a place: after it, or before it. `suivants` and `precedents` are the places from which the next page and
 * the one before are read; absent at the ends.
 */
export async function lirePage(tx: Tx, l: Lecteur, demande: Demande): Promise<PageInstruction> {
  const { filtre, recherche, apres, avant, parPage = PAR_PAGE } = demande
  const lues = await lignes(tx, l, demande, (recherche ?? (await chercher(tx, filtre))).liste).execute()
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
