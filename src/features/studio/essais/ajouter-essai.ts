import { confierEssais } from '../../../atelier/essais.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { enregistrer } from '../enregistrer.ts'
import type { EssaiEcrit } from './ajouter.ts'
import type { RefusEssai } from './changer-attente.ts'
import type { FauteVue } from './joues.ts'

/** `fautes`: what the checker says of the test dossier itself. */
export type RefusAjout = RefusEssai | { motif: 'fautes'; fautes: readonly FauteVue[] }

/** Two people at once: whoever comes second is put after the first. */
const TOURS = 4

/** Adds a test dossier to a draft, after the others, under a code of its own. */
export async function ajouterEssai(
  ctx: ContexteActeur,
  { id, essai }: { id: string; essai: EssaiEcrit },
): Promise<Result<{ code: string }, RefusAjout>> {
  for (let tour = 0; tour < TOURS; tour++) {
    const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, id))
    if (!brouillon) return err({ motif: 'introuvable' })
    const { source, revision } = brouillon
    const travail = await confierEssais('ajouterEssai', { source, essai }, { pour: ctx.acteur.compteId })
    if (!travail.ok) return err({ motif: 'travail', refus: travail.error })
    if (!travail.value.ok) return err({ motif: 'fautes', fautes: travail.value.error })
    const r = await enregistrer(ctx, { id, revision, lieu: '/essais', saisies: [], gestes: [travail.value.value] })
    if (r.ok) return ok({ code: travail.value.value.code })
    if (r.error.motif !== 'geste' || r.error.refus !== 'deplace') return r
  }
  return err({ motif: 'occupe' })
}
