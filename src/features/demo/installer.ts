import { readFileSync } from 'node:fs'
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { appelDeVersion, appelsPublies, publierFichier } from '../appels/index.ts'
import { type Avancer, jouerDossiers } from './dossiers-inventes.ts'
import { lireJeu } from './jeu.ts'
import { installerPersonas } from './personas.ts'

/** How long before the opening the call is published in the demonstration. */
const PUBLICATION_AVANT_MS = 21 * 86_400_000

/**
 * Fills an empty guichet with the demonstration: the call published, one account per persona, the invented dossiers, each act done by the feature
 * that owns it, at its own past instant. Does nothing when a call is there.
 */
export async function installerDemonstration(d: Deps, avancer: Avancer = () => {}): Promise<void> {
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant: d.horloge.maintenant() }
  if ((await enTransaction(ctx, tx => appelsPublies(tx, d.guichetId))).length > 0) return
  const jeu = lireJeu(d.config.GUICHET_DEMONSTRATION)
  const debut = new Date(Math.min(...jeu.dossiers.map(x => x.cree.getTime()), jeu.horloge.getTime()) - PUBLICATION_AVANT_MS)
  // whoever publishes comes first; the others are given their roles on the call, once it is there
  const administrateurs = jeu.personas.filter(p => p.role === 'administrateur')
  const [administrateur = null] = [...(await installerPersonas(ctx, { ...jeu, personas: administrateurs }, debut)).values()]
  const publie = await enTransaction(ctx, tx =>
    publierFichier(tx, { ...ctx, acteur: administrateur, instant: debut }, readFileSync(jeu.appel, 'utf8')),
  )
  if (!publie.ok) throw new Error(`demonstration: ${jeu.appel}: ${JSON.stringify(publie.error)}`)
  const acteurs = [...(await installerPersonas(ctx, jeu, debut)).values()]
  const appel = (await enTransaction(ctx, tx => appelDeVersion(tx, d.guichetId, publie.value.versionId, 1)))!.appel
  await jouerDossiers(d, jeu, appel, acteurs, avancer)
}
