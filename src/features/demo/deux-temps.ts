import { readFileSync } from 'node:fs'
import { type Acteur, type Contexte, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { appelDeVersion, publierFichier } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import { deposerDossier } from '../depot/index.ts'
import { releverVagues } from '../instruction/index.ts'
import { annoncer, repondre } from '../preselections/index.ts'
import { dossierInvente } from './actes-inventes.queries.ts'
import { acteurDe, type Geste, gestesDesDossiers, joindre, preparerPieces, remplir, reussi } from './dossiers-inventes.ts'
import type { DeuxTemps, Jeu } from './jeu.ts'
import { installerPersonas } from './personas.ts'

export type DeuxTempsPose = readonly Geste[]
type Dossier = DeuxTemps['dossiers'][number]
type Suite = { d: Deps; acteurs: readonly Acteur[]; second: Appel }

/** Publishes the call in two stages and makes its people; gives what they do then, each at its instant: intentions, their relevé, the answers, the second forms. */
export async function poserDeuxTemps(d: Deps, jeu: Jeu, x: DeuxTemps, admin: Acteur): Promise<DeuxTempsPose> {
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant: x.publie }
  const parAdmin = (instant: Date): ContexteActeur => ({ ...ctx, acteur: admin, instant })
  const publie = reussi(await enTransaction(ctx, tx => publierFichier(tx, parAdmin(x.publie), readFileSync(x.appel, 'utf8'))), x.appel)
  const lu = (await enTransaction(ctx, tx => appelDeVersion(tx, d.guichetId, publie.versionId, 1)))!
  const acteurs = [...(await installerPersonas(ctx, jeu, x.publie, x.slug)).values()]
  const second = lu.appel.second!
  const complets = x.dossiers.flatMap(dossier => (dossier.complet ? completer({ d, acteurs, second }, dossier, dossier.complet) : []))
  return [
    ...(await gestesDesDossiers(d, x, lu.appel, acteurs)),
    { instant: x.releve, faire: async () => void (await releverVagues(d, x.releve)) },
    { instant: x.reponses, faire: () => repondreATous(d, x, parAdmin(x.reponses), lu.appelId) },
    { instant: x.annonce, faire: async () => void reussi(await annoncer(parAdmin(x.annonce), d.config, { slug: x.slug }), x.slug) },
    ...complets,
  ]
}

/** Who wrote a dossier, and which it is. */
async function connu(d: Deps, dossier: Dossier, acteurs: readonly Acteur[]): Promise<{ acteur: Acteur; id: string }> {
  const acteur = await acteurDe(d, dossier, acteurs)
  const structureId = acteur.structures[0]!.id
  const id = await enTransaction(d, tx => dossierInvente(tx, d.guichetId, { structureId, cree: dossier.cree }))
  if (id === undefined) throw new Error(`demonstration: ${dossier.titre}: not there`)
  return { acteur, id }
}

async function repondreATous(d: Deps, { dossiers }: DeuxTemps, ctx: ContexteActeur, appelId: string) {
  const lignes = []
  for (const x of dossiers)
    if (x.reponse) lignes.push({ id: (await connu(d, x, [])).id, reponse: x.reponse.sens, motif: x.reponse.motif, vu: 0 })
  reussi(await repondre(ctx, { appelId, lignes }), 'réponses')
}

/** The second form of whoever passed, as far as they went. */
function completer({ d, acteurs, second }: Suite, intention: Dossier, complet: NonNullable<Dossier['complet']>): Geste[] {
  const { commence, depose, ...dit } = complet
  const dossier = { ...intention, ...dit, ressources: dit.ressources ?? intention.ressources }
  const avec = async (instant: Date, faire: (ctx: ContexteActeur, id: string, acteur: Acteur) => Promise<unknown>) => {
    const { acteur, id } = await connu(d, intention, acteurs)
    await faire({ db: d.db, guichetId: d.guichetId, acteur, instant }, id, acteur)
  }
  const pieces = preparerPieces(d, second, dossier)
  const deposer = (instant: Date): Geste => ({
    instant,
    faire: () =>
      avec(instant, async (ctx, dossierId) =>
        reussi(await deposerDossier(ctx, { dossierId, engagements: second.engagements.map(e => e.code) }), dossier.titre),
      ),
  })
  return [
    {
      instant: commence,
      faire: () =>
        avec(commence, async (ctx, id, acteur) => {
          const scene = { d, appel: second, acteur, dossier, pieces }
          await remplir(ctx, scene, id)
          await joindre(ctx, scene, id)
        }),
    },
    ...(depose ? [deposer(depose)] : []),
  ]
}
