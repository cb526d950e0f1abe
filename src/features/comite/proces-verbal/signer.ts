import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { TEXTE_MAX } from '../../decisions/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { versionsDe } from './proces-verbal.queries.ts'
import { signatureDe } from './pv.mots.ts'
import { signataires } from './signataires.ts'

/** As it was typed; `version`: the one that was read. */
export type SaisieSignature = { version: string; reserve: string }
export type RefusSignature =
  | RefusComite
  /** They were not there. */
  | { motif: 'absent' }
  | { motif: 'perimee' }
  | { motif: 'fige' }
  | { motif: 'saisie'; errors: FieldErrors }

/** A member who was there signs the version that they read, with a reserve perhaps. Pressed twice, the first one stays. */
export const signerProcesVerbal = (
  ctx: ContexteActeur,
  id: string,
  x: SaisieSignature,
): Promise<Result<{ deja: boolean }, RefusSignature>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'signer', id)
    if (!lue.ok) return lue
    const moi = signataires(lue.value).find(m => m.id === lue.value.moi?.id)
    if (!moi) return err({ motif: 'absent' })
    const [v] = await versionsDe(tx, ctx.guichetId, id)
    if (!v) return err({ motif: 'introuvable' })
    if (v.figeLe) return err({ motif: 'fige' })
    if (String(v.version) !== x.version) return err({ motif: 'perimee' })
    if (signatureDe(v, moi.id)) return ok({ deja: true })
    if (x.reserve.length > TEXTE_MAX)
      return err({ motif: 'saisie', errors: { reserve: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' } })
    await tx
      .insertInto('signature')
      .values({ proces_verbal_id: v.id, membre_id: moi.id, guichet_id: ctx.guichetId, reserve: x.reserve, signee_le: ctx.instant })
      .execute()
    await journaliser(tx, ctx, 'comite.proces_verbal_signe', id, { version: v.version, membre: moi.compteId, reserve: x.reserve !== '' })
    return ok({ deja: false })
  })
