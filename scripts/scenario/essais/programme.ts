import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lireAppel } from '../../../src/features/appels/lire-appel.ts'
import { montantTotal } from '../../../src/features/cahier/index.ts'
import { etape, secondes, verifierJournal } from '../commande.ts'
import { creerMonde, ouvrirProgramme } from '../monde.ts'
import { Surprise } from '../visiteur.ts'
import { cadreDe, personasDe } from './cadre.ts'
import { jouerAppel } from './jouer.ts'
import { ecrireSirene, horsReferentiel } from './sirene.ts'

/** The file of a call: one of a folder of the repository, by its slug, or a path. */
export function fichierDe(nom: string): string {
  const possibles = [nom, join(nom, 'appel.yml'), join('appels', nom, 'appel.yml'), join('appels-exemples', nom, 'appel.yml')]
  const trouve = possibles.find(f => f.endsWith('.yml') && existsSync(f))
  if (!trouve) throw new Surprise('trouver l’appel', nom, `aucun de ces fichiers\u00a0: ${possibles.join(', ')}`)
  return trouve
}

/** A call that has passed the check, with its text. */
export function chargerAppel(fichier: string) {
  const source = readFileSync(fichier, 'utf8')
  const lu = lireAppel(source, fichier)
  if (!lu.ok) throw new Surprise('lire l’appel', fichier, lu.error.map(e => `${e.ligne}:${e.colonne} ${e.champ} ${e.message}`).join('\n  '))
  const cites = Object.values(lu.value.antecedents)
  if (cites.length > 0)
    throw new Surprise(
      'jouer l’appel',
      fichier,
      `il cite d’autres appels du guichet (${cites.join(', ')})\u00a0: le guichet d’essai n’a que le sien`,
    )
  return { appel: lu.value, source }
}

/** The built program, in demonstration of this call, on a folder of its own that is removed at the end. */
export async function ouvrirEssais(nom: string) {
  const fichier = fichierDe(nom)
  const { appel, source } = chargerAppel(fichier)
  const { demonstration, guichet } = cadreDe(appel, resolve(fichier))
  const programme = await ouvrirProgramme({ 'demonstration.yml': demonstration, 'guichet.yml': guichet }, chemin => ({
    GUICHET_DEMONSTRATION: chemin('demonstration.yml'),
    GUICHET_CONFIG: chemin('guichet.yml'),
  }))
  const structures = horsReferentiel(appel)
  if (structures.length > 0)
    execFileSync(process.execPath, ['scripts/structures-importer.ts', ...ecrireSirene(programme.racine, structures)], {
      env: { PATH: process.env.PATH, GUICHET_DONNEES: programme.donnees },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const joue = { slug: appel.slug, source, montant: montantTotal(appel) }
  return { ...creerMonde(programme, joue, personasDe(appel)), ...programme, cahier: appel }
}

/** Plays a call as `npm run scenario -- --appel` does: what it says at the end, on one line. */
export async function jouerCommande(m: Awaited<ReturnType<typeof ouvrirEssais>>) {
  const fait = await jouerAppel(m, m.cahier, etape)
  const journal = await etape(
    'Journal vérifié',
    async () => verifierJournal(m.donnees),
    texte => `\u00a0: ${texte}`,
  )
  const { pdf, requetes } = m.bilan
  const resume = { ...fait, pdf, courriels: m.boite.nombre(), journal: { verifie: journal.includes('intacte') }, duree_s: secondes() }
  console.log(`${pdf} PDF lus, ${resume.courriels} courriels, ${requetes} requêtes, ${resume.duree_s} s.`)
  return resume
}
