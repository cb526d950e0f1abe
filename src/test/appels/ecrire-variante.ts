import { readFileSync } from 'node:fs'
import { sourcePublique } from '../../features/essais/index.ts'

/** Without its test dossiers: they name rules that a variant changes. */
export const lireSansEssais = (fichier: string) => sourcePublique(readFileSync(fichier, 'utf8'))!
export const FONDS = lireSansEssais('src/test/appels/fonds-departemental.yml')
export const VAGUES = lireSansEssais('src/test/appels/deux-vagues.yml')
export const FORFAIT = lireSansEssais('src/test/appels/forfait.yml')
export const COURT = lireSansEssais('src/test/appels/plan-court.yml')
export const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')

/** What is put at the head of groups of a call, as lines of YAML, and what is replaced in it (once each, and it must be there). */
export type Variante = {
  source?: string
  remplacer?: readonly [avant: string, apres: string][]
  parametres?: string
  calculs?: string
  regles?: string
}

export function ecrireVariante({ source = FONDS, remplacer = [], ...groupes }: Variante): string {
  const remplacee = remplacer.reduce((s, [avant, apres]) => {
    if (!s.includes(avant)) throw new Error(`« ${avant} » is not in the call`)
    return s.replace(avant, () => apres)
  }, source)
  return Object.entries(groupes).reduce(
    (s, [groupe, lignes]) => s.replace(new RegExp(`^${groupe}:\n`, 'm'), t => `${t}${lignes?.replace(/^(?=.)/gm, '  ')}\n`),
    remplacee,
  )
}
