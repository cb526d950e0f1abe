import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { brouillonDe, histoireDe } from './brouillons.queries.ts'
import { coudreDans, inverse, piles } from './document/histoire.rules.ts'
import { garder } from './garder.ts'

export type Sens = 'annuler' | 'retablir'
/** `rien`: nothing is left to undo, or to do again. `change`: somebody has changed the draft since the page was drawn. */
export type RefusRevenir = 'introuvable' | 'rien' | 'change'

/** Undoes the last change of a draft, whoever made it, or does again the last one that was undone. Gives what that change was. */
export function revenir(
  ctx: ContexteActeur,
  { id, revision, sens }: { id: string; revision: number; sens: Sens },
): Promise<Result<string, RefusRevenir>> {
  return enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, id)
    if (!brouillon) return err('introuvable')
    if (brouillon.revision !== revision) return err('change')
    const histoire = await histoireDe(tx, ctx.guichetId, id)
    const { annulable, retablissable } = piles(histoire)
    const groupe = sens === 'annuler' ? annulable : retablissable
    const [geste] = groupe
    if (!geste) return err('rien')
    const coutures = sens === 'annuler' ? groupe.toReversed().map(inverse) : groupe
    const apres = coutures.reduce(coudreDans, brouillon.source)
    const retour = { nature: sens === 'annuler' ? 'annulation' : 'retablissement', cible: geste.revision } as const
    const dit = `${sens === 'annuler' ? 'Annulé' : 'Rétabli'}\u00a0: ${geste.dit}`
    const fait = await garder(tx, ctx, { id, revision, avant: brouillon.source, apres, lieu: geste.lieu, dit, retour })
    return fait ? ok(geste.dit) : err('change')
  })
}
