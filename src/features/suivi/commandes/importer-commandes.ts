import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { idDe } from '../../../lib/empreintes.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { bilanPour, type CleBilan, type RefusBilan } from '../bilans/enregistrer.ts'
import type { CommandeLue } from './commande.rules.ts'
import { COMMANDES_MAX } from './tenir-commandes.ts'

export type RefusImport = RefusBilan | { motif: 'trop'; nombre: number; max: number }
/** `cle`: of the page that sends the list; the same list sent twice comes in once. */
type Demande = CleBilan & { commandes: readonly CommandeLue[]; cle: string }

/** Adds a whole list of orders to a bilan, or nothing. Returns how many came in. */
export const importerCommandes = (ctx: ContexteActeur, d: Demande): Promise<Result<number, RefusImport>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', d)
    if (!lu.ok) return lu
    const b = lu.value
    // the same line of the same sending has the same id
    const lignes = d.commandes.map((c, i) => ({ id: idDe(`${d.bilanId}:${d.cle}:${i}`), ...c }))
    const premiere = lignes[0] && (await tx.selectFrom('commande').select('id').where('id', '=', lignes[0].id).executeTakeFirst())
    if (premiere) return ok(lignes.length)
    const total = b.ici.nombre + lignes.length
    if (total > COMMANDES_MAX) return err({ motif: 'trop', nombre: total, max: COMMANDES_MAX })
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
