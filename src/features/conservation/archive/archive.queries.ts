import { type RawBuilder, sql } from 'kysely'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { enConflit } from '../../notifications/index.ts'

const PAR_PAGE = 500

export type AppelArchive = { id: string; slug: string }
export const appelDuSlug = (tx: Tx, guichetId: string, slug: string) =>
  tx.selectFrom('appel').select(['id', 'slug']).where('guichet_id', '=', guichetId).where('slug', '=', slug).executeTakeFirst()

export const compterArchive = async (tx: Tx, guichetId: string, appelId: string) =>
  (
    await sql<{ dossiers: number; fichiers: number; octets: number }>`
      select count(distinct d.id)::int as dossiers, count(p.id)::int as fichiers, coalesce(sum(p.taille), 0)::bigint as octets
      from dossier d left join piece p on p.dossier_id = d.id and p.retiree_le is null
      where d.guichet_id = ${guichetId} and d.appel_id = ${appelId} and d.depose_le is not null`.execute(tx)
  ).rows[0]!

/** Number of a dossier of the call on which somebody is in conflict: what the comité said of it is in the archive, and closed to them. */
export const dossierEnConflit = async (tx: Tx, guichetId: string, appelId: string, compteId: string) =>
  (
    await sql<{ numero: string }>`select i.numero from instruction i
      where i.guichet_id = ${guichetId} and i.appel_id = ${appelId} and ${enConflit(compteId)} order by i.numero limit 1`.execute(tx)
  ).rows[0]?.numero

