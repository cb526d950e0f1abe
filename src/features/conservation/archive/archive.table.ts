import { type RawBuilder, sql } from 'kysely'

/** Delegations of the call, and of those for every call the ones under which something of it was signed. */
export const delegations = (a: string, d: RawBuilder<unknown>) => sql<boolean>`(${d}.appel_id = ${a} or ${d}.appel_id is null
  and exists (select from emploi_delegation e join dossier o on o.id = e.dossier_id where o.appel_id = ${a}
    and (e.delegation_id = ${d}.id or e.delegation_id in (select y.id from delegation y where y.mere_id = ${d}.id))))`
export const dossiers = (a: string) => sql`(select d.id from dossier d where d.appel_id = ${a} and d.depose_le is not null)`
export const seances = (a: string) => sql`(select s.id from seance s where s.appel_id = ${a})`
export const bilans = (a: string) => sql`(select b.id from bilan b join dossier d on d.id = b.dossier_id where d.appel_id = ${a})`

const parDossier = (table: string) => ({
  cle: 't::text',
  de: (a: string) => sql`(select * from ${sql.table(table)} where dossier_id in ${dossiers(a)})`,
})
const parBilan = (table: string) => ({
  cle: 't::text',
  de: (a: string) => sql`(select * from ${sql.table(table)} where bilan_id in ${bilans(a)})`,
})
const parSeance = (table: string) => ({
  cle: 't::text',
  de: (a: string) => sql`(select * from ${sql.table(table)} where seance_id in ${seances(a)})`,
})

