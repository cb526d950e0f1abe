import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { confirmerSignee, decisionsANotifier, demanderEnvois, lettreRetenue, type SeanceSansPv } from '../notifications/index.ts'
import { avantDelai, placeDe, type Refuse, signeesAEnvoyer } from '../signatures/index.ts'

export type Envoi = { lettres: number; refus: readonly Refuse[] }
export type RefusEnvoi = { motif: 'sans_proces_verbal'; seances: readonly SeanceSansPv[] }

/**
 * Sends the letters of a call that may leave. Where somebody signs for it, those of the signed decisions alone, word for word, once their first minutes are past; one that grants an
 * aid leaves with its arrêté, after its engagement number is known. The others stay, each with what it waits for.
 */
export const envoyerDues = (
  ctx: ContexteActeur,
  { appelId, slug }: { appelId: string; slug: string },
): Promise<Result<Envoi, RefusEnvoi>> =>
  enTransaction(ctx, async tx => {
    const signees = await signeesAEnvoyer(tx, ctx.guichetId, appelId)
    const refus: Refuse[] = []
    if (signees.length > 0 && peut(placeDe(ctx), 'envoyer_signees', { signature: 'signee' })) {
      const decisions = new Map((await decisionsANotifier(tx, ctx.guichetId, appelId, ctx.acteur.compteId)).map(d => [d.decisionId, d]))
      const engages = await engagesDe(
        tx,
        ctx.guichetId,
        signees.map(s => s.dossierId),
      )
      for (const s of signees) {
        const d = decisions.get(s.decisionId)
        if (!d) continue
        const attente =
          s.signeeLe > avantDelai(ctx.instant)
            ? 'Signée il y a moins de dix minutes\u00a0: la signature peut encore être reprise'
            : d.montant > 0 && !engages.has(s.dossierId)
              ? 'Sans numéro d’engagement'
              : undefined
        // before its arrêté is signed with it: only an amendment would change it then
        const retenue = attente ? { phrase: attente } : await lettreRetenue(tx, ctx, { ...d, slug, verrou: true })
        if (retenue) refus.push({ numero: d.numero, porteur: d.porteur, ...retenue })
        else await confirmerSignee(tx, ctx, d, { ...s, signatureId: s.id, lettres: s.contenu.lettres })
      }
    }
    const envois = await demanderEnvois({ ...ctx, tx }, appelId)
    return envois.ok ? ok({ lettres: envois.value.lettres, refus: [...refus, ...envois.value.retenues] }) : err(envois.error)
  })

async function engagesDe(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('engagement')
    .select('dossier_id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', 'in', [...dossiers])
    .execute()
  return new Set(rows.map(r => r.dossier_id))
}
