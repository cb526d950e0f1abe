import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { DECLARE } from '../suivi.queries.ts'
import type { Livre } from './chiffres.rules.ts'
import { type Perimetre, suivis } from './perimetre.queries.ts'

/** The envelopes of these calls, what they keep back and what their ledger says is granted, in cents. */
export async function livreDe(tx: Tx, guichetId: string, appels: readonly string[]): Promise<Livre> {
  const { rows } = await sql<Livre>`
    select coalesce(sum(montant), 0)::bigint as montant, coalesce(sum(reserve), 0)::bigint as reserve, coalesce(sum(accorde), 0)::bigint as accorde from enveloppe
    where guichet_id = ${guichetId} and appel_id = any(${[...appels]}::uuid[])`.execute(tx)
  return rows[0]!
}

/** A movement of the money of these calls since their opening, the last one first; what was undone is left out, with what undid it. Cents. */
export type MouvementVu = { instant: Date; genre: string; libelle: string; vers: string | null; montant: number }
export async function mouvementsDe(tx: Tx, guichetId: string, appels: readonly string[]): Promise<MouvementVu[]> {
  const { rows } = await sql<MouvementVu>`
    select m.instant, m.genre, e.libelle, v.libelle as vers, m.montant
    from mouvement_credits m join enveloppe e on e.id = m.enveloppe_id left join enveloppe v on v.id = m.vers_id
    where m.guichet_id = ${guichetId} and m.appel_id = any(${[...appels]}::uuid[]) and m.genre not in ('ouverture', 'maintien')
      and m.annule_id is null and not exists (select from mouvement_credits r where r.annule_id = m.id)
    order by m.instant desc, m.numero desc`.execute(tx)
  return rows
}

/** The reminders already sent of the bilans that are late on this day: their days, counted from the day on which they are due. */
export async function rappelsDe(tx: Tx, p: Perimetre, aujourdhui: string): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ id: string; jours: number[] }>`
    select b.id, array_agg(r.jours order by r.jours) as jours from bilan b join bilan_rappel r on r.bilan_id = b.id
    where b.guichet_id = ${p.lecteur.guichetId} and b.etat in ('a_deposer', 'renvoye') and b.echeance < ${aujourdhui}
      and b.dossier_id in (select u.dossier_id from ${suivis(p)}) group by b.id`.execute(tx)
  return new Map(rows.map(r => [r.id, r.jours]))
}

/** An indicator of a project, its last declared value and the period that said it. */
export type IndicateurSuivi = {
  dossierId: string
  porteur: string
  nom: string
  unite: string
  depart: number | null
  cible: number
  valeur: number | null
  fin: string | null
}
export async function indicateursDe(tx: Tx, p: Perimetre, au: string): Promise<IndicateurSuivi[]> {
  const { rows } = await sql<IndicateurSuivi>`
    select i.dossier_id as "dossierId", i.porteur, k.nom, k.unite, k.depart::float8 as depart, k.cible::float8 as cible, x.valeur::float8 as valeur, x.fin
    from (select i.dossier_id, i.porteur from ${suivis(p)}) i
    join indicateur k on k.dossier_id = i.dossier_id
    left join (
      select distinct on (v.indicateur_id) v.indicateur_id, v.valeur, b.fin from bilan_indicateur v join bilan b on b.id = v.bilan_id
      where v.guichet_id = ${p.lecteur.guichetId} and v.valeur is not null and ${DECLARE} and b.fin <= ${au} order by v.indicateur_id, b.rang desc) x on x.indicateur_id = k.id
    order by i.porteur collate fr, i.dossier_id, k.rang`.execute(tx)
  return rows
}

/** What a bilan that waits to be read says anew: orders, milestones reached since the last one, an end that moved. */
export type Nouveaute = { id: string; rien: boolean; commandes: number; jalons: number; finBouge: boolean }
export async function nouveautesDe(tx: Tx, p: Perimetre): Promise<Map<string, Nouveaute>> {
  const { rows } = await sql<Nouveaute>`
    select b.id, coalesce(d.rien_de_nouveau, false) as rien,
      (select count(*)::int from commande c where c.bilan_id = b.id and c.retiree_le is null) as commandes,
      (select count(*)::int from bilan_jalon j where j.bilan_id = b.id and j.etat = 'fait'
        and not exists (select from bilan_jalon y where y.bilan_id = a.id and y.jalon_id = j.jalon_id and y.etat = 'fait')) as jalons,
      b.fin_annoncee is not null and b.fin_annoncee::text is distinct from d.contenu ->> 'finAvant' as "finBouge"
    from bilan b
    left join lateral (select y.id from bilan y where y.dossier_id = b.dossier_id and y.rang < b.rang and y.etat in ('depose', 'accepte')
      order by y.rang desc limit 1) a on true
    left join lateral (select x.rien_de_nouveau, x.contenu from bilan_depot x where x.bilan_id = b.id order by x.rang desc limit 1) d on true
    where b.guichet_id = ${p.lecteur.guichetId} and b.etat = 'depose' and b.dossier_id in (select u.dossier_id from ${suivis(p)})`.execute(
    tx,
  )
  return new Map(rows.map(r => [r.id, r]))
}

/** Names of French départements. */
export const nomsDepartements = async (tx: Tx): Promise<ReadonlyMap<string, string>> =>
  new Map((await tx.selectFrom('departement').select(['code', 'nom']).execute()).map(d => [d.code, d.nom]))
