import { readFileSync } from 'node:fs'
import { type Contexte, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { appelDeVersion, appelsPublies, publierFichier } from '../appels/index.ts'
import { differences, enregistrerReglages, lireReglages, marqueDe } from '../guichet/index.ts'
import { type DeuxTempsPose, poserDeuxTemps } from './deux-temps.ts'
import { type Avancer, gestesDesDossiers, jouerGestes } from './dossiers-inventes.ts'
import { lireDeuxTemps, lireJeu } from './jeu.ts'
import { installerPersonas } from './personas.ts'

/** How long before the opening the call is published in the demonstration. */
const PUBLICATION_AVANT_MS = 21 * 86_400_000

/**
 * Fills an empty guichet with the demonstration: the call published, one account per persona, the invented dossiers, each act done by the feature
 * that owns it, at its own past instant. Does nothing when a call is there. `deuxTemps`: with the call in two stages that the file names; tests that count the dossiers of the
 * other one leave it out.
 */
export async function installerDemonstration(d: Deps, avancer: Avancer = () => {}, { deuxTemps = false } = {}): Promise<void> {
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant: d.horloge.maintenant() }
  if ((await enTransaction(ctx, tx => appelsPublies(tx, d.guichetId))).length > 0) return
  const jeu = lireJeu(d.config.GUICHET_DEMONSTRATION)
  const debut = new Date(Math.min(...jeu.dossiers.map(x => x.cree.getTime()), jeu.horloge.getTime()) - PUBLICATION_AVANT_MS)
  // whoever publishes comes first; the others are given their roles on the call, once it is there
  const administrateurs = jeu.personas.filter(p => p.role === 'administrateur')
  const [administrateur = null] = [...(await installerPersonas(ctx, { ...jeu, personas: administrateurs }, debut)).values()]
  const autre = deuxTemps ? lireDeuxTemps(jeu) : undefined
  const pose: DeuxTempsPose | undefined = autre && administrateur ? await poserDeuxTemps(d, jeu, autre, administrateur) : undefined
  // what it did before the other call was there comes first: a journal goes with time
  await jouerGestes(pose?.filter(g => g.instant < debut) ?? [], () => {})
  const publie = await enTransaction(ctx, tx =>
    publierFichier(tx, { ...ctx, acteur: administrateur, instant: debut }, readFileSync(jeu.appel, 'utf8')),
  )
  if (!publie.ok) throw new Error(`demonstration: ${jeu.appel}: ${JSON.stringify(publie.error)}`)
  if (administrateur) await essayerUnReglage({ ...ctx, acteur: administrateur, instant: debut })
  const acteurs = [...(await installerPersonas(ctx, jeu, debut)).values()]
  const appel = (await enTransaction(ctx, tx => appelDeVersion(tx, d.guichetId, publie.value.versionId, 1)))!.appel
  await jouerGestes([...(await gestesDesDossiers(d, jeu, appel, acteurs)), ...(pose?.filter(g => g.instant >= debut) ?? [])], avancer)
}

/** A telephone number that was typed wrong, then right: what the history of the settings looks like. They are then those of the file. */
async function essayerUnReglage(ctx: ContexteActeur) {
  const justes = await enTransaction(ctx, tx => lireReglages(tx, ctx.guichetId))
  if (!justes) return
  const { guichet } = justes
  const faux = { ...guichet, service: { ...guichet.service, telephone: '04 65 71 00 99' } }
  for (const [i, [avant, apres]] of [[guichet, faux] as const, [faux, guichet] as const].entries())
    await enregistrerReglages(
      { ...ctx, instant: new Date(ctx.instant.getTime() + i * 180_000) },
      {
        section: 'service',
        revision: justes.revision + i,
        saisies: new Map([['service.telephone', apres.service.telephone]]),
        vue: marqueDe(differences(avant, apres)),
      },
      { annuairesPermis: [] },
    )
}
