import { setTimeout as attente } from 'node:timers/promises'
import { paths } from '../../src/paths.ts'
import { type Corps, caches, Surprise, texteDe, type Visiteur } from './visiteur.ts'

const DELAI_MS = 90_000
/** Asks again, until it has an answer, what a job of the product is doing. */
export async function attendreQue<T>(lire: () => Promise<T | undefined>, quoi: string, adresse: string): Promise<T> {
  const limite = performance.now() + DELAI_MS
  while (performance.now() < limite) {
    const fini = await lire()
    if (fini !== undefined) return fini
    await attente(250)
  }
  throw new Surprise(quoi, adresse, `rien au bout de ${DELAI_MS / 1000} s`)
}

/** One act for many dossiers: prepared, asked, followed until it ends; every dossier must have accepted it. */
export async function acteGroupe(v: Visiteur, acte: string, dossiers: readonly string[], parametres: (page: string) => Corps = () => ({})) {
  const quoi = `${acte.replaceAll('_', ' ')} ${dossiers.length} dossiers`
  const { page } = await v.envoyer(paths.instruction.preparationActe, { acte, dossier: [...dossiers] }, `préparer\u00a0: ${quoi}`, 200)
  const corps = { ...caches(page), acte, nombre: String(dossiers.length), dossier: [...dossiers], ...parametres(page) }
  const { vers } = await v.envoyer(paths.instruction.actes, corps, quoi)
  const compte = await attendreQue(
    async () => {
      const texte = texteDe(await v.lire(vers, `suivre\u00a0: ${quoi}`))
      return texte.includes('Compte rendu complet') ? texte : undefined
    },
    quoi,
    vers,
  )
  const [, faits, refuses] = /(\d+) faits?(?:, (\d+) refusés?)? sur \d+/.exec(compte) ?? []
  if (refuses || Number(faits) !== dossiers.length) throw new Surprise(`${v.nom}\u00a0: ${quoi}`, vers, compte.slice(0, 1500))
}

/** What a list of choices of a page offers, by its label, and what is chosen. */
export function choixDe(html: string, nom: string) {
  const liste = new RegExp(`<select[^>]*name="${nom}"[^>]*>([\\s\\S]*?)</select>`).exec(html)?.[1] ?? ''
  return [...liste.matchAll(/<option([^>]*)>([\s\S]*?)<\/option>/g)].map(([, attributs = '', libelle = '']) => ({
    valeur: /value="([^"]*)"/.exec(attributs)?.[1] ?? '',
    libelle: texteDe(libelle),
    choisi: /\bselected\b/.test(attributs),
  }))
}
