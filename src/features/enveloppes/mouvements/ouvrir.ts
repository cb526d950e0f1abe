import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelPublie } from '../../appels/index.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { ouvrirEnveloppes } from '../ouvrir-enveloppes.ts'
import { placeDe } from './droit.ts'
import { emploiDe, verrouillerEnveloppes } from './emploi.queries.ts'

/** Opens the envelopes of a call before its comité first meets, or those that a version adds: as its text says them. */
export const ouvrirLesEnveloppes = (
  ctx: ContexteActeur,
  slug: string,
): Promise<Result<{ ouvertes: number }, { motif: 'introuvable' } | { motif: 'interdit' } | { motif: 'deja' }>> =>
  enTransaction(ctx, async tx => {
    if (!peut(placeDe(ctx), 'ouvrir', { enveloppe: 'a_ouvrir' })) return err({ motif: 'interdit' })
    const publie = await appelPublie(tx, ctx.guichetId, slug)
    if (!publie) return err({ motif: 'introuvable' })
    // two at once: the second one waits, and reads that they are open
    await verrouillerEnveloppes(tx, ctx.guichetId, publie.appelId)
    const avant = new Set((await emploiDe(tx, ctx.guichetId, publie.appelId)).map(e => e.code))
    await ouvrirEnveloppes(tx, ctx, publie.appelId, publie.appel)
    const ouvertes = (await emploiDe(tx, ctx.guichetId, publie.appelId)).filter(e => !avant.has(e.code))
    if (ouvertes.length === 0) return err({ motif: 'deja' })
    const faits = { version: publie.numero, enveloppes: ouvertes.map(e => ({ id: e.id, code: e.code, montant: e.montant })) }
    await journaliser(tx, ctx, 'enveloppe.ouverte', publie.appelId, faits)
    return ok({ ouvertes: ouvertes.length })
  })
