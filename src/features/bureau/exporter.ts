import { sql } from 'kysely'
import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile, formatDateCivile } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel } from '../cahier/index.ts'
import { peut } from '../decret/index.ts'
import { garderOctets, type Stockage } from '../fichiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { placeDe } from '../signatures/index.ts'
import { colonne, ecrireFeuille } from '../tableur/index.ts'

/** An order that may be paid: its act is signed, its engagement is known, no file holds it. Cents. */
export type APayer = {
  id: string
  numero: string
  porteur: string
  siren: string | null
  acte: string
  acteLe: string
  ej: string
  nature: string
  montant: Centimes
  enveloppe: string | null
  ordonneLe: Date
}
export async function aPayerDe(tx: Tx, guichetId: string, appelId: string): Promise<APayer[]> {
  const { rows } = await sql<APayer>`
    select v.id, i.numero, i.porteur, s.siren, a.numero as acte, a.signe_le as "acteLe", v.ej, v.nature, v.montant, v.ordonne_le as "ordonneLe",
      coalesce((select e.libelle from enveloppe e where e.id = v.enveloppe_id), (select string_agg(e.libelle, ', ' order by e.creee_le, e.id)
        from imputation m join enveloppe e on e.id = m.enveloppe_id where m.decision_id = a.decision_id)) as enveloppe
    from versement v join instruction i on i.dossier_id = v.dossier_id join structure s on s.id = i.structure_id
    join acte a on a.dossier_id = v.dossier_id and a.nature <> 'avenant' and a.retire_le is null and a.signe_le is not null
    where v.guichet_id = ${guichetId} and i.appel_id = ${appelId} and v.annule_le is null and v.verse_le is null and v.nature <> 'reversement' and v.ej ~ '^[0-9]{10}$'
      and not exists (select from export_paiement_ligne l join export_paiement x on x.id = l.export_id where l.versement_id = v.id and x.annule_le is null)
    order by v.montant desc, i.numero for update of v`.execute(tx)
  return rows
}

const NATURES: Record<string, string> = { avance: 'Avance', acompte: 'Acompte', solde: 'Solde' }
/** Our own columns, in docs/exploitation: nobody else's format. */
const COLONNES = [
  colonne<APayer>('Dossier', 'texte', 22, l => l.numero),
  colonne<APayer>('Bénéficiaire', 'texte', 40, l => l.porteur),
  colonne<APayer>('SIREN', 'texte', 12, l => l.siren),
  colonne<APayer>('Engagement juridique', 'texte', 18, l => l.ej),
  colonne<APayer>('Acte', 'texte', 22, l => l.acte),
  colonne<APayer>('Acte signé le', 'texte', 18, l => formatDateCivile(l.acteLe)),
  colonne<APayer>('Nature', 'texte', 12, l => NATURES[l.nature] ?? l.nature),
  colonne<APayer>('À payer (€)', 'euros', 14, l => l.montant),
  colonne<APayer>('Enveloppe', 'texte', 30, l => l.enveloppe),
  colonne<APayer>('Ordonné le', 'texte', 18, l => formatDateCivile(dateCivile(l.ordonneLe))),
]

export type FormatExport = 'csv' | 'ods'
type Demande = { appelId: string; appel: Appel; format: FormatExport }
/**
 * Makes the file of what may be paid, keeps its bytes and their SHA-256, and marks its lines so that no other file holds them. Two at once: one file, the second finds nothing more.
 */
export const exporterPaiements = (
  ctx: ContexteActeur,
  stockage: Stockage,
  { appelId, appel, format }: Demande,
): Promise<Result<{ id: string; rang: number; lignes: number; montant: Centimes }, { motif: 'rien' }>> =>
  enTransaction(ctx, async tx => {
    if (!peut(placeDe(ctx), 'exporter_paiements', { signature: 'signee' })) return err({ motif: 'rien' })
    await sql`select pg_advisory_xact_lock(hashtextextended(${`exporter:${ctx.guichetId}:${appelId}`}, 0))`.execute(tx)
    const lignes = await aPayerDe(tx, ctx.guichetId, appelId)
    if (lignes.length === 0) return err({ motif: 'rien' })
    const montant = lignes.reduce((t, l) => t + l.montant, 0)
    const { flux } = ecrireFeuille(format, { nom: `Paiements ${appel.code_dossier}`, colonnes: COLONNES, lignes, etablieLe: ctx.instant })
    const { cle, sha256 } = await garderOctets(stockage, ctx.instant, new Uint8Array(await new Response(flux).arrayBuffer()))
    const { n } = await tx
      .selectFrom('export_paiement')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('guichet_id', '=', ctx.guichetId)
      .where('appel_id', '=', appelId)
      .executeTakeFirstOrThrow()
    const id = nouvelId()
    const rang = Number(n) + 1
    const fait = { fait_par: ctx.acteur.compteId, fait_le: ctx.instant }
    await tx
      .insertInto('export_paiement')
      .values({ id, guichet_id: ctx.guichetId, appel_id: appelId, rang, format, montant, cle, sha256, ...fait })
      .execute()
    await tx
      .insertInto('export_paiement_ligne')
      .values(lignes.map(l => ({ export_id: id, versement_id: l.id, guichet_id: ctx.guichetId })))
      .execute()
    await journaliser(tx, ctx, 'suivi.paiements_exportes', appelId, { export: id, rang, lignes: lignes.length, montant, sha256 })
    return ok({ id, rang, lignes: lignes.length, montant })
  })

export type RefusAnnulation = { motif: 'introuvable' } | { motif: 'paye' }
/** Cancels a file while none of its lines is paid: they may be exported again. Its bytes and its digest stay. */
export const annulerExport = (
  ctx: ContexteActeur,
  { appelId, id }: { appelId: string; id: string },
): Promise<Result<number, RefusAnnulation>> =>
  enTransaction(ctx, async tx => {
    if (!peut(placeDe(ctx), 'exporter_paiements', { signature: 'signee' })) return err({ motif: 'introuvable' })
    const x = await tx
      .selectFrom('export_paiement')
      .select(['rang', 'annule_le'])
      .where('guichet_id', '=', ctx.guichetId)
      .where('appel_id', '=', appelId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!x || x.annule_le) return err({ motif: 'introuvable' })
    const { rows } = await sql<{
      verse: boolean
    }>`select v.verse_le is not null as verse from export_paiement_ligne l join versement v on v.id = l.versement_id
      where l.guichet_id = ${ctx.guichetId} and l.export_id = ${id} for update of v`.execute(tx)
    if (rows.some(r => r.verse)) return err({ motif: 'paye' })
    await tx
      .updateTable('export_paiement')
      .set({ annule_le: ctx.instant, annule_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
    await journaliser(tx, ctx, 'suivi.export_annule', appelId, { export: id, rang: x.rang })
    return ok(x.rang)
  })
