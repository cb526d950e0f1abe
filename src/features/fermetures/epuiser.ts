import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { appelPublie, appelsPublies } from '../appels/index.ts'
import { seuilsDeFermeture } from '../cahier/index.ts'
import { restesPublics } from '../enveloppes/index.ts'
import { motifEpuisement, pasAvantRond, refusDeFermer } from './fermetures.rules.ts'
import { inscrireFermeture } from './inscrire.ts'
import { verrouDeLAppel } from './verrou.queries.ts'

/**
 * Closes by itself, after its notice, a call of which less is left than the amount published with it, or the share of which less is left than its own. What is left counts the aids
 * whose letter was sent, and no decision that was not told. What somebody opened again is closed by an act alone. Returns how many notices were published.
 */
export async function fermerEpuises({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const appels = await enTransaction(ctx, tx => appelsPublies(tx, guichetId))
  let fermes = 0
  for (const { appel } of appels)
    for (const { part } of appel.calendrier.avis ? [] : seuilsDeFermeture(appel))
      if (!part?.avis && (await enTransaction(ctx, tx => fermerSiEpuise(tx, ctx, appel.slug, part?.code)))) fermes++
  return fermes
}

async function fermerSiEpuise(tx: Tx, ctx: Contexte, slug: string, code: string | undefined): Promise<boolean> {
  const connu = await appelPublie(tx, ctx.guichetId, slug)
  if (!connu) return false
  await verrouDeLAppel(tx, ctx.guichetId, connu.appelId)
  const publie = (await appelPublie(tx, ctx.guichetId, slug)) ?? connu
  const { appel, appelId } = publie
  const dit = seuilsDeFermeture(appel).find(s => s.part?.code === code)
  const le = pasAvantRond(appel, ctx.instant)
  if (!dit || appel.calendrier.avis || dit.part?.avis || refusDeFermer(appel, le, ctx.instant)) return false
  if (dit.part && (await rouverte(tx, ctx.guichetId, appelId, dit.part.code))) return false
  const restes = (await restesPublics(tx, ctx.guichetId, publie)).filter(e => !dit.part || e.code === dit.part.code)
  const reste = restes.reduce((t, e) => t + e.reste, 0)
  // a share that a version added, and that nobody has opened yet, is not empty
  if (restes.length === 0 || reste >= dit.seuil) return false
  const motif = motifEpuisement(reste, dit.seuil, dit.part !== undefined)
  await inscrireFermeture(tx, ctx, publie, { le, motif, part: dit.part }, { reste, seuil: dit.seuil })
  return true
}

/** Whether the notice of this share was once taken back. */
const rouverte = async (tx: Tx, guichetId: string, appelId: string, enveloppe: string) =>
  (await tx
    .selectFrom('fermeture_part')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('enveloppe', '=', enveloppe)
    .where('rouverte_le', 'is not', null)
    .limit(1)
    .executeTakeFirst()) !== undefined
