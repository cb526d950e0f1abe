import { type RawBuilder, sql } from 'kysely'
import { composee, type Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { compteur, gagneParBilan } from '../consommation.rules.ts'
import { DECLARE, ORDRE_COMMANDES } from '../suivi.queries.ts'
import { naturesEligibles } from '../suivi.rules.ts'
import { type BilanSuivi, estDeclare, type LaureatSuivi } from './chiffres.rules.ts'
import { type Jalons, jalonsDesForfaits } from './forfaits.queries.ts'
import { type Perimetre, suivis } from './perimetre.queries.ts'

/** The natures of expense in the base, by version of the call under which a lauréat is followed: what `htEligibleDe` asks for, for several calls at once. `forfaits`: the versions that pay a lump sum on milestones, whatever was spent. */
export type Natures = { versions: string[]; codes: string[]; forfaits: string[] }
export async function naturesDe(tx: Tx, guichetId: string): Promise<Natures> {
  const n: Natures = { versions: [], codes: [], forfaits: [] }
  for (const { id } of await versionsSuivies(tx, { guichetId })) {
    const { appel } = (await appelDeVersion(tx, guichetId, id))!
    if (appel.plan === 'aucun') n.forfaits.push(id)
    for (const code of naturesEligibles(appel)) {
      n.versions.push(id)
      n.codes.push(code)
    }
  }
  return n
}
const versionsSuivies = composee((tx, p: { guichetId: string }) =>
  tx
    .selectFrom('suivi as u')
    .innerJoin('instruction as i', 'i.dossier_id', 'u.dossier_id')
    .select('i.appel_version_id as id')
    .distinct()
    .where('u.guichet_id', '=', p.guichetId),
)

/** The day from which a bilan `b` counts: the end of its period, or the day it was filed when it came before. */
const COMPTE_LE = sql`least(b.fin, (b.depose_le at time zone 'Europe/Paris')::date)`

/** A perimeter's lauréats with what they were granted, and the natures in the base, named for what follows. */
const vus = (p: Perimetre, n: Natures) => sql`
  vus as materialized (select u.dossier_id, i.appel_version_id, i.numero, i.porteur, d.montant as accorde,
    case when i.appel_version_id = any(${n.forfaits}::uuid[]) then 0 else coalesce(d.base, d.montant) end as base from ${suivis(p)}),
  nature (version, code) as (select * from unnest(${n.versions}::uuid[], ${n.codes}::text[]))`

/**
 * What an order, or orders that follow one another, add to the credits consumed (ADR 0015): what is consumed with them less what was before them,
 * as `consommeParCommande` does. `cumul`: spending in the base up to them; `eligible`: theirs.
 */
export const consommes = (ht: RawBuilder<unknown>) => sql`least(v.accorde, case when ${ht}::float8 * v.accorde < 9e18
  then ${ht} * v.accorde / v.base else div(${ht}::numeric * v.accorde, v.base)::bigint end)`
export const CREDITS = sql`case when v.base <= 0 or o.eligible = 0 then 0 else ${consommes(sql`o.cumul`)} - ${consommes(sql`(o.cumul - o.eligible)`)} end`

/** The orders declared of the periods ended by a day, one by one, with their credits. */
const uneAUne = (p: Perimetre, n: Natures, au: string) => sql`${vus(p, n)},
  c as (
    select c.*, b.rang, b.fin, b.etat, e.nature, case when c.depense_id is null or m.code is not null then c.ht else 0 end as eligible
    from vus v
    join bilan b on b.dossier_id = v.dossier_id and ${DECLARE}
    join commande c on c.bilan_id = b.id and c.retiree_le is null
    left join depense e on e.id = c.depense_id
    left join nature m on m.version = v.appel_version_id and m.code = e.nature
    where ${COMPTE_LE} <= ${au}),
  o as (
    select c.*, row_number() over w as place, (sum(c.eligible) over w)::bigint as cumul from c cross join lateral (select c.rang) b cross join lateral (select c.nature) e
    window w as (partition by c.dossier_id order by ${ORDRE_COMMANDES})),
  une as (select o.*, v.numero, v.porteur, ${CREDITS} as credits from o join vus v using (dossier_id))`

/**
 * Reads every order of a perimeter with joins by hash: right after many filings, statistics that lag make nested loops of millions of steps look
 * like one (fifteen seconds for three hundred orders); these cost the same whatever they say.
 */
async function parHachage<T>(tx: Tx, lire: () => Promise<T>): Promise<T> {
  const boucles = (etat: 'on' | 'off') => sql`select set_config('enable_nestloop', ${etat}, true)`.execute(tx)
  const [, lu] = await Promise.all([boucles('off'), lire(), boucles('on')])
  return lu
}

/** Where orders of a bilan went: by département of the registered office, or by country. Cents. */
export type Destination = { pays: string; departement: string | null; bilanFin: string; commandes: number; ht: number; credits: number }
/** Between the counts of a bilan, and between what one holds: neither is in a code. */
const [COMPTES, VALEURS] = ['\x1e', '\x1f']
type LigneLaureat = Omit<LaureatSuivi, 'bilans' | 'limite'> & { base: Centimes; versionId: string }
type LigneBilan = Omit<BilanSuivi, 'commandes' | 'consomme'> & { dossierId: string; comptes: string | null }

/** The lauréats of a perimeter with their bilans, by rank. Three readings together at most, whatever their number. `limites`: by call. */
export async function lireLaureatsSuivis(
  tx: Tx,
  p: Perimetre,
  n: Natures,
  limites: ReadonlyMap<string, string | undefined>,
): Promise<{ laureats: LaureatSuivi[]; destinations: Destination[] }> {
  const lireLignes = sql<LigneLaureat>`
    select u.dossier_id as id, i.numero, i.titre, i.porteur, i.departement_pilote as departement, i.appel_id as "appelId", u.etape, d.montant as accorde,
      u.verse as ordonne, u.paye as verse, u.depart, u.debut, u.fin_initiale as "finInitiale", u.fin, u.fin_annoncee as "finAnnoncee", u.acheve_le as "acheveLe", u.clos_le as "closLe",
      exists (select from avenant a where a.dossier_id = u.dossier_id and a.sens is null and a.retire_le is null) as avenant,
      coalesce(d.base, d.montant) as base, i.appel_version_id as "versionId"
    from ${suivis(p)} order by i.porteur collate fr, i.numero`
  // the counts of orders that the database keeps, one line of text a bilan: sixteen thousand rows of them would cost more to read than to count
  const lireBilans = sql<LigneBilan>`
    with vus as materialized (select u.dossier_id from ${suivis(p)}),
    k as (select k.bilan_id, string_agg(concat_ws(${VALEURS}, k.nombre, k.ht, k.pays, coalesce(k.departement, ''), k.nature), ${COMPTES}
        order by k.pays, k.departement nulls first, k.nature nulls first) as comptes
      from commande_compte k where k.dossier_id in (select v.dossier_id from vus v) and k.nombre > 0 group by k.bilan_id)
    select b.id, b.dossier_id as "dossierId", b.rang, b.fin, b.echeance, b.etat, b.depose_le as "deposeLe", ${COMPTE_LE} as "compteLe",
      case when ${DECLARE} then k.comptes end as comptes
    from bilan b left join k on k.bilan_id = b.id
    where b.guichet_id = ${p.lecteur.guichetId} and b.dossier_id in (select v.dossier_id from vus v) order by b.dossier_id, b.rang`
  const [{ rows: lignes }, { rows: bilans }, jalons] = await Promise.all([
    lireLignes.execute(tx),
    lireBilans.execute(tx),
    jalonsDesForfaits(tx, p, n.forfaits),
  ])
  const parDossier = Map.groupBy(bilans, b => b.dossierId)
  const eligibles = new Set(n.versions.map((v, i) => `${v} ${n.codes[i]}`))
  const destinations: Destination[] = []
  const laureats = lignes.map(({ base, versionId, ...l }) => {
    const forfait = n.forfaits.includes(versionId)
    const aide = { accorde: l.accorde, base: forfait ? 0 : base }
    const compter = compteur(aide, nature => nature === undefined || eligibles.has(`${versionId} ${nature}`))
    const siens = (parDossier.get(l.id) ?? []).map(b => compterBilan(b, compter, destinations))
    return { ...l, limite: limites.get(l.appelId), bilans: forfait ? auForfait(l, siens, jalons.get(l.id)) : siens }
  })
  return { laureats, destinations }
}

/** Bilans of a lump sum, with what each says was earned: its orders consume nothing. */
function auForfait(l: Pick<LaureatSuivi, 'accorde' | 'acheveLe'>, bilans: readonly BilanSuivi[], jalons: Jalons | undefined): BilanSuivi[] {
  const gagne = gagneParBilan(
    l.accorde,
    { jalons: jalons?.nombre ?? 0, acheve: l.acheveLe !== null },
    bilans.map(b => ({ declare: estDeclare(b), faits: jalons?.parBilan.get(b.id) ?? new Map() })),
  )
  return bilans.map((b, i) => ({ ...b, consomme: gagne[i]! }))
}

/** A bilan with its orders and what they consume; each count is added to the destinations. */
function compterBilan({ dossierId: _, comptes, ...b }: LigneBilan, compter: ReturnType<typeof compteur>, destinations: Destination[]) {
  const total = { ...b, commandes: 0, consomme: 0 }
  for (const compte of comptes?.split(COMPTES) ?? []) {
    const [nombre, ht, pays, departement, nature] = compte.split(VALEURS) as [string, string, string, string, string?]
    const d = { pays, departement: departement || null, bilanFin: b.compteLe, commandes: Number(nombre), ht: Number(ht) }
    const credits = compter(d.ht, nature)
    total.commandes += d.commandes
    total.consomme += credits
    destinations.push({ ...d, credits })
  }
  return total
}

/** A company that was paid. Amounts in cents. */
export type EntreprisePayee = {
  siret: string | null
  entreprise: string
  pays: string
  departement: string | null
  projets: number
  commandes: number
  ht: number
  credits: number
}
/** The companies paid by a perimeter, as declared of the periods ended by a day. */
export async function lireEntreprises(tx: Tx, p: Perimetre, n: Natures, au: string): Promise<EntreprisePayee[]> {
  const requete = sql<EntreprisePayee>`
    with ${uneAUne(p, n, au)}
    select siret, max(entreprise) as entreprise, pays, departement, count(distinct dossier_id)::int as projets, count(*)::int as commandes,
      sum(ht)::bigint as ht, sum(credits)::bigint as credits
    from une group by pays, departement, siret, case when siret is null then entreprise end`
  return (await parHachage(tx, () => requete.execute(tx))).rows
}

/** One order as a row of a sheet. */
export type CommandeExportee = {
  numero: string
  porteur: string
  fin: string
  etat: string
  siret: string | null
  entreprise: string
  pays: string
  departement: string | null
  objet: string
  commandeeLe: string
  nature: string | null
  eligible: boolean
  ht: number
  ttc: number
  credits: number
}
/** Every order declared of the periods ended by a day, with the credits that it takes; in the order in which they are taken. */
export async function lireCommandes(tx: Tx, p: Perimetre, n: Natures, au: string): Promise<CommandeExportee[]> {
  const requete = sql<CommandeExportee>`
    with ${uneAUne(p, n, au)}
    select numero, porteur, fin, etat, siret, entreprise, pays, departement, objet, commandee_le as "commandeeLe", nature, eligible > 0 as eligible, ht, ttc,
      credits::bigint as credits
    from une order by porteur collate fr, numero, place`
  return (await parHachage(tx, () => requete.execute(tx))).rows
}
