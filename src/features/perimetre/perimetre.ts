import type { Appel } from '../cahier/index.ts'
import type { Perimetre } from './perimetre.rules.ts'

/** « Haute-Corse », from the territories of the calls; the code itself when no call names it. */
export const nomDepartement = (code: string, appels: readonly Appel[]) =>
  appels.flatMap(a => a.territoire.departements ?? []).find(d => d.code === code)?.nom ?? code

/** A published call of the guichet. */
type Publie = { appelId: string; appel: Appel }

/** What the reader sees, in words: « Corse-du-Sud, volets 1, 2 et 3 »; with the names of the calls where the guichet has several. */
export const libellePerimetre = (ps: readonly Perimetre[], publies: readonly Publie[]): string =>
  ps.length > 0 ? ps.map(p => unPerimetre(p, publies)).join('\u202f; ') : 'aucun appel'

function unPerimetre(p: Perimetre, publies: readonly Publie[]): string {
  const siens = publies.filter(a => p.appels?.includes(a.appelId) ?? true)
  const avecVolet = siens.filter(a => a.appel.volets.some(v => p.volets?.includes(v.code) ?? true))
  const appels = (avecVolet.length > 0 ? avecVolet : siens).map(a => a.appel)
  const quoi = p.appels && publies.length > 1 && appels.length > 0 ? `${appels.map(a => a.titre).join(' et ')}\u00a0: ` : ''
  const ou = p.departements ? p.departements.map(d => nomDepartement(d, appels)).join(' et ') : 'Tout le territoire'
  return `${quoi}${ou}, ${libelleVolets(p.volets, appels)}`
}

/** « volets 1, 2 et 3 », « tous les volets ». */
export function libelleVolets(volets: readonly string[] | null, appels: readonly Appel[]): string {
  if (!volets) return 'tous les volets'
  const numeros = volets.map(code => String(appels.flatMap(a => a.volets).find(v => v.code === code)?.numero ?? code))
  return numeros.length > 1 ? `volets ${numeros.slice(0, -1).join(', ')} et\u00a0${numeros.at(-1)}` : `volet\u00a0${numeros[0]}`
}
