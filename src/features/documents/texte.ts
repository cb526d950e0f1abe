import { composer } from '../../lib/accents.ts'

/** Bidirectional overrides and isolates: they can show a sentence in another order than it was filed. */
const SENS_FORCE = /[\u202a-\u202e\u2066-\u2069]/
const USAGE_PRIVE = /\p{Co}/u
const CONTROLE = /[\p{Cc}\u2028\u2029]/u

/** Around a word of a preview: one that was replaced, what is not there, the end of both. They stand in no document that leaves the guichet. */
export const MARQUES = { mot: '\ue000', fin: '\ue001', manque: '\ue002' } as const
const SIGNES_DES_MARQUES: ReadonlySet<string> = new Set(Object.values(MARQUES))

/**
 * The same text with only what the fonts can draw. What cannot be drawn, or would disturb what surrounds it, is named « [U+1F680] » rather
 * than lost: a receipt must hold all that was filed.
 */
function affichable(texte: string, couverts: Set<number>, marques: boolean): string {
  const propre = composer(
    texte
      .toWellFormed()
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replaceAll('\t', ' '),
  )
  return Array.from(propre, c => {
    const code = c.codePointAt(0)!
    if (c === '\n' || (marques && SIGNES_DES_MARQUES.has(c))) return c
    const montrable = couverts.has(code) && !SENS_FORCE.test(c) && !USAGE_PRIVE.test(c) && !CONTROLE.test(c)
    return montrable ? c : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  }).join('')
}

/** Applies `affichable` to every string of a JSON value; `marques`: a preview keeps its own. */
export function toutAffichable(valeur: unknown, couverts: Set<number>, marques = false): unknown {
  if (typeof valeur === 'string') return affichable(valeur, couverts, marques)
  if (Array.isArray(valeur)) return valeur.map(v => toutAffichable(v, couverts, marques))
  if (valeur === null || typeof valeur !== 'object') return valeur
  return Object.fromEntries(Object.entries(valeur).map(([cle, v]) => [cle, toutAffichable(v, couverts, marques)]))
}
