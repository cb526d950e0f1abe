import { sql } from 'kysely'
import { aRole, type ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { phraseSuivi, suiviPour } from '../acces.ts'
import { type ActeVu, type CodeActe, type Compris, comprendre, lireCode, type PageNumerisee } from './scan.rules.ts'

export type Scan = { id: string; compteId: string; deposeLe: Date; luLe: Date | null }
export type FichierScan = {
  rang: number
  cle: string
  nom: string
  type: 'pdf' | 'jpg' | 'png'
  /** In bytes. */
  taille: number
  pages: number | null
  refus: string | null
  /** How many of its pages are read. */
  lues: number
}
/** An act of a scan that somebody confirmed. */
export type LigneScan = {
  acteId: string
  numero: string
  dossierId: string
  porteur: string
  signeLe: string
  etat: 'a_faire' | 'fait' | 'refuse'
  motif: string | null
  /** The pages that it was confirmed with. */
  pages: number[]
}

/** Whoever dropped a scan follows it, and an administrateur; for anybody else it does not exist. */
const visibles = (tx: Tx, ctx: ContexteActeur) =>
  tx
    .selectFrom('scan as s')
    .select(['s.id', 's.compte_id as compteId', 's.depose_le as deposeLe', 's.lu_le as luLe'])
    .where('s.guichet_id', '=', ctx.guichetId)
    .$if(!aRole(ctx.acteur, 'administrateur'), q => q.where('s.compte_id', '=', ctx.acteur.compteId))

/** `verrou`: until the end of the act, so that what is confirmed is what was read. */
export const trouverScan = (tx: Tx, ctx: ContexteActeur, id: string, { verrou = false } = {}): Promise<Scan | undefined> =>
  visibles(tx, ctx)
    .where('s.id', '=', id)
    .$if(verrou, q => q.forUpdate())
    .executeTakeFirst()

export type ScanListe = Scan & { fichiers: number; pages: number; faits: number }
export const scansRecents = (tx: Tx, ctx: ContexteActeur): Promise<ScanListe[]> =>
  visibles(tx, ctx)
    .select([
      sql<number>`(select count(*)::int from scan_fichier f where f.scan_id = s.id)`.as('fichiers'),
      sql<number>`(select count(*)::int from scan_page p where p.scan_id = s.id)`.as('pages'),
      sql<number>`(select count(*)::int from scan_acte a where a.scan_id = s.id and a.etat = 'fait')`.as('faits'),
    ])
    .orderBy('s.depose_le', 'desc')
    .limit(20)
    .execute()

export const fichiersDe = async (tx: Tx, guichetId: string, scanId: string): Promise<FichierScan[]> =>
  (await tx
    .selectFrom('scan_fichier as f')
    .select(['f.rang', 'f.cle', 'f.nom', 'f.type', 'f.taille', 'f.pages', 'f.refus'])
    .select(sql<number>`(select count(*)::int from scan_page p where p.scan_id = f.scan_id and p.fichier = f.rang)`.as('lues'))
    .where('f.guichet_id', '=', guichetId)
    .where('f.scan_id', '=', scanId)
    .orderBy('f.rang')
    .execute()) as FichierScan[]

export type PageScan = PageNumerisee & { fichier: number; page: number; quart: number }
export const pagesDe = (tx: Tx, guichetId: string, scanId: string): Promise<PageScan[]> =>
  tx
    .selectFrom('scan_page')
    .select(['rang', 'codes', 'blanche', 'feuillet', 'acte_id as acteId', 'ignoree', 'fichier', 'page', 'quart'])
    .where('guichet_id', '=', guichetId)
    .where('scan_id', '=', scanId)
    .orderBy('rang')
    .execute()

export const lignesDe = async (tx: Tx, guichetId: string, scanId: string): Promise<LigneScan[]> =>
  (await tx
    .selectFrom('scan_acte as l')
    .innerJoin('acte as a', 'a.id', 'l.acte_id')
    .innerJoin('instruction as i', 'i.dossier_id', 'l.dossier_id')
    .select(['l.acte_id as acteId', 'a.numero', 'l.dossier_id as dossierId', 'i.porteur', 'l.signe_le as signeLe', 'l.etat', 'l.motif'])
    .select('l.pages')
    .where('l.guichet_id', '=', guichetId)
    .where('l.scan_id', '=', scanId)
    .orderBy('a.numero')
    .execute()) as LigneScan[]

/** What a scan that was read holds, as this reader may know it now. */
export async function lireCompris(tx: Tx, ctx: ContexteActeur, scanId: string, urlPublique: string): Promise<Compris> {
  const pages = await pagesDe(tx, ctx.guichetId, scanId)
  const codes = pages.flatMap(p => p.codes).flatMap(c => lireCode(c, urlPublique) ?? [])
  const actes = await actesVus(tx, ctx, { codes, choisis: pages.flatMap(p => p.acteId ?? []) })
  return comprendre(pages, actes, urlPublique)
}

type Cherches = { codes: readonly CodeActe[]; choisis: readonly string[] }
/** Those of these acts that the actor may know of, and why each cannot be filed signed, by the decree of the single act. */
async function actesVus(tx: Tx, ctx: ContexteActeur, { codes, choisis }: Cherches): Promise<Map<string, ActeVu>> {
  const dossierDe = new Map(codes.map(c => [c.acteId, c.dossierId]))
  const ids = [...new Set([...dossierDe.keys(), ...choisis])]
  const lus = ids.length > 0 ? await lireActes(tx, ctx.guichetId, ids) : []
  const vus = new Map<string, ActeVu>()
  for (const { signeLe, retireLe, prepareLe, ...a } of lus) {
    if ((dossierDe.get(a.id) ?? a.dossierId) !== a.dossierId) continue
    const acces = await suiviPour(tx, ctx, 'deposer_signe', a.dossierId, { verrou: false })
    if (!acces.ok && acces.error.motif === 'introuvable') continue
    const decret = acces.ok || acces.error.motif === 'introuvable' ? undefined : phraseSuivi(acces.error)
    const refus = retireLe
      ? `Cet acte est retiré.${a.suivant ? ` L’acte n°\u00a0${a.suivant} le remplace.` : ''}`
      : signeLe
        ? `Déjà signé, le ${formatDateCivile(signeLe)}.`
        : decret
    vus.set(a.id, { ...a, etabliLe: dateCivile(prepareLe), refus })
  }
  return vus
}

const lireActes = async (tx: Tx, guichetId: string, ids: readonly string[]) =>
  (
    await sql<
      Omit<ActeVu, 'refus' | 'etabliLe'> & { signeLe: string | null; retireLe: Date | null; prepareLe: Date; suivant: string | null }
    >`
    select a.id, a.dossier_id as "dossierId", a.numero, a.nature, i.porteur, i.titre, cardinality(a.vignettes) as feuillets, a.signe_le as "signeLe",
      a.retire_le as "retireLe", a.prepare_le as "prepareLe", (select n.numero from acte n where n.dossier_id = a.dossier_id and n.retire_le is null
        and n.nature <> 'avenant' and a.nature <> 'avenant' order by n.rang desc limit 1) as suivant
    from acte a join instruction i on i.dossier_id = a.dossier_id
    where a.guichet_id = ${guichetId} and a.id = any(${ids}::uuid[]) order by a.numero`.execute(tx)
  ).rows

/** Acts offered at most: beyond, one is filed from the page of its project. */
const EN_ATTENTE_MAX = 300

export type ActeEnAttente = { id: string; numero: string; porteur: string }
/** Acts that wait for their signed copy in the perimeter of the actor, by number. */
export async function actesEnAttente(tx: Tx, ctx: ContexteActeur): Promise<ActeEnAttente[]> {
  const lecteur = await lecteurDe(tx, ctx)
  const { rows } = await sql<ActeEnAttente>`
    select a.id, a.numero, i.porteur from acte a join instruction i on i.dossier_id = a.dossier_id join suivi u on u.dossier_id = a.dossier_id
    where a.guichet_id = ${ctx.guichetId} and a.signe_le is null and a.retire_le is null and u.clos_le is null and ${lisible(lecteur)}
    order by a.numero limit ${EN_ATTENTE_MAX}`.execute(tx)
  return rows
}
