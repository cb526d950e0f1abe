import { INSECABLE_AU_BORD, SANS_LARGEUR, SIGNE_CACHE } from '../../lib/signes-caches.ts'
import { ESPACE_INSECABLE } from '../../lib/yaml-fautes.ts'
import type { Defaut } from './erreurs-schema.ts'

const DITS_MAX = 30

/** Where a call holds a sign that nobody sees: typed as it is, or by its code between quotes (`"\u202e"`). */
export function signesCaches(brut: unknown): Defaut[] {
  const trouves: Defaut[] = []
  const voir = (v: unknown, chemin: PropertyKey[], surLaCle = false) => {
    if (trouves.length >= DITS_MAX) return
    if (typeof v === 'string') {
      const signe =
        (SIGNE_CACHE.exec(v) ?? (surLaCle || !/\s/.test(v) ? SANS_LARGEUR.exec(v) : null))?.[0] ?? (v.isWellFormed() ? undefined : '\ufffd')
      if (signe !== undefined)
        trouves.push({ chemin, surLaCle, message: `un signe que l’on ne voit pas (${nomDe(signe)}) est dans ce texte\u00a0: retirez-le` })
      else if (surLaCle && v.replace(INSECABLE_AU_BORD, '') !== v) trouves.push({ chemin, surLaCle, message: ESPACE_INSECABLE })
    } else if (v !== null && typeof v === 'object')
      for (const [cle, x] of Object.entries(v)) {
        const ici = [...chemin, Array.isArray(v) ? Number(cle) : cle]
        if (!Array.isArray(v)) voir(cle, ici, true)
        voir(x, ici)
      }
  }
  voir(brut, [])
  return trouves
}
const nomDe = (signe: string) => `U+${signe.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
