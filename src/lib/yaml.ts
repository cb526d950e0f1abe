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

/** `position` is an offset in the text; `code` is the library's for a mistake of syntax. */
export type DefautYaml = { code: string; position: number; message?: string }
/** `signes`, `valeurs`, `profondeur`: what is bounded of it. */
export type LuYaml = { doc: Document.Parsed; brut: unknown; lignes: LineCounter; signes: number } & Mesure
/** `lu`: the data, where nothing is wrong but keys that stand twice: the last of them counts. */
type Refus = { defauts: DefautYaml[]; lignes: LineCounter; lu?: LuYaml }

/** A whole text, as data. Every mistake of syntax is told; past a bound, only that. */
export function lireYaml(texte: string): Result<LuYaml, Refus> {
  const lignes = new LineCounter()
  const refuser = (defauts: DefautYaml[]) => err({ defauts, lignes })
  if (Buffer.byteLength(texte) > BORNES_YAML.octets) return refuser([borne(0, `le fichier dépasse ${BORNES_YAML.octets / 1024}\u00a0ko`)])
  const signes = compterSignes(texte)
  if (typeof signes !== 'number') {
    for (let i = texte.indexOf('\n'); i !== -1; i = texte.indexOf('\n', i + 1)) lignes.addNewLine(i + 1)
    return refuser([signes])
  }
  try {
    const options = { lineCounter: lignes, prettyErrors: false, logLevel: 'silent', uniqueKeys: false } as const
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

const borne = (position: number, message: string): DefautYaml => ({ code: 'BORNE', position, message })

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

/** The library has one code for what people write in several ways. */
function precis({ code, message, pos }: { code: string; message: string; pos: [number, number] }, texte: string): string {
  if (code === 'MISSING_CHAR' && message.includes('quote')) return 'MISSING_QUOTE'
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) return message.startsWith('Flow map') ? ACCOLADE : CROCHET
  return code === 'UNEXPECTED_TOKEN' && texte[pos[0] - 1] === "'" ? 'APOSTROPHE' : code
}

/** A tabulation or a quote that is not closed makes all that follows unreadable: only that is told. */
function premieres(syntaxe: DefautYaml[], texte: string): DefautYaml[] {
  const [premiere] = syntaxe as [DefautYaml]
  const ouvert = guillemetOuvert(texte, premiere.position)
  if (ouvert.length > 0) return ouvert
  const cause = groupeOuvert(premiere, texte) ?? tiretColle(premiere, texte)
  if (cause) return [cause]
  const seules = syntaxe.filter(d => d.code === 'TAB_AS_INDENT' || d.code === 'MISSING_QUOTE')
  return seules.length > 0 ? seules : syntaxe.map(d => cleCollee(d, texte))
}

const [ACCOLADE, CROCHET] = ['ACCOLADE', 'CROCHET']
/** What was opened and is never closed is told where it was opened: the library sees it where the next line does not fit. */
function groupeOuvert({ code, position }: DefautYaml, texte: string): DefautYaml | undefined {
  if (code !== ACCOLADE && code !== CROCHET) return undefined
  const ouverts: [signe: string, position: number][] = []
  let ici = 0
  for (const signe of new Lexer().lex(texte)) {
    if (signe === '\u0002' || signe === '\u0018' || signe === '\u001f') continue
    if (ici >= position) break
    if (signe === '{' || signe === '[') ouverts.push([signe, ici])
    if (signe === '}' || signe === ']') ouverts.pop()
    ici += signe.length
  }
  const [, debut] = ouverts.findLast(([s]) => s === (code === ACCOLADE ? '{' : '[')) ?? []
  if (debut === undefined) return undefined
  return borne(
    debut,
    code === ACCOLADE
      ? 'cette accolade n’est jamais fermée : ajoutez « } » à la fin du groupe'
      : 'ce crochet n’est jamais fermé : ajoutez « ] » à la fin de la liste',
  )
}

/** « -{ code: x } »: without its space, the dash begins a text. */
function tiretColle({ position }: DefautYaml, texte: string): DefautYaml | undefined {
  const debut = texte.lastIndexOf('\n', position - 1) + 1
  const tiret = /^ *(?=-[{["'])/.exec(texte.slice(debut))?.[0].length
  return tiret === undefined ? undefined : borne(debut + tiret, 'il manque une espace après ce tiret')
}

/** « quorum:3 »: without its space, the colon is part of the text. */
function cleCollee(d: DefautYaml, texte: string): DefautYaml {
  const [, cle, valeur] =
    (d.code === 'MISSING_CHAR' && /^(\p{L}[\p{L}\p{N}_]*):([^\s:/][^\n]{0,40})/u.exec(texte.slice(d.position, d.position + 100))) || []
  return cle ? borne(d.position, `il manque une espace après les deux-points : écrivez « ${cle}: ${valeur!.trimEnd()} »`) : d
}

/** Where a quote was opened that swallows the keys below it: the library only sees the sign after it. */
function guillemetOuvert(texte: string, faute: number): DefautYaml[] {
  let position = 0
  let ouvert: number | undefined
  for (const signe of new Lexer().lex(texte)) {
    if (signe === '\u0002' || signe === '\u0018' || signe === '\u001f') continue
    if (position > faute) break
    if (/^["'][\s\S]*\n[ \t-]*\p{L}[\p{L}\p{N}_]*:(?:[ \n]|$)/u.test(signe)) ouvert = position
    position += signe.length
  }
  return ouvert === undefined
    ? []
    : [borne(ouvert, 'ce guillemet n’est pas fermé sur sa ligne : les lignes qui suivent sont prises pour la suite du texte')]
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