/** Every table of the call, as rows with a text key to go on from. A draft that was never filed is not part of the archive. */
export const TABLES: Record<string, { de: (appel: string) => RawBuilder<unknown>; cle: string }> = {
  dossiers: {
    cle: 't.id',
    de: a =>
      sql`(select id, numero, etat, temps, structure_id, titre, volet, departement, cout_global, aide_demandee, depose_le, efface_le, guichet_id from dossier where id in ${dossiers(a)})`,
  },
  depots: {
    cle: 't.id',
    de: a => sql`(select id, dossier_id, version, temps, recu_le, sha256, guichet_id from depot where dossier_id in ${dossiers(a)})`,
  },
  verdicts: {
    cle: 't.id',
    de: a => sql`(select v.* from verdict v join depot p on p.id = v.depot_id where p.dossier_id in ${dossiers(a)})`,
  },
  verdicts_humains: { cle: 't.id', de: a => sql`(select * from verdict_humain where dossier_id in ${dossiers(a)})` },
  valeurs_retenues: { cle: 't.id', de: a => sql`(select * from valeur_retenue where dossier_id in ${dossiers(a)})` },
  messages: { cle: 't.id', de: a => sql`(select * from message where dossier_id in ${dossiers(a)})` },
  complements: { cle: 't.id', de: a => sql`(select * from complement where dossier_id in ${dossiers(a)})` },
  avis: {
    cle: 't.id',
    de: a =>
      sql`(select id, guichet_id, dossier_id, code, expert, force, fondement, silence, demande, demande_le, avant, rendu_le, sens, texte, sans_lien, lien, annule_le, silence_le, attestation, suite, suite_texte, suite_le from avis where dossier_id in ${dossiers(a)})`,
  },
  irrecevabilites: { cle: 't.id', de: a => sql`(select * from irrecevabilite where dossier_id in ${dossiers(a)})` },
  rapports: { cle: 't.dossier_id', de: a => sql`(select * from rapport where dossier_id in ${dossiers(a)})` },
  seances: { cle: 't.id', de: a => sql`(select * from seance where id in ${seances(a)})` },
  deliberations: { cle: 't.id', de: a => sql`(select * from deliberation where seance_id in ${seances(a)})` },
  avis_instances: parSeance('avis_instance'),
  grilles: { cle: 't.id', de: a => sql`(select * from grille where seance_id in ${seances(a)})` },
  notes: {
    cle: `t.grille_id::text || '-' || t.critere`,
    de: a => sql`(select n.* from note n join grille g on g.id = n.grille_id where g.seance_id in ${seances(a)})`,
  },
  partenaires: { cle: 't.id', de: a => sql`(select * from partenaire where dossier_id in ${dossiers(a)})` },
  validations: {
    cle: 't.id',
    de: a => sql`(select v.* from validation v join partenaire p on p.id = v.partenaire_id where p.dossier_id in ${dossiers(a)})`,
  },
  conflits: { cle: 't.id', de: a => sql`(select * from conflit where seance_id in ${seances(a)})` },
  decisions: { cle: 't.id', de: a => sql`(select * from decision where dossier_id in ${dossiers(a)})` },
  ordres: { cle: 't.id', de: a => sql`(select * from ordre where appel_id = ${a})` },
  ordres_ecarts: { cle: 't.id', de: a => sql`(select * from ordre_ecart where appel_id = ${a})` },
  enveloppes: { cle: 't.id', de: a => sql`(select * from enveloppe where appel_id = ${a})` },
  mouvements: {
    cle: `t.enveloppe_id::text || '-' || lpad(t.rang::text, 12, '0')`,
    de: a => sql`(select m.* from mouvement m join enveloppe e on e.id = m.enveloppe_id where e.appel_id = ${a})`,
  },
  mouvements_credits: { cle: 't.id', de: a => sql`(select * from mouvement_credits where appel_id = ${a})` },
  documents_credits: {
    cle: 't.mouvement_id',
    de: a => sql`(select d.* from document_credits d join mouvement_credits m on m.id = d.mouvement_id where m.appel_id = ${a})`,
  },
  documents_releves: {
    cle: 't.releve_id',
    de: a => sql`(select d.* from document_releve d join releve r on r.id = d.releve_id where r.appel_id = ${a} and r.defait_le is null)`,
  },
  delegations: { cle: 't.id', de: a => sql`(select d.* from delegation d where ${delegations(a, sql`d`)})` },
  delegations_emplois: { cle: 't.id', de: a => sql`(select * from emploi_delegation where dossier_id in ${dossiers(a)})` },
  // the words that were signed stand in the letters and the acts
  decisions_signees: {
    cle: 't.id',
    de: a =>
      sql`(select id, guichet_id, presentation_id, decision_id, dossier_id, compte_id, signataire_id, delegation_id, mentions, empreinte, signee_le, annulee_le
        from signature_decision where dossier_id in ${dossiers(a)})`,
  },
  signataires: {
    cle: 't.id',
    de: a =>
      sql`(select s.* from signataire s where exists (select from delegation d where s.id in (d.delegant_id, d.delegue_id) and ${delegations(a, sql`d`)})
        or exists (select from signature_decision x where x.signataire_id = s.id and x.dossier_id in ${dossiers(a)}))`,
  },
  preselections: { cle: 't.id', de: a => sql`(select * from preselection where dossier_id in ${dossiers(a)})` },
  notifications: { cle: 't.id', de: a => sql`(select * from notification where dossier_id in ${dossiers(a)})` },
  // under the words of the pages: « ordonné » is what is ordered, « versé » what is paid
  suivis: {
    cle: 't.dossier_id',
    de: a => sql`(select dossier_id, guichet_id, etape, depart, debut, fin_initiale, fin, fin_annoncee, acheve_le, ouvert_le, clos_le, motif_cloture,
      verse as ordonne, paye as verse from suivi where dossier_id in ${dossiers(a)})`,
  },
  actes: { cle: 't.id', de: a => sql`(select * from acte where dossier_id in ${dossiers(a)})` },
  versements: { cle: 't.id', de: a => sql`(select * from versement where dossier_id in ${dossiers(a)})` },
  bilans: { cle: 't.id', de: a => sql`(select * from bilan where id in ${bilans(a)})` },
  bilans_deposes: { cle: 't.id', de: a => sql`(select * from bilan_depot where bilan_id in ${bilans(a)})` },
  avenants: parDossier('avenant'),
  annotations: parDossier('annotation'),
  derogations: parDossier('derogation'),
  pieces: parDossier('piece'),
  lots: parDossier('lot'),
  depenses: parDossier('depense'),
  ressources: parDossier('ressource'),
  jalons: parDossier('jalon'),
  indicateurs: parDossier('indicateur'),
  beneficiaires: parDossier('beneficiaire'),
  messages_pieces: {
    cle: 't.id',
    de: a => sql`(select p.* from message_piece p join message m on m.id = p.message_id where m.dossier_id in ${dossiers(a)})`,
  },
  complements_points: {
    cle: 't::text',
    de: a => sql`(select p.* from complement_point p join complement c on c.id = p.complement_id where c.dossier_id in ${dossiers(a)})`,
  },
  bilans_jalons: parBilan('bilan_jalon'),
  bilans_indicateurs: parBilan('bilan_indicateur'),
  bilans_pieces: parBilan('bilan_piece'),
  seances_membres: parSeance('seance_membre'),
  seances_dossiers: parSeance('seance_dossier'),
  proces_verbaux: parSeance('proces_verbal'),
  signatures: {
    cle: 't::text',
    de: a => sql`(select s.* from signature s join proces_verbal p on p.id = s.proces_verbal_id where p.seance_id in ${seances(a)})`,
  },
  imputations: {
    cle: 't::text',
    de: a => sql`(select i.* from imputation i join decision d on d.id = i.decision_id where d.dossier_id in ${dossiers(a)})`,
  },
  commandes: { cle: 't.id', de: a => sql`(select * from commande where bilan_id in ${bilans(a)})` },
}
