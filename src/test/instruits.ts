import type { Role } from '../contexte.ts'
import { paths } from '../paths.ts'
import { deposer, dossierPret, lisible, publier } from './vico.ts'
import { openWorld, type World } from './world.ts'

const VOLETS = ['volet_1', 'volet_2', 'volet_3']

/** After the relevé: a commune of Corse-du-Sud that files (volet 3), the référents who may read its dossiers, those who may not. `changer`: what the call is changed to. */
export async function ouvrirInstruction(changer?: Parameters<typeof publier>[1]) {
  const w = await openWorld()
  await publier(w, changer)
  const agent = (nom: string, role: Role['role'], departements: string[] = [], volets: string[] = []) =>
    w.compte({ nom, roles: [{ role, departements, volets }] })
  const personnes = {
    porteur: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
    referent: await agent('Référent de la Corse-du-Sud', 'referent_departemental', ['2A'], VOLETS),
    collegue: await agent('Seconde référente de la Corse-du-Sud', 'referent_departemental', ['2A'], VOLETS),
    ailleurs: await agent('Référente de la Haute-Corse', 'referent_departemental', ['2B'], VOLETS),
    regional: await agent('Référente régionale', 'referent_regional', [], ['volet_4']),
    administratrice: await agent('Administratrice', 'administrateur'),
  }
  /** A dossier of Vico, filed on the 13th of September and collected. `autres`: what else is answered, by étape. */
  const dossier = async ({ releve = true, autres }: { releve?: boolean; autres?: Parameters<typeof dossierPret>[2] } = {}) => {
    w.regler('2021-09-13T10:00:00')
    const id = await dossierPret(w, personnes.porteur.cookie, autres)
    await deposer(w, personnes.porteur.cookie, id)
    if (releve) await w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [id])
    w.regler('2021-09-28T15:12:00')
    return id
  }
  /** The same, analysed by its référent and brought to the comité through the pages. `champs` of the report: see `analyser`. */
  const dossierAuComite = async (champs: Champs = {}) => {
    const id = await dossier()
    for (const [quoi, r] of [
      ['analyse', await analyser({ w, referent: personnes.referent }, id, champs)],
      ['comité', await w.post(paths.instruction.comite(id), {}, personnes.referent.cookie)],
    ] as const)
      if (r.status !== 303) throw new Error(`${quoi}: ${r.status} ${await lisible(r)}`)
    return id
  }
  return { w, ...personnes, dossier, dossierAuComite }
}
export type MondeInstruction = Awaited<ReturnType<typeof ouvrirInstruction>>

type Champs = Record<string, string | string[]>
/** What a browser would send back of a form: what its hidden fields hold. */
export const caches = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(x => [x[1]!, x[2]!]))

/** Writes and finishes the report of a dossier, through its page: each criterion at the second degree, three quarters of the base. */
export async function analyser({ w, referent }: { w: World; referent: { cookie: string } }, id: string, champs: Champs = {}) {
  const html = await (await w.get(paths.instruction.analyse(id), referent.cookie)).text()
  const criteres = new Set([...html.matchAll(/name="(critere\.[a-z0-9_]+)"/g)].map(x => x[1]!))
  const lignes = [...html.matchAll(/name="ligne" value="(\d+)"(?![^>]*disabled)/g)].map(x => x[1]!)
  const corps = {
    ...Object.fromEntries([...criteres].map(c => [c, '1'])),
    avis: 'favorable',
    ligne: lignes,
    taux: '75',
    calcule: 'montant',
  }
  return w.post(paths.instruction.finAnalyse(id), { ...caches(html), ...corps, ...champs }, referent.cookie)
}

/** The row of the inbox. */
export const ligneDe = (w: World, id: string) =>
  w.auGuichet(tx => tx.selectFrom('instruction').selectAll().where('dossier_id', '=', id).executeTakeFirstOrThrow())
/** What the journal says of a dossier, the acts of the service only. */
export const actesDe = async (w: World, id: string) =>
  (await w.journal())
    .filter(e => e.objet_id === id && e.action.startsWith('instruction.'))
    .map(e => ({ action: e.action, ...(e.donnees as object) }))
