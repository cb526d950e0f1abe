import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { TEXTE_MAX } from '../../decisions/index.ts'
import { journaliser } from '../../journal/index.ts'
import { garderScelle, inscrireSceau } from '../../sceaux/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import type { Membre, Seance } from '../seance.ts'
import { dessinerPv, donneesPv } from './pdf.ts'
import { type VersionPv, versionsDe } from './proces-verbal.queries.ts'
import { direFigeSans, manquants } from './signataires.ts'

/** As it was sent: the version that was read; `motif`, why it is frozen without the signatures that are missing, when the page asked for it. */
export type DemandeGel = { seanceId: string; version: string; motif: string | undefined }
export type RefusGel =
  | RefusComite
  | { motif: 'perimee' }
  | { motif: 'manquent' }
  /** Nobody has signed. */
  | { motif: 'aucune' }
  | { motif: 'saisie'; errors: FieldErrors }

/**
 * Freezes the version that everybody who was there has signed, or some of them when a reason is given for the others: its document is drawn, its bytes kept, then sealed by their SHA-256 if nothing has
 * moved meanwhile. Bytes that no version names are cleaned later. Pressed twice, it is done once.
 */
export async function figerProcesVerbal(
  ctx: ContexteActeur,
  d: Pick<Deps, 'config' | 'sceau' | 'stockage'>,
  demande: DemandeGel,
): Promise<Result<void, RefusGel>> {
  const lue = await enTransaction(ctx, tx => aFiger(tx, ctx, demande, { verrou: false }))
  if (!lue.ok) return lue
  const { s, v, absents } = lue.value
  if (v.figeLe) return ok(undefined)
  const nonSignataires = absents.map(m => m.id)
  const gelMotif = (absents.length > 0 && demande.motif) || ''
  const lu = { v: { ...v, figeLe: ctx.instant, nonSignataires, gelMotif }, derniere: true, deports: new Set<string>() }
  const pdf = await dessinerPv(donneesPv(s, lu, d.config))
  const garde = await garderScelle(d, ctx.instant, pdf)
  const { cle, sha256 } = garde
  return await enTransaction(ctx, async tx => {
    const encore = await aFiger(tx, ctx, demande, { verrou: true })
    if (!encore.ok) return encore
    if (encore.value.v.figeLe) return ok(undefined)
    if (encore.value.v.signatures.length !== v.signatures.length) return err({ motif: 'perimee' })
    await tx
      .updateTable('proces_verbal')
      .set({ fige_le: ctx.instant, sha256, cle, non_signataires: nonSignataires, gel_motif: gelMotif })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', v.id)
      .execute()
    await inscrireSceau(tx, ctx, { nature: 'proces_verbal', objetId: v.id }, garde)
    await direFigeSans(tx, ctx, s, absents, gelMotif)
    const sans = absents.length > 0 ? { sans: absents.map(m => m.compteId), motif: gelMotif } : {}
    await journaliser(tx, ctx, 'comite.proces_verbal_fige', s.id, { version: v.version, sha256, ...sans })
    return ok(undefined)
  })
}

async function aFiger(
  tx: Tx,
  ctx: ContexteActeur,
  { seanceId, version, motif }: DemandeGel,
  o: { verrou: boolean },
): Promise<Result<{ s: Seance; v: VersionPv; absents: readonly Membre[] }, RefusGel>> {
  const lue = await seancePour(tx, ctx, 'figer', seanceId, o)
  if (!lue.ok) return lue
  const [v] = await versionsDe(tx, ctx.guichetId, seanceId)
  if (!v) return err({ motif: 'introuvable' })
  if (String(v.version) !== version) return err({ motif: 'perimee' })
  // what a body said binds nobody without the signature of whoever chaired
  if (lue.value.instance.avis && !v.figeLe && v.signatures.length === 0) return err({ motif: 'aucune' })
  const absents = v.figeLe ? [] : manquants(lue.value, v)
  if (absents.length > 0) {
    if (motif === undefined) return err({ motif: 'manquent' })
    if (v.signatures.length === 0) return err({ motif: 'aucune' })
    if (motif === '')
      return err({
        motif: 'saisie',
        errors: { motif: absents.length > 1 ? 'Dites pourquoi ces signatures manquent' : 'Dites pourquoi cette signature manque' },
      })
    if (motif.length > TEXTE_MAX)
      return err({ motif: 'saisie', errors: { motif: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' } })
  }
  return ok({ s: lue.value, v, absents })
}
