import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import { err, ok, type Result } from './result.ts'
import { borne, type DefautYaml, precis, premieres } from './yaml-fautes.ts'

export type { DefautYaml } from './yaml-fautes.ts'

/**
 * YAML that somebody typed or uploaded, read in a time that grows no faster than its length. The library alone compares each key of a group with all
 * the others, and takes minutes on deep nesting: signs and depth are counted before it reads, keys after it, once each.
 */
export const BORNES_YAML = {
  octets: 512 * 1024,
  /** Signs of the language: a call of 1 100 lines has some 11 000. */
  signes: 60_000,
  /** Column of a list's dash or of a line's first word: what bounds the depth of groups that stand in each other by their margin. */
  retrait: 200,
  profondeur: 50,
  /** `*ancre`, in the whole text. */
  renvois: 200,
  /** Values once every `*ancre` is replaced by what it stands for. */
  valeurs: 40_000,
}

/** `signes`, `valeurs`, `profondeur`: what is bounded of it. */
export type LuYaml = { doc: Document.Parsed; brut: unknown; lignes: LineCounter; signes: number } & Mesure
/** `lu`: the data, where nothing is wrong but keys that stand twice: the last of them counts. */
type Refus = { defauts: DefautYaml[]; lignes: LineCounter; lu?: LuYaml }

/** A whole text, as data. Every mistake of syntax is told; past a bound, only that. `suites`: what follows a second « --- » is left unread, as it was in what is kept from before. */
export function lireYaml(texte: string, { suites = false } = {}): Result<LuYaml, Refus> {
  const lignes = new LineCounter()
  const refuser = (defauts: DefautYaml[]) => err({ defauts, lignes })
  if (Buffer.byteLength(texte) > BORNES_YAML.octets) return refuser([borne(0, `le fichier dépasse ${BORNES_YAML.octets / 1024}\u00a0ko`)])
  const signes = compterSignes(texte)
  if (typeof signes !== 'number') {
    for (let i = texte.indexOf('\n'); i !== -1; i = texte.indexOf('\n', i + 1)) lignes.addNewLine(i + 1)
    return refuser([signes])
  }
  try {
    // silent, the library would say nothing of a second document
    const options = { lineCounter: lignes, prettyErrors: false, logLevel: suites ? 'silent' : 'error', uniqueKeys: false } as const
    const doc = parseDocument(texte, options)
    const syntaxe = [...doc.errors, ...doc.warnings].map(e => ({ code: precis(e, texte), position: e.pos[0] }))
    if (syntaxe.length > 0) return refuser(premieres(syntaxe, texte))
    const { defauts, mesure } = verifier(doc)
    if (!mesure) return refuser(defauts)
    const lu = { doc, brut: doc.toJS({ maxAliasCount: BORNES_YAML.renvois }), lignes, signes, ...mesure }
    return defauts.length > 0 ? err({ defauts, lignes, lu }) : ok(lu)
  } catch {
    return refuser([borne(0, 'le fichier est emboîté trop profondément pour être lu')])
  }
}

/** How many signs a text has, or the first one past a bound: the rest is not even split. */
export function compterSignes(texte: string): number | DefautYaml {
  let [signes, position, debutLigne, flux] = [0, 0, 0, 0]
  for (const signe of new Lexer().lex(texte)) {
    if (++signes > BORNES_YAML.signes) return borne(position, `le fichier dépasse ${BORNES_YAML.signes} signes à lire`)
    // the lexer says by a control character what kind comes next
    if (signe === '\u0002' || signe === '\u0018' || signe === '\u001f') continue
    if (signe === '[' || signe === '{') flux++
    if (signe === ']' || signe === '}') flux--
    if (flux > BORNES_YAML.profondeur) return borne(position, 'des crochets ou des accolades sont emboîtés trop profondément')
    const retrait = position - debutLigne
    if (retrait > BORNES_YAML.retrait && (signe === '-' || signe === '?' || /^\s+$/.test(texte.slice(debutLigne, position))))
      return borne(position, `le retrait de cette ligne dépasse ${BORNES_YAML.retrait} espaces`)
    position += signe.length
    const fin = signe.lastIndexOf('\n')
    if (fin !== -1) debutLigne = position - signe.length + fin + 1
  }
  return signes
}

type Mesure = { valeurs: number; profondeur: number }

/** Keys that stand twice in a group, and what the aliases unfold to; each node is seen once. */
function verifier(doc: Document.Parsed): { defauts: DefautYaml[]; mesure?: Mesure } {
  const defauts: DefautYaml[] = []
  const ancres = new Map<string, Mesure>()
  const a = (n: unknown) => (n as Partial<Node> | null)?.range?.[0] ?? 0
  let renvois = 0
  function mesurer(n: unknown): Mesure {
    if (isAlias(n)) {
      const vise = ancres.get(n.source)
      if (++renvois > BORNES_YAML.renvois)
        throw new Trop(borne(a(n), `le fichier se renvoie à lui-même plus de ${BORNES_YAML.renvois} fois (ancres & et renvois *)`))
      if (!vise) throw new Trop(borne(a(n), 'ce renvoi (*) ne désigne rien d’entier plus haut'))
      return vise
    }
    const enfants = isMap(n) ? valeursDe(n) : isSeq(n) ? n.items : []
    const mesure = { valeurs: 1, profondeur: 1 }
    for (const m of enfants.map(mesurer)) {
      mesure.valeurs += m.valeurs
      mesure.profondeur = Math.max(mesure.profondeur, 1 + m.profondeur)
    }
    if (mesure.valeurs > BORNES_YAML.valeurs)
      throw new Trop(
        borne(a(n), `le fichier se renvoie à lui-même au point de dépasser ${BORNES_YAML.valeurs} valeurs (ancres & et renvois *)`),
      )
    if (mesure.profondeur > BORNES_YAML.profondeur) throw new Trop(borne(a(n), 'le fichier est emboîté trop profondément pour être lu'))
    const ancre = (n as { anchor?: string } | null)?.anchor
    if (ancre) ancres.set(ancre, mesure)
    return mesure
  }
  function valeursDe(n: YAMLMap): unknown[] {
    const vues = new Set<string>()
    return n.items.map(paire => {
      if (!isPair(paire) || !isScalar(paire.key)) throw new Trop(borne(a(n), 'une clé est un texte'))
      const cle = String(paire.key.value)
      // every object of the language has something there, which would be taken for what the file says
      if (cle in Object.prototype) throw new Trop(borne(a(paire.key), `prenez un autre nom que « ${cle} » : le site se réserve celui-ci`))
      if (vues.has(cle)) defauts.push({ code: 'DUPLICATE_KEY', position: a(paire.key) })
      vues.add(cle)
      return paire.value
    })
  }
  try {
    const mesure = mesurer(doc.contents as ParsedNode | null)
    return { defauts: defauts.sort((x, y) => x.position - y.position), mesure }
  } catch (e) {
    if (e instanceof Trop) return { defauts: [e.defaut] }
    throw e
  }
}

class Trop extends Error {
  readonly defaut: DefautYaml
  constructor(defaut: DefautYaml) {
    super(defaut.message)
    this.defaut = defaut
  }
}
