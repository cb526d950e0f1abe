import { type Contexte, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { type AppelPublie, appelPublie, appelsPublies } from '../appels/index.ts'
import { aRepartir } from '../enveloppes/index.ts'
import { journaliser } from '../journal/index.ts'
import { lireLaureats } from '../laureats/index.ts'
import { direLaFermeture } from './dire.ts'
import { motifEpuisement, pasAvantRond, refusDeFermer } from './fermetures.rules.ts'
import { verrouDeLAppel } from './verrou.queries.ts'

/**
 * Closes by itself, after its notice, a call of which less is left than the amount published with it. What is left counts the aids whose letter was sent, and no
 * decision that was not told. A call that somebody opened again is closed by an act alone. Returns how many were closed.
 */
export async function fermerEpuises({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const appels = await enTransaction(ctx, tx => appelsPublies(tx, guichetId))
  let fermes = 0
  for (const { appel } of appels)
    if (appel.calendrier.seuil_fermeture !== undefined && !appel.calendrier.avis)
      if (await enTransaction(ctx, tx => fermerSiEpuise(tx, ctx, appel.slug))) fermes++
  return fermes
}

async function fermerSiEpuise(tx: Tx, ctx: Contexte, slug: string): Promise<boolean> {
  const connu = await appelPublie(tx, ctx.guichetId, slug)
  if (!connu) return false
  await verrouDeLAppel(tx, ctx.guichetId, connu.appelId)
  const publie = (await appelPublie(tx, ctx.guichetId, slug)) ?? connu
  const { appel, appelId } = publie
  const { seuil_fermeture: seuil, avis } = appel.calendrier
  const le = pasAvantRond(appel, ctx.instant)
  if (seuil === undefined || avis || refusDeFermer(appel, le, ctx.instant)) return false
  const reste = await resteAAnnoncer(tx, ctx.guichetId, publie)
  if (reste >= seuil) return false
  const motif = motifEpuisement(reste, seuil)
  const id = nouvelId()
  await tx
    .insertInto('fermeture')
    .values({ id, guichet_id: ctx.guichetId, appel_id: appelId, ferme_le: le, motif, publiee_le: ctx.instant })
    .execute()
  const prevenus = await direLaFermeture(tx, ctx, publie, id, { le, motif })
  await journaliser(tx, ctx, 'appel.fermeture', appelId, { ferme_le: le.toISOString(), motif, prevenus, reste, seuil })
  return true
}

/** What the envelopes hold and do not keep back, less the aids that were told. Cents. */
async function resteAAnnoncer(tx: Tx, guichetId: string, publie: AppelPublie): Promise<number> {
  const total = await aRepartir(tx, guichetId, publie.appelId, publie.appel)
  const annonces = (await lireLaureats(tx, guichetId, publie.appelId, { gardees: true })).reduce((s, l) => s + l.aide, 0)
  return total - annonces
}
