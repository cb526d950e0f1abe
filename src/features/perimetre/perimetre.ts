import type { Appel } from '../cahier/index.ts'
import type { Perimetre } from './perimetre.rules.ts'

/** « Haute-Corse », from the territories of the calls; the code itself when no call names it. */
export const nomDepartement = (code: string, appels: readonly Appel[]) =>
  appels.flatMap(a => a.territoire.departements ?? []).find(d => d.code === code)?.nom ?? code

/** What the reader sees, in words: « Corse-du-Sud, volets 1, 2 et 3 ». */
export function libellePerimetre(ps: readonly Perimetre[], appels: readonly Appel[]): string {
  return ps.map(p => unPerimetre(p, appels)).join('\u202f; ')
}

function unPerimetre(p: Perimetre, appels: readonly Appel[]): string {
  const ou = p.departements ? p.departements.map(d => nomDepartement(d, appels)).join(' et ') : 'Tout le territoire'
  if (!p.volets) return `${ou}, tous les volets`
  const numeros = p.volets.map(code => String(appels.flatMap(a => a.volets).find(v => v.code === code)?.numero ?? code))
  return numeros.length > 1
    ? `${ou}, volets ${numeros.slice(0, -1).join(', ')} et\u00a0${numeros.at(-1)}`
    : `${ou}, volet\u00a0${numeros[0]}`
}
