import { sql } from 'kysely'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { enConflit } from '../../notifications/index.ts'
import { bilans, delegations, dossiers, seances, TABLES } from './archive.table.ts'

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

/** The sealed documents of the call's relevés. */
export const documentsDesReleves = async (tx: Tx, guichetId: string, appelId: string): Promise<{ nom: string; cle: string }[]> =>
  (
    await sql<{ nom: string; cle: string }>`
      select 'releve-' || to_char(r.prevu_le at time zone 'Europe/Paris', 'YYYY-MM-DD') || '-' || left(r.id::text, 8) || '.pdf' as nom, d.cle
      from document_releve d join releve r on r.id = d.releve_id
      where d.guichet_id = ${guichetId} and r.appel_id = ${appelId} and d.cle is not null order by r.prevu_le, r.id`.execute(tx)
  ).rows

/** The published arrêtés of the delegations of signature that hold for the call. */
export const arretesDesDelegations = async (tx: Tx, guichetId: string, appelId: string): Promise<{ nom: string; cle: string }[]> =>
  (
    await sql<{ nom: string; cle: string }>`
      select 'delegation-' || left(d.id::text, 8) || '.pdf' as nom, d.cle from delegation d
      where d.guichet_id = ${guichetId} and ${delegations(appelId, sql`d`)} order by d.arrete_le, d.id`.execute(tx)
  ).rows

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
