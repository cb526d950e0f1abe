import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import { enConflit } from '../notifications/index.ts'

/** A decision of a call and how far what follows it is. Cents; days are civil. */
export type LigneBureau = {
  dossierId: string
  decisionId: string
  numero: string
  porteur: string
  siren: string | null
  sens: string
  montant: Centimes
  enConflit: boolean
  /** Its séance has a frozen procès-verbal, or no séance decided. */
  pvFige: boolean
  confirmee: boolean
  presentee: Date | null
  rendue: { le: string; pour: 'corriger' | 'ne_pas_suivre'; note: string } | null
  signee: Date | null
  signataire: string | null
  ej: string | null
  lettre: { demandee: boolean; envoyee: string | null; ouverte: boolean } | null
  acte: { numero: string; signeLe: string | null; nature: string } | null
  avance: { id: string; montant: Centimes; ordonnee: string; versee: string | null; exportee: number | null } | null
  bilan: { id: string; etat: string; echeance: string } | null
}

/** Every decision of a call that is told, the biggest amount first. `compteId`: whose conflicts of interests count. */
export async function lignesDuBureau(tx: Tx, guichetId: string, appelId: string, compteId: string): Promise<LigneBureau[]> {
  const { rows } = await sql<LigneBureau>`
    select i.dossier_id as "dossierId", d.id as "decisionId", i.numero, i.porteur, st.siren, d.sens, d.montant, ${enConflit(compteId)} as "enConflit",
      d.seance_id is null or exists (select from proces_verbal v where v.seance_id = d.seance_id and v.fige_le is not null
        and not exists (select from proces_verbal w where w.seance_id = v.seance_id and w.version > v.version)) as "pvFige",
      c.decision_id is not null as confirmee, p.presentee_le as presentee, s.signee_le as signee, f.qualite as signataire, e.numero as ej,
      case when p.id is null and s.id is null then (select json_build_object('le', r.rendue_le, 'pour', r.rendue_pour, 'note', r.note) from presentation r
        where r.decision_id = d.id and r.rendue_le is not null order by r.rendue_le desc limit 1) end as rendue,
      (select json_build_object('demandee', n.demandee_le is not null, 'envoyee', n.envoyee_le, 'ouverte', n.ouverte_le is not null) from notification n
        where n.decision_id = d.id and n.structure_id = i.structure_id) as lettre,
      (select json_build_object('numero', a.numero, 'signeLe', a.signe_le, 'nature', a.nature) from acte a where a.dossier_id = i.dossier_id and a.nature <> 'avenant' and a.retire_le is null limit 1) as acte,
      (select json_build_object('id', v.id, 'montant', v.montant, 'ordonnee', v.ordonne_le, 'versee', v.verse_le, 'exportee', (select x.rang from export_paiement_ligne l
          join export_paiement x on x.id = l.export_id and x.annule_le is null where l.versement_id = v.id limit 1))
        from versement v where v.dossier_id = i.dossier_id and v.nature = 'avance' and v.annule_le is null) as avance,
      (select json_build_object('id', b.id, 'etat', b.etat, 'echeance', b.echeance) from bilan b where b.dossier_id = i.dossier_id
        order by b.etat <> 'depose', b.etat not in ('a_deposer', 'renvoye'), b.rang limit 1) as bilan
    from decision d join instruction i on i.dossier_id = d.dossier_id join structure st on st.id = i.structure_id
    left join confirmation c on c.decision_id = d.id
    left join presentation p on p.decision_id = d.id and p.rendue_le is null and p.reprise_le is null
    left join signature_decision s on s.decision_id = d.id and s.annulee_le is null
    left join signataire f on f.id = s.signataire_id
    left join engagement e on e.dossier_id = i.dossier_id
    where d.guichet_id = ${guichetId} and i.appel_id = ${appelId} and d.sens <> 'ajourne' and i.etat not in ('retire', 'renonce')
      and not exists (select from decision r where r.remplace_id = d.id)
    order by d.montant desc, i.numero`.execute(tx)
  return rows
}

/** A file that was given to whoever pays. Cents. */
export type ExportFait = {
  id: string
  rang: number
  format: 'csv' | 'ods'
  montant: Centimes
  lignes: number
  paye: number
  sha256: string
  cle: string
  le: Date
  annuleLe: Date | null
}
export async function exportsDe(tx: Tx, guichetId: string, appelId: string): Promise<ExportFait[]> {
  const { rows } = await sql<ExportFait>`
    select x.id, x.rang, x.format, x.montant, x.sha256, x.cle, x.fait_le as le, x.annule_le as "annuleLe",
      (select count(*)::int from export_paiement_ligne l where l.export_id = x.id) as lignes,
      (select count(*)::int from export_paiement_ligne l join versement v on v.id = l.versement_id where l.export_id = x.id and v.verse_le is not null) as paye
    from export_paiement x where x.guichet_id = ${guichetId} and x.appel_id = ${appelId} order by x.rang desc`.execute(tx)
  return rows
}
