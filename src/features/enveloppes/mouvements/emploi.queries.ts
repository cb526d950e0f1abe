import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { EnveloppeVive } from './mouvement.rules.ts'

/**
 * An envelope and where its money is. Cents. `notifie`: what was told to the porteurs, of which `verse` is paid; what is granted beyond it (`accorde`) is decided and untold.
 * A payment that names its envelope comes from it; the others, of a dossier that draws on several, come from them in the order in which it drew.
 */
export type EnveloppeEmployee = EnveloppeVive & { code: string; notifie: number; verse: number }

/** The envelopes of a call in their order, with what each state holds, from one statement: they add up. */
export async function emploiDe(tx: Tx, guichetId: string, appelId: string): Promise<EnveloppeEmployee[]> {
  const { rows } = await sql<EnveloppeEmployee>`
    select e.id, e.code, e.libelle, e.montant, e.reserve, e.accorde, coalesce(n.notifie, 0)::bigint as notifie, coalesce(n.verse, 0)::bigint as verse
    from enveloppe e left join (
      select p.enveloppe_id, sum(p.montant) as notifie, sum(case when p.libre >= 0 then p.dit + greatest(0, least(p.montant - p.dit, p.libre - p.avant))
        else p.dit - greatest(0, least(p.dit, - p.libre - p.apres)) end) as verse
      from (
        select d.enveloppe_id, d.montant, d.dit, d.paye - sum(d.dit) over (partition by d.dossier_id) as libre,
          coalesce(sum(d.montant - d.dit) over (partition by d.dossier_id order by d.ordre rows between unbounded preceding and 1 preceding), 0) as avant,
          coalesce(sum(d.dit) over (partition by d.dossier_id order by d.ordre rows between 1 following and unbounded following), 0) as apres
        from (
          select i.dossier_id, m.enveloppe_id, m.montant, coalesce(s.paye, 0) as paye,
            least(m.montant, (select coalesce(sum(v.montant), 0) from versement v where v.dossier_id = i.dossier_id and v.enveloppe_id = m.enveloppe_id
              and v.verse_le is not null and v.annule_le is null)) as dit,
            row_number() over (partition by i.dossier_id order by x.volets is null and x.departements is null, x.creee_le, x.id) as ordre
          from instruction i
          cross join lateral (
            select d.id from notification n join decision d on d.id = n.decision_id
            where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le is not null
            order by n.envoyee_le desc, d.prise_le desc, d.id desc limit 1) dite
          join imputation m on m.decision_id = case when i.etat = 'renonce' then (select k.id from decision k where k.dossier_id = i.dossier_id
            and not exists (select from decision r where r.remplace_id = k.id)) else dite.id end
          join enveloppe x on x.id = m.enveloppe_id
          left join suivi s on s.dossier_id = i.dossier_id
          where i.guichet_id = ${guichetId} and i.appel_id = ${appelId} and i.etat in ('retenu', 'renonce')) d) p
      group by p.enveloppe_id) n on n.enveloppe_id = e.id
    where e.guichet_id = ${guichetId} and e.appel_id = ${appelId} order by e.creee_le, e.id`.execute(tx)
  return rows
}

/** The envelopes of a call locked until the end of the act, its call first, in the order in which decisions take them. */
export async function verrouillerEnveloppes(tx: Tx, guichetId: string, appelId: string): Promise<EnveloppeVive[]> {
  await sql`select from appel where guichet_id = ${guichetId} and id = ${appelId} for no key update`.execute(tx)
  const { rows } = await sql<EnveloppeVive>`
    select id, libelle, montant, reserve, accorde from enveloppe where guichet_id = ${guichetId} and appel_id = ${appelId}
    order by creee_le, id for no key update`.execute(tx)
  return rows
}

/** What the envelopes of each call hold together, by call; a call whose envelopes are not open is left out. Cents. */
export async function sommesParAppel(tx: Tx, guichetId: string) {
  const { rows } = await sql<{ appel: string; montant: number; reserve: number; reste: number }>`
    select appel_id as appel, sum(montant)::bigint as montant, sum(reserve)::bigint as reserve, sum(montant - reserve - accorde)::bigint as reste
    from enveloppe where guichet_id = ${guichetId} group by appel_id`.execute(tx)
  return new Map(rows.map(({ appel, ...s }) => [appel, s]))
}
