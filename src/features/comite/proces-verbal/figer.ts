import { createHash } from 'node:crypto'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { nouvelleCle } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import type { Seance } from '../seance.ts'
import { dessinerPv, donneesPv } from './pdf.ts'
import { type VersionPv, versionsDe } from './proces-verbal.queries.ts'
import { manquants } from './signataires.ts'

export type RefusGel = RefusComite | { motif: 'perimee' } | { motif: 'manquent'; noms: string[] }

/**
 * Freezes the version that everybody who was there has signed: its document is drawn, its bytes kept, then sealed by their SHA-256 if nothing has
 * moved meanwhile. Bytes that no version names are cleaned later. Pressed twice, it is done once.
 */
export async function figerProcesVerbal(
  ctx: ContexteActeur,
  d: Pick<Deps, 'config' | 'stockage'>,
  id: string,
  version: string,
): Promise<Result<void, RefusGel>> {
  const lue = await enTransaction(ctx, tx => aFiger(tx, ctx, id, version, { verrou: false }))
  if (!lue.ok) return lue
  const { s, v } = lue.value
  if (v.figeLe) return ok(undefined)
  const lu = { v: { ...v, figeLe: ctx.instant }, derniere: true, deports: new Set<string>() }
  const pdf = await dessinerPv(donneesPv(s, lu, d.config))
  const cle = nouvelleCle(ctx.instant)
  await d.stockage.ecrire(
    cle,
    (async function* () {
      yield pdf
    })(),
  )
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  return await enTransaction(ctx, async tx => {
    const encore = await aFiger(tx, ctx, id, version, { verrou: true })
    if (!encore.ok) return encore
    if (encore.value.v.figeLe) return ok(undefined)
    if (encore.value.v.signatures.length !== v.signatures.length) return err({ motif: 'perimee' })
    await tx
      .updateTable('proces_verbal')
      .set({ fige_le: ctx.instant, sha256, cle })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', v.id)
      .execute()
    await journaliser(tx, ctx, 'comite.proces_verbal_fige', id, { version: v.version, sha256 })
    return ok(undefined)
  })
}

async function aFiger(
  tx: Tx,
  ctx: ContexteActeur,
  id: string,
  version: string,
  o: { verrou: boolean },
): Promise<Result<{ s: Seance; v: VersionPv }, RefusGel>> {
  const lue = await seancePour(tx, ctx, 'figer', id, o)
  if (!lue.ok) return lue
  const [v] = await versionsDe(tx, ctx.guichetId, id)
  if (!v) return err({ motif: 'introuvable' })
  if (String(v.version) !== version) return err({ motif: 'perimee' })
  const noms = manquants(lue.value, v).map(m => m.nom)
  return !v.figeLe && noms.length > 0 ? err({ motif: 'manquent', noms }) : ok({ s: lue.value, v })
}