/** Texts of the call, one a version. */
export const versionsDeLAppel = (tx: Tx, guichetId: string, appelId: string) =>
  tx
    .selectFrom('appel_version')
    .select(['numero', 'source', 'sha256'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .orderBy('numero')
    .execute()

export const dossiersDeposes = async (tx: Tx, guichetId: string, appelId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('dossier')
      .select('id')
      .where('guichet_id', '=', guichetId)
      .where('appel_id', '=', appelId)
      .where('depose_le', 'is not', null)
      .orderBy('numero')
      .execute()
  ).map(l => l.id)

/** What was filed, each time, word for word: the text whose SHA-256 is `sha256`. */
export const depotsDuDossier = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('depot')
    .select(['version', 'contenu', 'sha256'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .orderBy('version')
    .execute()

/** Documents whose bytes are kept: the acts of a dossier and their signed copies. */
export const actesDuDossier = async (tx: Tx, guichetId: string, dossierId: string): Promise<{ nom: string; cle: string }[]> =>
  (
    await tx
      .selectFrom('acte')
      .select(['rang', 'nature', 'cle', 'signe_cle', 'signe_type_mime'])
      .where('guichet_id', '=', guichetId)
      .where('dossier_id', '=', dossierId)
      .where('retire_le', 'is', null)
      .orderBy('rang')
      .execute()
  ).flatMap(a => [
    { nom: `${a.rang}-${a.nature}.pdf`, cle: a.cle },
    ...(a.signe_cle ? [{ nom: `${a.rang}-${a.nature}-signe.${extension(a.signe_type_mime)}`, cle: a.signe_cle }] : []),
  ])
const extension = (mime: string | null) => (mime === 'image/png' ? 'png' : mime === 'image/jpeg' ? 'jpg' : 'pdf')

export const procesVerbaux = async (tx: Tx, guichetId: string, appelId: string) =>
  (
    await sql<{ nom: string; cle: string }>`
      select to_char(s.tenue_le at time zone 'Europe/Paris', 'YYYY-MM-DD') || '-' || left(s.id::text, 8) || '-v' || p.version || '.pdf' as nom, p.cle
      from proces_verbal p join seance s on s.id = p.seance_id
      where p.guichet_id = ${guichetId} and s.appel_id = ${appelId} and p.cle is not null order by s.tenue_le, s.id, p.version`.execute(tx)
  ).rows

/** The papers of the movements of the call's money. */
export const documentsDesMouvements = async (tx: Tx, guichetId: string, appelId: string): Promise<{ nom: string; cle: string }[]> =>
  (
    await sql<{ nom: string; cle: string }>`
      select 'mouvement-' || m.numero || '.pdf' as nom, d.cle from document_credits d join mouvement_credits m on m.id = d.mouvement_id
      where d.guichet_id = ${guichetId} and m.appel_id = ${appelId} order by m.numero`.execute(tx)
  ).rows

/** The published arrêtés of the delegations of signature that hold for the call. */
export const arretesDesDelegations = async (tx: Tx, guichetId: string, appelId: string): Promise<{ nom: string; cle: string }[]> =>
  (
    await sql<{ nom: string; cle: string }>`
      select 'delegation-' || left(d.id::text, 8) || '.pdf' as nom, d.cle from delegation d
      where d.guichet_id = ${guichetId} and ${delegations(appelId, sql`d`)} order by d.arrete_le, d.id`.execute(tx)
  ).rows

/** Delegations of the call, and of those for every call the ones under which something of it was signed. */
const delegations = (a: string, d: RawBuilder<unknown>) => sql<boolean>`(${d}.appel_id = ${a} or ${d}.appel_id is null
  and exists (select from emploi_delegation e join dossier o on o.id = e.dossier_id where e.delegation_id = ${d}.id and o.appel_id = ${a}))`
const dossiers = (a: string) => sql`(select d.id from dossier d where d.appel_id = ${a} and d.depose_le is not null)`
const seances = (a: string) => sql`(select s.id from seance s where s.appel_id = ${a})`
const bilans = (a: string) => sql`(select b.id from bilan b join dossier d on d.id = b.dossier_id where d.appel_id = ${a})`

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
      sql`(select id, numero, etat, structure_id, titre, volet, departement, cout_global, aide_demandee, depose_le, efface_le, guichet_id from dossier where id in ${dossiers(a)})`,
  },
  depots: {
    cle: 't.id',
    de: a => sql`(select id, dossier_id, version, recu_le, sha256, guichet_id from depot where dossier_id in ${dossiers(a)})`,
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
      sql`(select id, guichet_id, dossier_id, expert, demande, demande_le, rendu_le, sens, texte, sans_lien, lien from avis where dossier_id in ${dossiers(a)})`,
  },
  irrecevabilites: { cle: 't.id', de: a => sql`(select * from irrecevabilite where dossier_id in ${dossiers(a)})` },
  rapports: { cle: 't.dossier_id', de: a => sql`(select * from rapport where dossier_id in ${dossiers(a)})` },
  seances: { cle: 't.id', de: a => sql`(select * from seance where id in ${seances(a)})` },
  deliberations: { cle: 't.id', de: a => sql`(select * from deliberation where seance_id in ${seances(a)})` },
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
  delegations: { cle: 't.id', de: a => sql`(select d.* from delegation d where ${delegations(a, sql`d`)})` },
  delegations_emplois: { cle: 't.id', de: a => sql`(select * from emploi_delegation where dossier_id in ${dossiers(a)})` },
  signataires: {
    cle: 't.id',
    de: a =>
      sql`(select s.* from signataire s where exists (select from delegation d where s.id in (d.delegant_id, d.delegue_id) and ${delegations(a, sql`d`)}))`,
  },
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

/** The rows of one table, in pages, each in a transaction of its own. */
export async function* lignesDe(ctx: Contexte, appelId: string, table: string): AsyncGenerator<unknown[]> {
  const { de, cle } = TABLES[table]!
  let apres = ''
  for (;;) {
    const { rows } = await enTransaction(ctx, tx =>
      sql<{ cle: string; ligne: Record<string, unknown> }>`
        select (${sql.raw(cle)})::text as cle, to_jsonb(t) - 'guichet_id' as ligne from ${de(appelId)} t
        where t.guichet_id = ${ctx.guichetId} and (${sql.raw(cle)})::text collate "C" > ${apres} order by (${sql.raw(cle)})::text collate "C" limit ${PAR_PAGE}`.execute(
        tx,
      ),
    )
    yield rows.map(r => r.ligne)
    if (rows.length < PAR_PAGE) return
    apres = rows.at(-1)!.cle
  }
}

/** The structures named by the call's dossiers, and the names that acts are told by: what identifiers mean. */
export const nomsDe = async (tx: Tx, guichetId: string, appelId: string) =>
  (
    await sql<{ id: string; nom: string; siren: string | null }>`
      select distinct s.id, s.nom, s.siren from structure s join dossier d on d.structure_id = s.id
      where d.guichet_id = ${guichetId} and d.appel_id = ${appelId} and d.depose_le is not null order by s.id`.execute(tx)
  ).rows

/**
 * The journal from its first line: whole lines of this call, and of the others the two seals alone, so that the chain is proved without a gap and
 * without showing what belongs to other calls.
 */
export async function* journalDe(ctx: Contexte, appelId: string): AsyncGenerator<unknown[]> {
  let rang = 0
  const del = sql`(e.objet_id = ${appelId} or e.objet_id in ${dossiers(appelId)} or e.objet_id in ${seances(appelId)} or e.objet_id in ${bilans(appelId)}
    or e.objet_id in (select v.id from appel_version v where v.appel_id = ${appelId}))`
  for (;;) {
    const { rows } = await enTransaction(ctx, tx =>
      sql<{ rang: number }>`
        select e.rang, encode(e.hash_precedent, 'hex') as precedent, encode(e.hash, 'hex') as hash,
          case when ${del} then jsonb_build_object('guichet', e.guichet_id, 'instant', extract(epoch from e.instant)::text, 'date', e.instant, 'action', e.action, 'objet', e.objet_id,
            'acteur', coalesce(e.acteur_id::text, '-'), 'donnees', e.donnees::text) end as contenu
        from evenement e where e.guichet_id = ${ctx.guichetId} and e.rang > ${rang} order by e.rang limit 2000`.execute(tx),
    )
    yield rows
    if (rows.length < 2000) return
    rang = rows.at(-1)!.rang
  }
}
