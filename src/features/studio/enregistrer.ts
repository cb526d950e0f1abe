import { confier, type RefusTravail } from '../../atelier/index.ts'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { brouillonDe, histoireDe } from './brouillons.queries.ts'
import { texteA, toutesDe } from './document/histoire.rules.ts'
import { type Sien, sienDe } from './document/sien.ts'
import { garder } from './garder.ts'
import type { Demande, Modifie, RefusModifier } from './modifier.ts'

/** `revision`: that of the draft which the form showed, where it says so; `auFil`: sent while somebody types; `page`: the open page that sends it. */
export type Enregistrement = { id: string; revision?: number; lieu: string; auFil?: boolean; page?: string | undefined } & Pick<
  Demande,
  'saisies' | 'ordre' | 'marques' | 'miennes' | 'gestes'
>
/** `revision`: that of the draft once it is kept; `par`: who had changed it last. */
export type Enregistre = Modifie & { revision: number; par: string | null }
export type RefusEnregistrement =
  | { motif: 'introuvable' }
  | { motif: 'occupe' }
  | { motif: 'travail'; refus: RefusTravail }
  | { motif: 'geste'; refus: RefusModifier }

/** Two people at once: whoever comes second is brought into the text of the first. */
const ESSAIS = 5

/** Keeps what was typed in a form of the studio, then does what its button asks. Nothing typed by somebody else meanwhile is written over: it is told. */
export async function enregistrer(ctx: ContexteActeur, e: Enregistrement): Promise<Result<Enregistre, RefusEnregistrement>> {
  const { id, revision: montree, lieu, auFil = false, page, ...demande } = e
  for (let essai = 0; essai < ESSAIS; essai++) {
    const lu = await enTransaction(ctx, async tx => {
      const brouillon = await brouillonDe(tx, ctx.guichetId, id)
      const ancienne = montree !== undefined && brouillon?.revision !== montree
      return brouillon && { brouillon, histoire: ancienne ? await histoireDe(tx, ctx.guichetId, id) : [] }
    })
    if (!lu) return err({ motif: 'introuvable' })
    const { source, revision, par } = lu.brouillon
    // a form older than what the history keeps is compared with the text as it is
    const base = (montree === undefined ? undefined : texteA(source, lu.histoire, montree, revision)) ?? source
    // what the same open page has saved since, as one typed, is what it sends again: nobody else was there
    const seule = page !== undefined && toutesDe(lu.histoire, { montree, revision, page })
    const contre = seule ? { base: source, marques: {} } : { base }
    const demander = (sien?: Sien) =>
      confier('modifierBrouillon', { source, ...demande, ...contre, coder: !auFil, sien }, { pour: ctx.acteur.compteId })
    const premier = await demander()
    // a page that was cut off may not know what it has saved itself
    const enConflit = page !== undefined && premier.ok && premier.value.ok && premier.value.value.conflits.length > 0
    const sien = enConflit
      ? sienDe(await enTransaction(ctx, tx => histoireDe(tx, ctx.guichetId, id)), { source, revision, page })
      : undefined
    const travail = sien ? await demander(sien) : premier
    if (!travail.ok) return err({ motif: 'travail', refus: travail.error })
    if (!travail.value.ok) return err({ motif: 'geste', refus: travail.value.error })
    const modifie = travail.value.value
    if (modifie.texte === source) return ok({ ...modifie, revision, par })
    const dit = [...new Set(modifie.dit)].join(', ')
    const { texte: apres, retraits } = modifie
    if (await enTransaction(ctx, tx => garder(tx, ctx, { id, revision, avant: source, apres, lieu, dit, retraits, auFil, page })))
      return ok({ ...modifie, revision: revision + 1, par })
  }
  return err({ motif: 'occupe' })
}
