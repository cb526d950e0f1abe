import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { peut } from '../../decret/index.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { placeDe } from './droit.ts'
import { garderDocument } from './mouvementer.ts'
import { registreDe } from './registre.queries.ts'

/** What is kept: a PDF, ten megabytes at most. */
export const FORMATS_DOCUMENT = ['pdf'] as const
export const TAILLE_DOCUMENT = 10_000_000

export type RefusDocument =
  | { motif: 'introuvable' }
  | { motif: 'interdit' }
  | { motif: 'sans_document'; numero: number }
  | { motif: 'deja'; numero: number }
type Cible = { appelId: string; mouvementId: string }

/** The movement whose paper somebody may bring, before a byte of it is kept: one somebody made, that has none. */
export async function mouvementSansDocument(
  tx: Tx,
  ctx: ContexteActeur,
  { appelId, mouvementId }: Cible,
): Promise<Result<{ numero: number }, RefusDocument>> {
  if (!peut(placeDe(ctx), 'joindre', { enveloppe: 'ouverte' })) return err({ motif: 'interdit' })
  const l = (await registreDe(tx, ctx.guichetId, appelId)).find(x => x.id === mouvementId)
  if (!l) return err({ motif: 'introuvable' })
  if (l.par === null || l.annule !== null) return err({ motif: 'sans_document', numero: l.numero })
  return l.document ? err({ motif: 'deja', numero: l.numero }) : ok({ numero: l.numero })
}

/** Brings the paper of a movement, after it: what it says stays as it was written. */
export const joindreDocument = (ctx: ContexteActeur, d: Cible & { fichier: Fichier }): Promise<Result<{ numero: number }, RefusDocument>> =>
  enTransaction(ctx, async tx => {
    // two at once: the second one waits, and reads that there is one
    await tx.selectFrom('appel').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', d.appelId).forUpdate().execute()
    const lu = await mouvementSansDocument(tx, ctx, d)
    if (!lu.ok) return lu
    await garderDocument(tx, ctx, d.mouvementId, d.fichier)
    await journaliser(tx, ctx, 'enveloppe.document', d.appelId, {
      mouvement: d.mouvementId,
      numero: lu.value.numero,
      sha256: d.fichier.sha256,
    })
    return lu
  })
