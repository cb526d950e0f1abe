import { sql } from 'kysely'
import { composee, type Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import type { EtapeSuivi } from '../decret/index.ts'
import { DITE } from '../etats/index.ts'
import { consomme, gagneAuForfait } from './consommation.rules.ts'

/** A lauréat being followed: what was granted, spent and paid, in cents; days are civil days. */
export type Suivi = {
  dossierId: string
  numero: string
  titre: string
  appelId: string
  appelVersionId: string
  structureId: string
  /** Of who bears it: its number, and whether it was declared by hand and not confirmed. */
  siren: string | null
  declaree: boolean
  porteur: string
  departement: string | null
  volet: string | null
  etape: EtapeSuivi
  decisionId: string
  accorde: Centimes
  base: Centimes
  /** Spending excluding tax of the orders declared, and the part of it that is in the base. */
  ht: Centimes
  htEligible: Centimes
  consomme: Centimes
  /** Of a lump sum: milestones of the project, and those that the bilans say are reached. */
  forfait: { jalons: number; faits: number } | null
  /** Ordered, less what is asked back: what ceilings are held against. */
  ordonne: Centimes
  /** Really paid, less what really came back. */
  verse: Centimes
  depart: string | null
  debut: string | null
  finInitiale: string | null
  fin: string | null
  finAnnoncee: string | null
  acheveLe: string | null
  closLe: Date | null
}

/**
 * Whether an order is in the base that the aid pays: its line of expense has a nature that the call pays (C5.3); without a line, its company is
 * paid for the project as a whole. `eligibles`: codes of the natures of the call's version.
 */
export const htEligibleDe = (eligibles: readonly string[]) =>
  sql<Centimes>`coalesce(sum(c.ht) filter (where e.id is null or e.nature = any(${eligibles}::text[])), 0)::bigint`

/** On a bilan named `b`: what it says is said. One that is being filled in, or sent back to be corrected, counts for nothing yet. */
export const DECLARE = sql<boolean>`b.etat in ('depose', 'accepte')`
/** The order in which orders (`c`, of bilans `b` and lines of expense `e`) take their credits, within a lauréat: see `consommeParCommande`. */
export const ORDRE_COMMANDES = sql`b.rang, c.pays, c.departement nulls first, e.nature nulls first, c.siret nulls first, c.entreprise, c.ajoutee_le, c.id`

type Octroi = Pick<Suivi, 'decisionId' | 'accorde' | 'base'>
type Lu = Omit<Suivi, 'consomme'> & { dite: Octroi | null }
const suivi = composee(
  (_tx, p: { guichetId: string; dossierId: string; eligibles: readonly string[]; forfait: boolean }) => sql<Lu>`
    select u.dossier_id as "dossierId", i.numero, i.titre, i.appel_id as "appelId", i.appel_version_id as "appelVersionId", i.structure_id as "structureId",
      st.siren, st.declaree, i.porteur, i.departement_pilote as departement, i.volet, u.etape, d.id as "decisionId", d.montant as accorde, coalesce(d.base, d.montant) as base,
      (select json_build_object('decisionId', x.id, 'accorde', x.montant, 'base', coalesce(x.base, x.montant)) from decision x
        where x.dossier_id = u.dossier_id and ${DITE} order by x.prise_le desc, x.id desc limit 1) as dite,
      case when ${p.forfait}::boolean then json_build_object('jalons', m.jalons, 'faits', m.faits) end as forfait,
      o.ht, o.eligible as "htEligible", u.verse as ordonne, u.paye as verse, u.depart, u.debut, u.fin_initiale as "finInitiale", u.fin, u.fin_annoncee as "finAnnoncee", u.acheve_le as "acheveLe", u.clos_le as "closLe"
    from suivi u
    join instruction i on i.dossier_id = u.dossier_id
    join structure st on st.id = i.structure_id
    join decision d on d.dossier_id = u.dossier_id and not exists (select from decision r where r.remplace_id = d.id)
    cross join lateral (select coalesce(sum(c.ht), 0)::bigint as ht, ${htEligibleDe(p.eligibles)} as eligible
      from commande c join bilan b on b.id = c.bilan_id left join depense e on e.id = c.depense_id
      where c.dossier_id = u.dossier_id and c.retiree_le is null and ${DECLARE}) o
    cross join lateral (select count(*)::int as jalons, count(*) filter (where x.etat = 'fait')::int as faits from jalon j
      left join lateral (select n.etat from bilan_jalon n join bilan b on b.id = n.bilan_id where n.jalon_id = j.id and ${DECLARE}
        order by b.rang desc limit 1) x on true
      where ${p.forfait}::boolean and j.dossier_id = u.dossier_id) m
    where u.guichet_id = ${p.guichetId} and u.dossier_id = ${p.dossierId}`,
)
/** The same project for the service (`enVigueur`) and for whoever bears it (`dit`): what it was told is granted, and earned of it. */
export type SuiviLu = { enVigueur: Suivi; dit: Suivi | undefined }

/** `eligibles`: see `htEligibleDe`; `forfait`: the call asks for no plan. Nothing when the dossier is not followed: the caller has checked who reads it. */
export async function lireSuivi(
  tx: Tx,
  guichetId: string,
  dossierId: string,
  eligibles: readonly string[],
  forfait = false,
): Promise<SuiviLu | undefined> {
  const [lu] = await suivi(tx, { guichetId, dossierId, eligibles, forfait })
  if (!lu) return undefined
  const { dite, ...enVigueur } = lu
  return { enVigueur: avecConsomme(enVigueur), dit: dite ? avecConsomme({ ...enVigueur, ...dite }) : undefined }
}

const avecConsomme = (s: Omit<Suivi, 'consomme'>): Suivi => ({
  ...s,
  consomme: s.forfait ? gagneAuForfait(s.accorde, s.forfait, s.acheveLe !== null) : consomme(s, s.htEligible),
})
