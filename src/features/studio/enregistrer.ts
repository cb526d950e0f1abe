import { confier, type RefusTravail } from '../../atelier/index.ts'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { brouillonDe, histoireDe } from './brouillons.queries.ts'
import { texteA } from './document/histoire.rules.ts'
import { garder } from './garder.ts'
import type { GesteEcrit, Modifie, Ordre, RefusModifier } from './modifier.ts'

/** `revision`: that of the draft which the form showed. */
export type Enregistrement = {
  id: string
  revision: number
  lieu: string
  saisies: readonly (readonly [lieu: string, saisi: string])[]
  ordre?: Ordre
  gestes?: readonly GesteEcrit[]
}
export type RefusEnregistrement =
  | { motif: 'introuvable' }
  | { motif: 'occupe' }
  | { motif: 'travail'; refus: RefusTravail }
  | { motif: 'geste'; refus: RefusModifier }

/** Two people at once: whoever comes second is brought into the text of the first. */
const ESSAIS = 5

/** Keeps what was typed in a form of the studio, then does what its button asks. Nothing typed by somebody else meanwhile is written over: it is told. */
export async function enregistrer(ctx: ContexteActeur, e: Enregistrement): Promise<Result<Modifie, RefusEnregistrement>> {
  for (let essai = 0; essai < ESSAIS; essai++) {
    const lu = await enTransaction(ctx, async tx => {
      const brouillon = await brouillonDe(tx, ctx.guichetId, e.id)
      return brouillon && { brouillon, histoire: brouillon.revision === e.revision ? [] : await histoireDe(tx, ctx.guichetId, e.id) }
    })
    if (!lu) return err({ motif: 'introuvable' })
    const { source, revision } = lu.brouillon
    // a form older than what the history keeps is compared with the text as it is
    const base = texteA(source, lu.histoire, e.revision, revision) ?? source
    const travail = await confier(
      'modifierBrouillon',
      { source, base, saisies: e.saisies, ...(e.ordre ? { ordre: e.ordre } : {}), ...(e.gestes ? { gestes: e.gestes } : {}) },
      { pour: ctx.acteur.compteId },
    )
    if (!travail.ok) return err({ motif: 'travail', refus: travail.error })
    if (!travail.value.ok) return err({ motif: 'geste', refus: travail.value.error })
    const modifie = travail.value.value
    if (modifie.texte === source) return ok(modifie)
    const dit = [...new Set(modifie.dit)].join(', ')
    if (await enTransaction(ctx, tx => garder(tx, ctx, { id: e.id, revision, avant: source, apres: modifie.texte, lieu: e.lieu, dit })))
      return ok(modifie)
  }
  return err({ motif: 'occupe' })
}
