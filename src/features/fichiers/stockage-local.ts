import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { creerAttente } from './attente.ts'
import { ecrireBloc } from './ecrire-bloc.ts'
import { type Stockage, verifierCle } from './stockage.ts'

const ANNEE = /^\d{4}$/
const PARTIEL = '.partiel'

/**
 * Files of one folder: written aside, flushed, then renamed, so that a crash leaves no half file under a key. Uploads that wait for their end
 * are in `racine/attente`.
 */
export function creerStockage(racine: string): Stockage {
  const chemin = (cle: string) => join(racine, verifierCle(cle))
  return {
    attente: creerAttente(join(racine, 'attente')),
    async ecrire(cle, contenu, signal) {
      const cible = chemin(cle)
      const partiel = cible + PARTIEL
      await mkdir(dirname(cible), { recursive: true })
      try {
        await ecrireTout(partiel, contenu, signal)
        await rename(partiel, cible)
        await fixer(dirname(cible))
      } catch (e) {
        await rm(partiel, { force: true })
        throw e
      }
    },
    lire: cle => createReadStream(chemin(cle)),
    supprimer: cle => rm(chemin(cle), { force: true }),
    async *lister() {
      for await (const { nom, chemin: fichier } of fichiers(racine))
        if (!nom.endsWith(PARTIEL)) yield { cle: nom, ecritLe: (await stat(fichier)).mtime }
    },
    async nettoyer(avant) {
      let n = 0
      for await (const { nom, chemin: fichier } of fichiers(racine)) {
        if (!nom.endsWith(PARTIEL) || (await stat(fichier)).mtime >= avant) continue
        await rm(fichier, { force: true })
        n++
      }
      return n
    },
  }
}

async function ecrireTout(chemin: string, contenu: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
  const fichier = await open(chemin, 'w')
  try {
    let position = 0
    for await (const bloc of contenu) {
      signal?.throwIfAborted()
      await ecrireBloc(fichier, bloc, position)
      position += bloc.length
    }
    signal?.throwIfAborted()
    await fichier.sync()
  } finally {
    await fichier.close()
  }
}

/** Every file of the folders by year, those being written as well. */
async function* fichiers(racine: string) {
  for (const annee of await readdir(racine).catch(() => []))
    if (ANNEE.test(annee))
      for (const f of await readdir(join(racine, annee))) yield { nom: `${annee}/${f}`, chemin: join(racine, annee, f) }
}

/** Flushes a folder: a name that has just been given outlives a power cut. */
async function fixer(dossier: string) {
  const d = await open(dossier, 'r')
  try {
    await d.sync()
  } finally {
    await d.close()
  }
}
