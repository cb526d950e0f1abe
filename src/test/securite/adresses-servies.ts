import { nouvelId } from '../../contexte.ts'
import type { World } from '../world.ts'

export type AdresseServie = { methode: string; chemin: string }
const sansMotif = (chemin: string) => chemin.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '')

/** Every address that the application serves, as its router knows them: « /dossiers/:id ». */
export const adressesServies = (w: World): AdresseServie[] => {
  const toutes = w.app.routes
    .filter(r => r.method !== 'ALL' && !r.path.includes('*'))
    .map(r => ({ methode: r.method, chemin: sansMotif(r.path) }))
  return [...new Map(toutes.map(r => [nomAdresse(r), r])).values()]
}
export const nomAdresse = (r: AdresseServie) => `${r.methode} ${r.chemin}`

/** An address with its parameters filled in; one that is not given is an identifier that nothing has. */
export const remplie = (chemin: string, valeurs: Record<string, string>) =>
  chemin.replace(/:([a-z_]+)/g, (_t, nom: string) => valeurs[nom] ?? nouvelId())
