import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { prioritesPourLaCommission } from '../../ordre/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { type ContenuPv, contenuDe } from './contenu.ts'
import { faitsDe, versionsDe } from './proces-verbal.queries.ts'
import { inviterASigner } from './signataires.ts'

/** Establishes the procès-verbal of a closed séance from what it did, and asks its members to sign it. Pressed twice, it is done once. */
export const etablirProcesVerbal = (ctx: ContexteActeur, id: string): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'etablir', id)
    if (!lue.ok) return lue
    if ((await versionsDe(tx, ctx.guichetId, id)).length > 0) return ok(undefined)
    const s = lue.value
    const priorites = await prioritesPourLaCommission(
      tx,
      ctx.guichetId,
      s.appel,
      s.agenda.map(d => d.id),
    )
    const contenu = contenuDe(s, { ...(await faitsDe(tx, ctx.guichetId, id)), priorites })
    await ecrireVersion(tx, ctx, id, { version: 1, contenu })
    await inviterASigner(tx, ctx, lue.value, 1)
    await journaliser(tx, ctx, 'comite.proces_verbal_etabli', id, { version: 1, dossiers: contenu.dossiers.length })
    return ok(undefined)
  })

export const ecrireVersion = (tx: Tx, ctx: ContexteActeur, seanceId: string, v: { version: number; contenu: ContenuPv }) =>
  tx
    .insertInto('proces_verbal')
    .values({
      id: nouvelId(),
      guichet_id: ctx.guichetId,
      seance_id: seanceId,
      version: v.version,
      contenu: JSON.stringify(v.contenu),
      etabli_par: ctx.acteur.compteId,
      etabli_le: ctx.instant,
    })
    .execute()
