import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { paths } from '../../src/paths.ts'
import { dossierTemporaire, lancer } from '../../src/test/programme.ts'
import { lireAppelDuFichier } from './appel.ts'
import { ouvrirBoite } from './boite-aux-lettres.ts'
import { type Bilan, creerVisiteur, incarner, type Visiteur } from './visiteur.ts'

export const DEMONSTRATION = 'demonstration/itn7-axe3-corse-2021.yml'
/** The call is announced, nobody can file yet. */
const DEBUT = '2021-06-15T09:00:00'

/** The product, started on a free port with its own folder: the personas of the demonstration, its call, and no dossier. */
export async function ouvrirMonde() {
  const racine = dossierTemporaire()
  const donnees = join(racine, 'donnees')
  const jeu = parse(readFileSync(DEMONSTRATION, 'utf8')) as Record<string, unknown>
  const demonstration = join(racine, 'demonstration.yml')
  writeFileSync(demonstration, stringify({ ...jeu, horloge: DEBUT, dossiers: [] }))
  const effacer = () => rmSync(racine, { recursive: true, force: true })
  const env = { GUICHET_DONNEES: donnees, GUICHET_DEMONSTRATION: demonstration, PROXY_DE_CONFIANCE: '127.0.0.1', HOTE: '127.0.0.1' }
  const programme = await lancer(env).catch(e => {
    effacer()
    throw e
  })
  const bilan: Bilan = { requetes: 0, pdf: 0 }
  let adresses = 0
  const visiteur = (nom: string) => creerVisiteur(programme.url, bilan, nom, `198.18.${adresses >> 8}.${++adresses & 255}`)
  const horloger = visiteur('Horloge')
  const boite = ouvrirBoite(visiteur('Boîte aux lettres'))
  const entres = new Map<string, Promise<Visiteur>>()
  return {
    donnees,
    bilan,
    boite,
    visiteur,
    personas: jeu.personas as { id: string; nom: string; courriel: string; structure?: string }[],
    appel: lireAppelDuFichier(String(jeu.appel)),
    /** Somebody of the demonstration, signed in once. */
    persona: (id: string) => {
      const connu = entres.get(id) ?? incarner(visiteur(id), id)
      entres.set(id, connu)
      return connu
    },
    /** Puts the clock of the demonstration at this instant. */
    regler: async (instant: Date | string) => {
      await horloger.envoyer(
        paths.demo.horloge,
        { instant: typeof instant === 'string' ? instant : instant.toISOString() },
        'régler l’horloge',
      )
      await boite.relever()
    },
    fermer: async () => {
      await programme.arreter()
      effacer()
    },
    sortie: programme.sortie,
  }
}
export type Monde = Awaited<ReturnType<typeof ouvrirMonde>>
