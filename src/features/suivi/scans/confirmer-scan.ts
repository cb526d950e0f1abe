import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile, parseDate } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { refusSignature } from '../acte.rules.ts'
import { mettreEnFile } from './deposer-scan.ts'
import { champDate } from './scan.rules.ts'
import { lireCompris, trouverScan } from './scans.queries.ts'

/** `dates`: of each act that has one of its own, as typed; `commune`: of the others. */
export type Confirmation = { actes: readonly string[]; commune: string; dates: ReadonlyMap<string, string> }
export type RefusConfirmation =
  | { motif: 'introuvable' }
  /** An act among these is no longer ready: what is shown now says why. */
  | { motif: 'change' }
  | { motif: 'saisie'; errors: FieldErrors }

/**
 * Confirms acts of a scan with the day written on each: a job files them one by one. Confirmed twice, or by two persons at once, an act is filed once and as the
 * first said; one that was refused may be confirmed again.
 */
export const confirmerScan = (
  ctx: ContexteActeur,
  { scanId, urlPublique }: { scanId: string; urlPublique: string },
  c: Confirmation,
): Promise<Result<{ actes: number }, RefusConfirmation>> =>
  enTransaction(ctx, async tx => {
    const scan = await trouverScan(tx, ctx, scanId, { verrou: true })
    if (!scan?.luLe) return err({ motif: 'introuvable' })
    if (c.actes.length === 0) return err({ motif: 'saisie', errors: { _actes: 'Cochez au moins un acte.' } })
    const confirmes = await tx
      .selectFrom('scan_acte')
      .select('acte_id')
      .where('guichet_id', '=', ctx.guichetId)
      .where('scan_id', '=', scanId)
      .where('etat', '<>', 'refuse')
      .execute()
    const deja = new Set(confirmes.map(x => x.acte_id))
    const demandes = [...new Set(c.actes)].filter(id => !deja.has(id))
    if (demandes.length === 0) return ok({ actes: 0 })
    const { groupes } = await lireCompris(tx, ctx, scanId, urlPublique)
    const prets = new Map(groupes.filter(g => g.acte && !g.refus).map(g => [g.acteId, g]))
    const choisis = demandes.flatMap(id => prets.get(id) ?? [])
    if (choisis.length < demandes.length) return err({ motif: 'change' })
    const errors: FieldErrors = {}
    const aujourdhui = dateCivile(ctx.instant)
    const lignes = choisis.map(g => {
      const propre = c.dates.get(g.acteId)
      const saisie = propre || c.commune
      const signeLe = parseDate(saisie)
      const refus = refusSignature({ saisie, signeLe, aujourdhui, etabliLe: g.acte!.etabliLe })
      // a common day that is wrong for all acts is said once, and where it was typed
      const deCetActe = propre || (signeLe && signeLe <= aujourdhui)
      if (refus) errors[deCetActe ? champDate(g.acteId) : 'signe_le'] = deCetActe ? `${refus} (n°\u00a0${g.acte!.numero})` : refus
      return {
        scan_id: scanId,
        acte_id: g.acteId,
        guichet_id: ctx.guichetId,
        dossier_id: g.acte!.dossierId,
        compte_id: ctx.acteur.compteId,
        pages: g.pages,
        signe_le: signeLe ?? '',
      }
    })
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    await tx
      .insertInto('scan_acte')
      .values(lignes)
      .onConflict(oc =>
        oc.columns(['scan_id', 'acte_id']).doUpdateSet(eb => ({
          compte_id: eb.ref('excluded.compte_id'),
          pages: eb.ref('excluded.pages'),
          signe_le: eb.ref('excluded.signe_le'),
          etat: 'a_faire',
          motif: null,
          fait_le: null,
        })),
      )
      .execute()
    await mettreEnFile(tx, ctx.guichetId, scanId)
    return ok({ actes: lignes.length })
  })
