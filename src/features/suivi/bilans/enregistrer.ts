import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type ActeBilan, type EtatBilan, peutSurBilan } from '../suivi.rules.ts'
import type { Bilan, Saisie } from './bilan.ts'
import { lireBilan } from './bilans.queries.ts'
import { champsDe } from './declaration.rules.ts'
import { type Conflit, type Envoi, fusionner } from './fusion.ts'

export type CleBilan = { dossierId: string; bilanId: string }
export type RefusBilan = { motif: 'introuvable' } | { motif: 'ferme'; etat: EtatBilan }
/** What a form did to a bilan: its state once saved, what waits for a choice, and who had saved before, if somebody else. */
export type Enregistre = { bilan: Bilan; conflits: Conflit[]; marques: Readonly<Record<string, string>>; par: string | undefined }

/** The bilan that this person may change so, locked; or why not. */
export async function bilanPour(tx: Tx, ctx: ContexteActeur, acte: ActeBilan, cle: CleBilan): Promise<Result<Bilan, RefusBilan>> {
  const b = await lireBilan(tx, ctx, cle, { verrou: true })
  if (!b || !peutSurBilan('lire_bilan', b, b.relation)) return err({ motif: 'introuvable' })
  return peutSurBilan(acte, b, b.relation) ? ok(b) : err({ motif: 'ferme', etat: b.etat })
}

/** Keeps what a form brings, as it was typed: what does not read yet is kept too. Nothing that somebody else saved meanwhile is overwritten unseen. */
export const enregistrerBilan = (ctx: ContexteActeur, cle: CleBilan, envoi: Envoi): Promise<Result<Enregistre, RefusBilan>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', cle)
    return lu.ok ? ok(await fondre(tx, ctx, lu.value, envoi)) : lu
  })

/** The same within an act that has opened the bilan. */
export async function fondre(tx: Tx, ctx: ContexteActeur, b: Bilan, envoi: Envoi): Promise<Enregistre> {
  const f = fusionner(b.saisie, champsDe(b), envoi)
  const par = b.modifieParId === ctx.acteur.compteId ? undefined : (b.modifiePar ?? undefined)
  const bilan = f.changes.length > 0 ? await ecrireSaisie(tx, ctx, b, f.saisie, f.changes) : b
  return { bilan, conflits: f.conflits, marques: f.marques, par }
}

export async function ecrireSaisie(tx: Tx, ctx: ContexteActeur, b: Bilan, saisie: Saisie, champs: readonly string[]): Promise<Bilan> {
  await tx
    .updateTable('bilan')
    .set(eb => ({
      saisie: JSON.stringify(saisie),
      revision: eb('revision', '+', 1),
      modifie_par: ctx.acteur.compteId,
      modifie_le: ctx.instant,
    }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', b.id)
    .execute()
  await journaliser(tx, ctx, 'bilan.enregistre', b.id, { champs: [...champs] })
  return { ...b, saisie, revision: b.revision + 1, modifieLe: ctx.instant, modifieParId: ctx.acteur.compteId }
}
