import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { type DemandeRapport, ecrireRapport, preparerRapport, type RefusRapport } from './enregistrer.ts'
import { type ManqueRapport, manquesDuRapport } from './manques.ts'
import { rapportDe } from './rapport.queries.ts'

export type RefusFin = RefusRapport | { motif: 'manques'; manques: ManqueRapport[] }

/** Saves the report and finishes it: the dossier may go to the comité. Pressed twice, it is done once. */
export const terminerRapport = (ctx: ContexteActeur, d: DemandeRapport): Promise<Result<void, RefusFin>> =>
  enTransaction(ctx, async tx => {
    const prepare = await preparerRapport(tx, ctx, d)
    if (!prepare.ok) return prepare
    const { analyse, contenu, version } = prepare.value
    if (analyse.rapport?.termine) return ok(undefined)
    const manques = manquesDuRapport(analyse, contenu, version)
    if (manques.length > 0) return err({ motif: 'manques', manques })
    await ecrireRapport(tx, ctx, prepare.value)
    await marquer(tx, ctx, d.dossierId, { termine_par: ctx.acteur.compteId, termine_le: ctx.instant })
    await journaliser(tx, ctx, 'instruction.rapport_termine', d.dossierId, { version })
    return ok(undefined)
  })

/** Opens a finished report again, so that it may be changed. */
export const rouvrirRapport = (ctx: ContexteActeur, dossierId: string): Promise<Result<void, RefusInstruction>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'rapporter', dossierId)
    if (!lu.ok) return lu
    const rapport = await rapportDe(tx, ctx.guichetId, dossierId)
    if (!rapport?.termine) return ok(undefined)
    await marquer(tx, ctx, dossierId, { termine_par: null, termine_le: null })
    await journaliser(tx, ctx, 'instruction.rapport_rouvert', dossierId, { version: rapport.version })
    return ok(undefined)
  })

const marquer = (tx: Tx, ctx: ContexteActeur, id: string, valeurs: { termine_par: string | null; termine_le: Date | null }) =>
  tx.updateTable('rapport').set(valeurs).where('guichet_id', '=', ctx.guichetId).where('dossier_id', '=', id).execute()
