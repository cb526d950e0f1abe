import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { instruitPour } from '../../service/index.ts'
import { MOTIF_MAX, MOTS_REPONSES, type Reponse } from '../preselection.rules.ts'
import { type IntentionLue, intentionsDe, verrouillerReponses } from '../preselections.queries.ts'

/** One line of the page as it was sent. `vu`: when the answer that it showed was given, in milliseconds; 0 when there was none. */
export type LigneSaisie = { id: string; reponse: Reponse | null; motif: string; vu: number }
export type RefusReponses =
  | { motif: 'trop_long'; numero: string; longueur: number }
  /** It is not theirs to answer, or not any more. */
  | { motif: 'interdit'; numero: string }
/** `depassees`: somebody else answered since the page was opened; those lines are left as they are. */
export type Repondu = { ecrites: number; depassees: string[] }

/** Saves the answers to the intentions of a call, as far as they are: nothing is told, and « à discuter » or a refusal without its reason may wait. */
export const repondre = (
  ctx: ContexteActeur,
  d: { appelId: string; lignes: readonly LigneSaisie[] },
): Promise<Result<Repondu, RefusReponses>> =>
  enTransaction(ctx, async tx => {
    await verrouillerReponses(tx, ctx.guichetId, d.appelId)
    const lues = new Map((await intentionsDe(tx, ctx.guichetId, d.appelId, lisible(await lecteurDe(tx, ctx)))).map(i => [i.id, i]))
    const changees = d.lignes.flatMap(l => {
      const i = lues.get(l.id)
      return i && i.annonceeLe === null && l.reponse !== null && (l.reponse !== i.reponse || l.motif !== i.motif) ? [{ l, i }] : []
    })
    const long = changees.find(({ l }) => l.motif.length > MOTIF_MAX)
    if (long) return err({ motif: 'trop_long', numero: long.i.numero, longueur: long.l.motif.length })
    const depassees = changees.filter(({ l, i }) => (i.decideeLe?.getTime() ?? 0) !== l.vu)
    for (const { i } of changees) {
      const lu = await instruitPour(tx, ctx, 'preselectionner', i.id)
      if (!lu.ok) return err({ motif: 'interdit', numero: i.numero })
    }
    const aEcrire = changees.filter(c => !depassees.includes(c))
    for (const { l, i } of aEcrire) await ecrire(l as LigneSaisie & { reponse: Reponse }, i)
    return ok({ ecrites: aEcrire.length, depassees: depassees.map(({ i }) => i.numero) })

    async function ecrire({ reponse, motif }: LigneSaisie & { reponse: Reponse }, i: IntentionLue) {
      const dite = { reponse, motif, decidee_par: ctx.acteur.compteId, decidee_le: ctx.instant }
      if (i.preselectionId)
        await tx.updateTable('preselection').set(dite).where('guichet_id', '=', ctx.guichetId).where('id', '=', i.preselectionId).execute()
      else
        await tx
          .insertInto('preselection')
          .values({ id: nouvelId(), guichet_id: ctx.guichetId, appel_id: d.appelId, dossier_id: i.id, ...dite })
          .execute()
      await journaliser(tx, ctx, 'preselection.repondue', i.id, { reponse: MOTS_REPONSES[reponse].toLowerCase(), motif })
    }
  })
