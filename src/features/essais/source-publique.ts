import { isDeepStrictEqual } from 'node:util'
import { type Document, isMap, isScalar, parseDocument } from 'yaml'

/** What nobody but the service reads: the test dossiers, and where the bodies that give an opinion are written to. */
const CLES = ['essais', 'contacts_internes'] as const
type Cle = (typeof CLES)[number]
const lireDoc = (texte: string) => parseDocument(texte, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false })
const contenu = (doc: Document) => doc.toJS({ maxAliasCount: -1 }) as Record<string, unknown>

/**
 * The text of a call as anybody may read it: its own, to the letter, without its test dossiers, which say how much each case would get, and without the internal
 * addresses. Undefined when they cannot be told from the rest (an anchor of theirs is used elsewhere): nothing is then given. `texte` has passed the check.
 */
export const sourcePublique = (texte: string): string | undefined =>
  CLES.reduce<string | undefined>((reste, cle) => reste && sansCle(reste, cle), texte)

function sansCle(texte: string, cle: Cle): string | undefined {
  // without the word there is no such key, unless an escape writes it
  if (!texte.includes(cle) && !texte.includes('\\')) return texte
  const doc = lireDoc(texte)
  const { [cle]: otee, ...attendu } = contenu(doc)
  if (otee === undefined) return texte
  const racine = doc.contents
  const rang = isMap(racine) ? racine.items.findIndex(p => isScalar(p.key) && p.key.value === cle) : -1
  // the key is an alias: its word is elsewhere
  if (!isMap(racine) || rang < 0) return undefined
  const debuts = racine.items.map(p => (isScalar(p.key) ? (p.key.range?.[0] ?? -1) : -1))
  const coupes = [couper(texte, debuts, rang), () => sansLaCle(doc, cle)]
  for (const coupe of coupes) {
    const essai = coupe()
    if (essai !== undefined && fidele(essai, attendu)) return essai
  }
  return undefined
}

/** From the line of the key, and the comments just above it, to the line of the next one. */
const couper = (texte: string, debuts: readonly number[], rang: number) => () => {
  const ligne = (position: number) => texte.lastIndexOf('\n', position - 1) + 1
  let debut = ligne(debuts[rang]!)
  for (let avant = debut; avant > 0; ) {
    avant = ligne(avant - 1)
    if (!/^\s*#/.test(texte.slice(avant, debut))) break
    debut = avant
  }
  const suivant = debuts[rang + 1]
  return texte.slice(0, debut) + (suivant === undefined ? '' : texte.slice(ligne(suivant)))
}
/** Written again without the key, when it does not stand on lines of its own. */
function sansLaCle(doc: Document, cle: Cle): string | undefined {
  doc.delete(cle)
  try {
    return doc.toString({ lineWidth: 0 })
  } catch {
    return undefined
  }
}

function fidele(texte: string, attendu: Record<string, unknown>): boolean {
  try {
    const doc = lireDoc(texte)
    return doc.errors.length === 0 && isDeepStrictEqual(contenu(doc), attendu)
  } catch {
    // an anchor went with what is not public
    return false
  }
}
