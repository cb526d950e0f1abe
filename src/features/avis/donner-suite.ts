import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../service/index.ts'
import { avisParId } from './avis.queries.ts'
import { DEMANDE_MAX, etatAvis, SUITES } from './avis.rules.ts'

export type SaisieSuite = { suite: string; texte: string }
export type RefusSuite = RefusInstruction | { motif: 'avis_inconnu' } | { motif: 'sans_reserve' } | { motif: 'saisie'; errors: FieldErrors }

/** Says what becomes of a reserve: a clause of the act, a change asked of the porteur, or nothing, with why. Said again, the last one holds; the journal keeps each. */
export const donnerSuite = (ctx: ContexteActeur, d: { dossierId: string; avis: string } & SaisieSuite): Promise<Result<void, RefusSuite>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'suivre_avis', d.dossierId)
    if (!lu.ok) return lu
    const avis = await avisParId(tx, ctx.guichetId, d.avis)
    if (!avis || avis.dossierId !== d.dossierId || avis.code === null) return err({ motif: 'avis_inconnu' })
    if (avis.sens !== 'reserve' || etatAvis(avis, ctx.instant) !== 'rendu') return err({ motif: 'sans_reserve' })
    const errors = erreurs(d, avis.id)
    const suite = SUITES.find(s => s === d.suite)
    if (!suite || Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    if (avis.suite === suite && avis.suiteTexte === d.texte) return ok(undefined)
    await tx
      .updateTable('avis')
      .set({ suite, suite_texte: d.texte, suite_le: ctx.instant, suite_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', avis.id)
      .execute()
    await journaliser(tx, ctx, 'instruction.avis_suite', d.dossierId, { avis: avis.id, expert: avis.expert, suite, texte: d.texte })
    return ok(undefined)
  })

/** Keys name the fields of the form of this opinion. */
function erreurs({ suite, texte }: SaisieSuite, id: string): FieldErrors {
  const errors: FieldErrors = {}
  if (!SUITES.some(s => s === suite)) errors[`suite-${id}`] = 'Choisissez ce que devient la réserve'
  if (suite === 'arrete' && texte === '') errors[`texte-${id}`] = 'Écrivez la phrase que l’arrêté reprend'
  if (suite === 'sans_effet' && texte === '') errors[`texte-${id}`] = 'Dites pourquoi la réserve reste sans effet'
  if (texte.length > DEMANDE_MAX) errors[`texte-${id}`] = `Ce texte a ${texte.length}\u00a0caractères. Raccourcissez-le à ${DEMANDE_MAX}`
  return errors
}
