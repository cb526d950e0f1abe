import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../../src/paths.ts'
import { dossierTemporaire } from '../../src/test/dossiers.ts'
import { type FichierOffert, fichiersOfferts, formeDe } from '../../src/test/fichiers-offerts.ts'
import { lancer } from '../../src/test/programme.ts'
import { allerAuMoment, entrer, poster } from '../demonstration.ts'

export const SLUG = 'itn7-axe3-corse-2021'
export type Recolte = { chemin: string; forme: string; fichier: string; par: string }

/** One of each role: the other référents and members are offered the same kinds of files. */
const PERSONAS = ['porteur-commune', 'porteur-epci', 'partenaire-commune', 'referent-2a', 'administrateur', 'lecteur']
const MOMENT = '2022-01-18T09:00'

/**
 * The demonstration at « Premier bilan », in a program of its own, and every file that it offers to anybody and to each persona. The same bytes are taken
 * once.
 */
export async function recolter(dire: (mot: string) => void): Promise<{ fichiers: Recolte[]; fautes: string[]; effacer: () => void }> {
  const racine = dossierTemporaire()
  const effacer = () => rmSync(racine, { recursive: true, force: true })
  // nobody waits in front of it, and the machine may do other things
  const programme = await lancer({ GUICHET_DONNEES: join(racine, 'donnees'), HOTE: '127.0.0.1' }, undefined, { delaiMs: 600_000 }).catch(
    e => {
      effacer()
      throw e
    },
  )
  try {
    dire('La démonstration va à « Premier bilan »')
    await allerAuMoment(programme.url, { instant: MOMENT, suite: 'bilan' })
    const fichiers: Recolte[] = []
    const fautes: string[] = []
    const vus = new Set<string>()
    const depot = join(racine, 'fichiers')
    mkdirSync(depot)
    const garder = (par: string) => (f: Pick<FichierOffert, 'chemin' | 'forme' | 'octets'>) => {
      const cle = `${f.forme} ${createHash('sha256').update(f.octets).digest('hex')}`
      if (vus.has(cle)) return
      vus.add(cle)
      const fichier = join(depot, String(fichiers.length))
      writeFileSync(fichier, f.octets)
      fichiers.push({ chemin: f.chemin, forme: f.forme, fichier, par })
    }
    for (const par of ['', ...PERSONAS]) {
      const cookie = par ? (await entrer(programme.url, par)).cookie : ''
      const lire = (chemin: string) => fetch(programme.url + chemin, { redirect: 'manual', headers: { cookie } })
      const depart = [paths.accueil, paths.appels.liste, paths.donneesOuvertes.accueil, paths.planDuSite]
      const lu = await fichiersOfferts(lire, par ? [...depart, paths.espace, paths.compte.voir] : depart, garder(par || 'sans compte'))
      fautes.push(...lu.fautes.map(f => `${par || 'sans compte'} : ${f}`))
      // what a button gives
      const boutons =
        par === 'administrateur' ? [paths.conservation.archiveZip(SLUG)] : par.startsWith('porteur') ? [paths.conservation.export] : []
      for (const chemin of boutons) {
        const r = await poster(programme.url, chemin, {}, cookie)
        if (r.status === 200) garder(par)({ chemin: `${chemin}#.zip`, forme: formeDe(chemin), octets: Buffer.from(await r.arrayBuffer()) })
        else fautes.push(`${par} : ${chemin} : ${r.status}`)
      }
      dire(`${par || 'Sans compte'}\u00a0: ${lu.pages} adresses lues`)
    }
    return { fichiers, fautes, effacer }
  } catch (e) {
    effacer()
    throw e
  } finally {
    await programme.arreter()
  }
}
