import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../../contexte.ts'
import { idDe } from '../../../../lib/empreintes.ts'
import { err, ok, type Result } from '../../../../lib/result.ts'
import { journaliser } from '../../../journal/index.ts'
import { bilanPour, type CleBilan, type RefusBilan } from '../enregistrer.ts'
import type { CommandeLue } from './commande.rules.ts'
import { doutesDe } from './doutes.queries.ts'
import { type Doutes, sansDoute } from './doutes.rules.ts'
import { COMMANDES_MAX } from './tenir-commandes.ts'

export type RefusImport = RefusBilan | { motif: 'trop'; nombre: number; max: number } | { motif: 'doutes'; doutes: Doutes }
/**
 * `cle`: of the page that sends the list; the same list sent twice comes in once. `relue`: what is to be checked has been read, and orders that are there already
 * are left out, or kept all the same.
 */
type Demande = CleBilan & { commandes: readonly CommandeLue[]; cle: string; relue?: 'laisser' | 'garder' | undefined }

/** Adds a whole list of orders to a bilan, or nothing while something is to be checked. Returns how many came in. */
export const importerCommandes = (ctx: ContexteActeur, d: Demande): Promise<Result<number, RefusImport>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', d)
    if (!lu.ok) return lu
    const b = lu.value
    // the same line of the same list has the same id; another list sent from the same page is another one
    const liste = idDe(JSON.stringify(d.commandes))
    const toutes = d.commandes.map((c, i) => ({ id: idDe(`${d.bilanId}:${d.cle}:${liste}:${i}`), ...c }))
    const ids = toutes.map(l => l.id)
    const venues = await sql<{ n: number }>`select count(*)::int as n from commande where id = any(${ids}::uuid[])`.execute(tx)
    if (venues.rows[0]!.n > 0) return ok(venues.rows[0]!.n)
    const doutes = await doutesDe(tx, ctx.guichetId, b.dossierId, d.commandes)
    if (!d.relue && !sansDoute(doutes)) return err({ motif: 'doutes', doutes })
    const deja = new Set(d.relue === 'laisser' ? doutes.deja.map(x => x.rang) : [])
    const lignes = toutes.filter((_, i) => !deja.has(i))
    const total = b.ici.nombre + lignes.length
    if (total > COMMANDES_MAX) return err({ motif: 'trop', nombre: total, max: COMMANDES_MAX })
    if (lignes.length === 0) return ok(0)
    await sql`insert into commande (id, guichet_id, dossier_id, bilan_id, siret, pays, entreprise, departement, objet, ht, ttc, commandee_le, lot_id,
        depense_id, ajoutee_par, ajoutee_le)
      select id, ${ctx.guichetId}, ${b.dossierId}, ${b.id}, siret, pays, entreprise, departement, objet, ht, ttc, "date", "lotId", "depenseId",
        ${ctx.acteur.compteId}, ${ctx.instant}
      from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as t(id uuid, siret text, pays text, entreprise text, departement text, objet text,
        ht bigint, ttc bigint, "date" date, "lotId" uuid, "depenseId" uuid)`.execute(tx)
    const ht = lignes.reduce((s, c) => s + c.ht, 0)
    await journaliser(tx, ctx, 'commande.importees', b.id, { nombre: lignes.length, ht })
    return ok(lignes.length)
  })
