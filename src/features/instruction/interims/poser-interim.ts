import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelsPublies } from '../../appels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { libellePerimetre, perimetres } from '../../perimetre/index.ts'
import { instructeurs } from '../../service/index.ts'
import { interimsPoses, verrouillerInterims } from './interims.queries.ts'
import { type Chevauchement, chevauchement, type InterimLu, lireInterim, peutPoser, type SaisieInterim } from './interims.rules.ts'
import { annoncerInterim } from './prevenir-interim.ts'

export type RefusInterim = { motif: 'interdit' } | { motif: 'saisie'; errors: FieldErrors } | ({ remplacant: string } & Chevauchement)

/** Says who stands in for whom, and when: the one reads what the other may, for the period and no longer. Both are told. */
export const poserInterim = (ctx: ContexteActeur, s: SaisieInterim): Promise<Result<void, RefusInterim>> =>
  enTransaction(ctx, async tx => {
    await verrouillerInterims(tx, ctx.guichetId)
    const personnes = await instructeurs(tx, ctx.guichetId)
    const lu = lireInterim(s, personnes, ctx.instant)
    if (!lu.ok) return err({ motif: 'saisie', errors: lu.error })
    const { remplace, remplacant } = lu.value
    if (!peutPoser(ctx.acteur, remplace.id)) return err({ motif: 'interdit' })
    const pose = { ...lu.value, remplaceId: remplace.id, remplacantId: remplacant.id }
    const gene = chevauchement(pose, await interimsPoses(tx, ctx.guichetId, ctx.instant, [remplace.id, remplacant.id]))
    if (gene) return err({ ...gene, remplacant: remplacant.nom })
    const id = await ecrire(tx, ctx, lu.value)
    const qui = (compte: string) => personnes.find(p => p.id === compte)!
    const appels = await appelsPublies(tx, ctx.guichetId)
    await annoncerInterim(tx, ctx, {
      id,
      remplace: qui(remplace.id),
      remplacant: qui(remplacant.id),
      perimetre: libellePerimetre(perimetres(remplace.roles.filter(r => r.role !== 'administrateur')), appels),
      du: lu.value.du,
      au: lu.value.au,
    })
    const { du, au, motif } = lu.value
    await journaliser(tx, ctx, 'instruction.interim', id, { remplace: remplace.id, remplacant: remplacant.id, du, au, motif })
    return ok(undefined)
  })

async function ecrire(tx: Tx, ctx: ContexteActeur, { remplace, remplacant, du, au, motif }: InterimLu): Promise<string> {
  const id = nouvelId()
  await tx
    .insertInto('interim')
    .values({
      id,
      guichet_id: ctx.guichetId,
      remplace_id: remplace.id,
      remplacant_id: remplacant.id,
      du,
      au,
      motif,
      accorde_par: ctx.acteur.compteId,
      accorde_le: ctx.instant,
    })
    .execute()
  return id
}
