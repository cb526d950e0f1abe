import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { DB } from '../../../db/types.gen.ts'
import { dateCivile, debutDuJour } from '../../../lib/dates.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'
import { type Filtre, SUITES, type Suite, TERRITOIRE } from './filtres.ts'
import { dossiersDesRegles } from './regles.queries.ts'
import { nombreDe, type Repere } from './tris.ts'

export type Q = SelectQueryBuilder<DB & { i: DB['instruction'] }, 'i', object>
const tableau = (valeurs: readonly string[]) => sql<string>`any(${valeurs}::text[])`
export const lendemain = (jour: string) => debutDuJour(Temporal.PlainDate.from(jour).add({ days: 1 }).toString())

/** Rows of `instruction` (alias `i`) that this reader may see and that this filter keeps. `instant`: what late means. */
export const filtrees = (tx: Tx, l: Lecteur, f: Filtre, instant: Date, trouves: Trouves = tous(f)): Q =>
  gardees(duGuichet(tx, l), l, f, instant).$if(trouves !== undefined, q => q.where(trouves!))

export const duGuichet = (tx: Tx, l: Lecteur) => tx.selectFrom('instruction as i').where('i.guichet_id', '=', l.guichetId) as unknown as Q
const gardees = (base: Q, l: Lecteur, f: Filtre, instant: Date) => selonQui(selonQuoi(base.where(lisible(l)), l, f), l, f, instant)

/** The words of a filter as a condition. */
export type Trouves = RawBuilder<boolean> | undefined
/** Any number of answers, gone through once and kept aside: « coalesce » keeps the planner from looking up each in turn. */
const tous = (f: Filtre): Trouves =>
  f.q === undefined ? undefined : sql<boolean>`coalesce(i.dossier_id in (select chercher_dossiers(${f.q})), false)`

/** Dossiers beyond which nobody reads them all: a list is gathered up to there, and walked in its order beyond. */
export const COMMUN = 5000
/** The same of dossiers that words find: each is then looked up. */
const COMMUN_MOTS = 4000
/** How many of them are looked up when they are more: totals then say « au moins ». */
const ASSEZ_MOTS = 500
/** However many they are. */
export const TOUS = Number.POSITIVE_INFINITY
/**
 * The dossiers that have the words of a filter, looked for once: `repond` says whether a row does; `ids`, as an array of the database, is which, to count
 * and gather them. Beyond `COMMUN_MOTS` (`partiel`) these are some of them: the list is then read in its order until a page is full. When a rule asks few for
 * something, `ids` are those, of which some may be left out by their verdict (the filter says it) or by the words (`mots`).
 */
export type Recherche = { repond: Trouves; ids?: string; mots?: Trouves; partiel: boolean }
export async function chercher(tx: Tx, f: Filtre, commun = COMMUN_MOTS): Promise<Recherche> {
  const parMots = await chercherMots(tx, f, commun)
  if (f.regle.length === 0 || (parMots.ids !== undefined && !parMots.partiel)) return parMots
  const ids = await dossiersDesRegles(tx, f.regle, Math.min(commun, COMMUN_MOTS))
  if (ids === undefined) return parMots
  const parmi = sql<boolean>`i.dossier_id = any(${ids}::uuid[])`
  const mots = parMots.repond
  return { repond: mots ? sql<boolean>`(${parmi} and ${mots})` : parmi, ids, mots, partiel: false }
}
async function chercherMots(tx: Tx, f: Filtre, commun: number): Promise<Recherche> {
  if (f.q === undefined || commun === TOUS) return { repond: tous(f), partiel: false }
  const { rows } = await sql<{ ids: string; complet: boolean; requete: string | null }>`
    select ids::text, complet, requete from chercher_mots(${f.q}, ${Math.min(commun, ASSEZ_MOTS)}, ${commun})`.execute(tx)
  const { ids, complet, requete } = rows[0]!
  if (complet) return { repond: sql<boolean>`i.dossier_id = any(${ids}::uuid[])`, ids, partiel: false }
  const repond = sql<boolean>`exists (select from instruction_recherche r where r.dossier_id = i.dossier_id and r.vecteur @@ ${requete}::tsquery)`
  return { repond, ids, partiel: true }
}

/** Columns of the dossiers of a list, to be counted or put in order; those that its words or a rule found are looked up by their identifiers. */
export function choisies(tx: Tx, l: Lecteur, d: Demande, { repond, ids, mots }: Recherche, colonnes: readonly string[]): Q {
  const de = (q: Q) => q.select(colonnes as 'i.dossier_id'[]) as unknown as Q
  if (ids === undefined) return de(filtrees(tx, l, d.filtre, d.instant, repond))
  // « offset 0 »: else the planner goes through an index for all of them
  const unPar = duGuichet(tx, l).selectAll('i').where(sql<boolean>`i.dossier_id = any(${ids}::uuid[])`).offset(0)
  return de(gardees(tx.selectFrom(unPar.as('i')) as unknown as Q, l, d.filtre, d.instant).$if(mots !== undefined, q => q.where(mots!)))
}

