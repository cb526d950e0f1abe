import { createHash } from 'node:crypto'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { type RefusTexte, refusTexte } from './annoter.ts'
import { type Note, noteDe } from './notes.queries.ts'

export type RefusNote =
  | RefusInstruction
  | { motif: 'note_inconnue' }
  | { motif: 'pas_la_sienne'; auteur: string }
  /** The note has changed since the page was read: its text as it stands now. */
  | { motif: 'change'; note: Note }
type Cible = { dossierId: string; note: string }

/** Marks how a note stood when its page was read. */
export const marqueDe = (n: Pick<Note, 'texte'>) => createHash('sha256').update(n.texte).digest('hex').slice(0, 16)

/** A note may be taken up by whoever wrote it, while the dossier may be annotated. */
async function noteSienne(tx: Tx, ctx: ContexteActeur, d: Cible): Promise<Result<Note, RefusNote>> {
  const lu = await instruitPour(tx, ctx, 'annoter', d.dossierId)
  if (!lu.ok) return lu
  const note = await noteDe(tx, ctx.guichetId, d.dossierId, d.note)
  if (!note) return err({ motif: 'note_inconnue' })
  return note.auteurId === ctx.acteur.compteId ? ok(note) : err({ motif: 'pas_la_sienne', auteur: note.auteur })
}

/** Rewrites one's own note. `vu`: its mark when the page was read. */
export const modifierNote = (
  ctx: ContexteActeur,
  d: Cible & { texte: string; vu: string },
): Promise<Result<void, RefusNote | RefusTexte>> =>
  enTransaction(ctx, async tx => {
    const lue = await noteSienne(tx, ctx, d)
    if (!lue.ok) return lue
    if (lue.value.texte === d.texte) return ok(undefined)
    if (marqueDe(lue.value) !== d.vu) return err({ motif: 'change', note: lue.value })
    const refus = refusTexte(d.texte)
    if (refus) return err(refus)
    await changer(tx, ctx, d.note, { texte: d.texte, modifiee_le: ctx.instant })
    await journaliser(tx, ctx, 'instruction.note_modifiee', d.dossierId, { annotation: d.note })
    return ok(undefined)
  })

/** Removes one's own note from what is shown; its row stays. */
export const retirerNote = (ctx: ContexteActeur, d: Cible): Promise<Result<void, RefusNote>> =>
  enTransaction(ctx, async tx => {
    const lue = await noteSienne(tx, ctx, d)
    if (!lue.ok) return lue
    await changer(tx, ctx, d.note, { retiree_le: ctx.instant, retiree_par: ctx.acteur.compteId })
    await journaliser(tx, ctx, 'instruction.note_retiree', d.dossierId, { annotation: d.note })
    return ok(undefined)
  })

const changer = (
  tx: Tx,
  ctx: ContexteActeur,
  id: string,
  valeurs: { texte: string; modifiee_le: Date } | { retiree_le: Date; retiree_par: string },
) => tx.updateTable('annotation').set(valeurs).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
