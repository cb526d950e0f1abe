import { aRole, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type AppelPublie, appelPublie } from '../../appels/index.ts'
import { ecrireAnnonce } from './annoncer.ts'
import { relevesFaits } from './releve.queries.ts'
import { aLaMain, estLeDernier, type VagueARelever, vaguesARelever } from './releve.rules.ts'
import { type Releve, relever } from './relever.ts'

export type RefusReleve =
  | { motif: 'introuvable' }
  | { motif: 'pas_encore'; prevuLe: Date }
  /** Done by hand, a relevé says when the next one is. */
  | { motif: 'suivant_manque' }
  | { motif: 'suivant_passe' }
/** What was done; `rien`: the relevé had been done, and nobody has filed since. */
export type ReleveALaMain = Releve['genre'] | 'rien'
/** `suivant`: when the next relevé is, announced with this one. */
export type DemandeReleve = { slug: string; vague: string; suivant?: Date | undefined }

/** The relevé of a wave by the hand of an administrateur, who does not wait for the guichet to do it: never before its instant, and once. */
export const releverMaintenant = (ctx: ContexteActeur, d: DemandeReleve): Promise<Result<ReleveALaMain, RefusReleve>> =>
  enTransaction(ctx, async tx => {
    const publie = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    const vague = publie && vaguesARelever(publie.appel, ctx.instant).find(v => v.code === d.vague)
    if (!publie || !vague) return err({ motif: 'introuvable' })
    if (ctx.instant < vague.prevuLe) return err({ motif: 'pas_encore', prevuLe: vague.prevuLe })
    const deja = (await relevesFaits(tx, ctx.guichetId, publie.appelId)).has(vague.code)
    const refus = deja ? undefined : refusDuSuivant(ctx, publie, vague, d.suivant)
    if (refus) return err(refus)
    const fait = await relever(tx, ctx, publie, vague)
    if (fait?.genre === 'releve' && aLaMain(publie.appel) && d.suivant && !estLeDernier(publie.appel, vague))
      await ecrireAnnonce(tx, ctx, publie, d.suivant)
    return ok(fait?.genre ?? 'rien')
  })

/** By hand, the next one is fixed and published with this one, unless nothing can be filed any more. */
function refusDuSuivant(ctx: ContexteActeur, { appel }: AppelPublie, v: VagueARelever, suivant: Date | undefined): RefusReleve | undefined {
  if (!aLaMain(appel) || estLeDernier(appel, v)) return undefined
  if (!suivant) return { motif: 'suivant_manque' }
  return suivant <= ctx.instant ? { motif: 'suivant_passe' } : undefined
}