/** Not « coalesce »: the index is entered by the département. */
const deDepartement = (codes: Filtre['departement']) => {
  const pilotes = sql<boolean>`i.departement_pilote = ${tableau(codes.filter(d => d !== TERRITOIRE))}`
  return codes.includes(TERRITOIRE) ? sql<boolean>`(i.departement_pilote is null or ${pilotes})` : pilotes
}

/** Both ends included; as its index has it, which is then entered. What is missing is in no range. */
const entre = (quoi: Parameters<typeof nombreDe>[0], min: number | undefined, max: number | undefined) => (q: Q) =>
  q
    .$if(min !== undefined, x => x.where(sql<boolean>`${nombreDe(quoi)} >= ${min}`))
    .$if(max !== undefined, x => x.where(sql<boolean>`${nombreDe(quoi)} between 0 and ${max}`))

/** What the dossier is. */
export const selonQuoi = (q: Q, l: Lecteur, f: Filtre) =>
  q
    .$if(f.appel !== undefined, x =>
      // found once: not for each row
      x.where('i.appel_id', '=', sql<string>`(select a.id from appel a where a.guichet_id = ${l.guichetId} and a.slug = ${f.appel})`),
    )
    .$if(f.volet.length > 0, x => x.where('i.volet', '=', tableau(f.volet)))
    .$if(f.departement.length > 0, x => x.where(deDepartement(f.departement)))
    .$if(f.epci.length > 0, x => x.where('i.epci_siren', '=', tableau(f.epci)))
    .$if(f.type.length > 0, x => x.where('i.porteur_type', '=', tableau(f.type)))
    .$call(entre('population', f.population_min, f.population_max))
    .$call(entre('cout_global', f.cout_min, f.cout_max))
    .$call(entre('aide_demandee', f.aide_min, f.aide_max))
    .$if(f.depose_du !== undefined, x => x.where('i.depose_le', '>=', debutDuJour(f.depose_du!)))
    .$if(f.depose_au !== undefined, x => x.where('i.depose_le', '<', lendemain(f.depose_au!)))

const COMPTES = {
  non_respectee: 'i.non_respectees',
  a_completer: 'i.a_completer',
  a_verifier: 'i.a_verifier',
  attention: 'i.attentions',
} as const

/** Never of a dossier that waits for a verdict: without these, an index whose first ones they are is not gone through in vain (migration 0020). */
const SANS_VERDICT: readonly Suite[] = ['analyser', 'presenter']
const attendUnVerdict = (f: Filtre) => f.verdict.length > 0 && !f.verdict.includes('attention') && f.suite.length === 0

/** As its index has it (migration 0007). */
export const ECHEANCE = sql`(case when i.echeance is null then 'infinity' else i.echeance end)`

/** Where its instruction stands. */
export const selonQui = (q: Q, l: Lecteur, f: Filtre, instant: Date) =>
  q
    .$if(f.etat.length > 0, x => x.where('i.etat', '=', tableau(f.etat)))
    // what its porteur took back is no work: it shows when it is asked for
    .$if(f.etat.length + f.suite.length === 0, x => x.where('i.etat', '<>', 'retire'))
    .$if(f.suite.length > 0, x => x.where('i.suite', '=', tableau(f.suite)))
    .$if(f.etape.length > 0, x =>
      x.where(
        sql<boolean>`i.dossier_id in (select u.dossier_id from suivi u where u.guichet_id = ${l.guichetId} and u.etape = ${tableau(f.etape)})`,
      ),
    )
    .$if(f.verdict.length > 0, x => x.where(eb => eb.or(f.verdict.map(v => eb(COMPTES[v], '>', 0)))))
    .$if(attendUnVerdict(f), x => x.where('i.suite', '=', tableau(SUITES.filter(u => !SANS_VERDICT.includes(u)))))
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
    .$if(f.retard !== undefined, x => x.where(sql<boolean>`i.echeance_jour <= ${dateCivile(instant)}::date and ${ECHEANCE} < ${instant}`))
    .$if(f.etiquette.length > 0, x => x.where(sql<boolean>`i.etiquettes <> '{}' and i.etiquettes && ${f.etiquette}::text[]`))

/**
 * A page of a list, from a place. `recherche`: what its words have found already; `commun`: how many are read of a list that the kept
 * counts cannot tell, `TOUS` for exact totals; `nombre`: how many dossiers
 * the list has, when it is known; `ids`: those of the page, one more than it holds, when they are.
 */
export type Demande = {
  filtre: Filtre
  instant: Date
  recherche?: Recherche | undefined
  commun?: number | undefined
  nombre?: number | undefined
  ids?: readonly string[] | undefined
  apres?: Repere | undefined
  avant?: Repere | undefined
  parPage?: number
}

export const nomEpci = sql<string | null>`(select e.nom from structure e where e.siren = i.epci_siren and e.type = 'epci' limit 1)`
