import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { paths } from '../../src/paths.ts'
import { dossierTemporaire } from '../../src/test/dossiers.ts'
import { lancer } from '../../src/test/programme.ts'
import { lireAppelDuFichier } from './appel.ts'
import { ouvrirBoite } from './boite-aux-lettres.ts'
import { type Bilan, creerVisiteur, incarner, type Transport, type Visiteur } from './visiteur.ts'

export const DEMONSTRATION = 'demonstration/itn7-axe3-corse-2021.yml'
/** The call is announced, nobody can file yet. */
const DEBUT = '2021-06-15T09:00:00'

export type Persona = { id: string; nom: string; courriel: string; structure?: string | undefined }
/** What every run needs to know of the call that it plays: its envelopes in cents. */
export type AppelJoue = { slug: string; source: string; montant: number }
type Acces = {
  url: string
  transport?: Transport
  /** Does what the product does by itself, where no process of its own does it. */
  travailler?: () => Promise<unknown>
}

/** The people around a product that runs in demonstration: visitors, personas, the mailbox, the clock. */
export function creerMonde<A extends AppelJoue>({ url, transport, travailler = async () => {} }: Acces, appel: A, personas: Persona[]) {
  const bilan: Bilan = { requetes: 0, pdf: 0 }
  let adresses = 0
  const visiteur = (nom: string) => creerVisiteur(url, bilan, nom, `198.18.${adresses >> 8}.${++adresses & 255}`, transport)
  const horloger = visiteur('Horloge')
  const boite = ouvrirBoite(visiteur('Boîte aux lettres'))
  const entres = new Map<string, Promise<Visiteur>>()
  return {
    bilan,
    boite,
    visiteur,
    personas,
    appel,
    travailler,
    /** Somebody of the demonstration, signed in once. */
    persona: (id: string) => {
      const connu = entres.get(id) ?? incarner(visiteur(id), id)
      entres.set(id, connu)
      return connu
    },
    /** Puts the clock of the demonstration at this instant; without `courrier` nothing is read after it, so that the next act is of its second. */
    regler: async (instant: Date | string, { courrier = true } = {}) => {
      await horloger.envoyer(
        paths.demo.horloge,
        { instant: typeof instant === 'string' ? instant : instant.toISOString() },
        'régler l’horloge',
      )
      if (courrier) await boite.relever()
    },
  }
}
export type MondeCommun = ReturnType<typeof creerMonde<AppelJoue>>

/** The product, started on a free port with its own folder; `fichiers`, written in it under these names, whose paths are given to `reglages`. */
export async function ouvrirProgramme(
  fichiers: Record<string, unknown>,
  reglages: (chemin: (nom: string) => string) => Record<string, string>,
) {
  const racine = dossierTemporaire()
  const donnees = join(racine, 'donnees')
  const chemin = (nom: string) => join(racine, nom)
  for (const [nom, contenu] of Object.entries(fichiers)) writeFileSync(chemin(nom), stringify(contenu))
  const effacer = () => rmSync(racine, { recursive: true, force: true })
  const env = { GUICHET_DONNEES: donnees, PROXY_DE_CONFIANCE: '127.0.0.1', HOTE: '127.0.0.1', ...reglages(chemin) }
  const programme = await lancer(env).catch(e => {
    effacer()
    throw e
  })
  const fermer = async () => {
    await programme.arreter()
    effacer()
  }
  return { url: programme.url, donnees, racine, sortie: programme.sortie, fermer }
}

/** The personas of the demonstration, its call alone, and no dossier. */
export async function ouvrirMonde() {
  const { deux_temps: _, ...jeu } = parse(readFileSync(DEMONSTRATION, 'utf8')) as Record<string, unknown>
  const programme = await ouvrirProgramme({ 'demonstration.yml': { ...jeu, horloge: DEBUT, dossiers: [] } }, chemin => ({
    GUICHET_DEMONSTRATION: chemin('demonstration.yml'),
  }))
  return { ...creerMonde(programme, lireAppelDuFichier(String(jeu.appel)), jeu.personas as Persona[]), ...programme }
}
export type Monde = Awaited<ReturnType<typeof ouvrirMonde>>
