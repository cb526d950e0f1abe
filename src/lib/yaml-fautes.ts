import { Lexer } from 'yaml'

/** `position` is an offset in the text; `code` is the library's for a mistake of syntax. */
export type DefautYaml = { code: string; position: number; message?: string }
export const borne = (position: number, message: string): DefautYaml => ({ code: 'BORNE', position, message })

/** The library has one code for what people write in several ways. */
export function precis({ code, message, pos }: { code: string; message: string; pos: [number, number] }, texte: string): string {
  if (code === 'MISSING_CHAR' && message.includes('quote')) return 'MISSING_QUOTE'
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) return message.startsWith('Flow map') ? ACCOLADE : CROCHET
  return code === 'UNEXPECTED_TOKEN' && texte[pos[0] - 1] === "'" ? 'APOSTROPHE' : code
}

/** A tabulation or a quote that is not closed makes all that follows unreadable: only that is told. */
export function premieres(syntaxe: DefautYaml[], texte: string): DefautYaml[] {
  const [premiere] = syntaxe as [DefautYaml]
  const ouvert = guillemetOuvert(texte, premiere.position)
  if (ouvert.length > 0) return ouvert
  const cause =
    espaceInsecable(premiere, texte) ??
    groupeOuvert(premiere, texte) ??
    tiretColle(premiere, texte) ??
    virguleDansParentheses(premiere, texte)
  if (cause) return [cause]
  const seules = syntaxe.filter(d => d.code === 'TAB_AS_INDENT' || d.code === 'MISSING_QUOTE')
  return seules.length > 0 ? seules : syntaxe.map(d => cleCollee(d, texte))
}

const [ACCOLADE, CROCHET] = ['ACCOLADE', 'CROCHET']
/** What was opened and is never closed is told where it was opened: the library sees it where the next line does not fit. */
function groupeOuvert({ code, position }: DefautYaml, texte: string): DefautYaml | undefined {
  if (code !== ACCOLADE && code !== CROCHET) return undefined
  const ferme = code === ACCOLADE ? '}' : ']'
  const ouverts: [signe: string, position: number][] = []
  let note: number | undefined
  let ici = 0
  for (const signe of new Lexer().lex(texte)) {
    if (signe === '\u0002' || signe === '\u0018' || signe === '\u001f') continue
    if (ici >= position) break
    if (signe === '{' || signe === '[') ouverts.push([signe, ici])
    if (signe === '}' || signe === ']') ouverts.pop()
    if (signe.startsWith('#') && signe.includes(ferme) && ouverts.length > 0) note = ici
    ici += signe.length
  }
  const [, debut] = ouverts.findLast(([s]) => s === (code === ACCOLADE ? '{' : '[')) ?? []
  if (debut === undefined) return undefined
  if (note !== undefined && note > debut)
    return borne(note, `« # » commence une note, et « ${ferme} » est dedans : mettez le texte qui a ce « # » entre guillemets`)
  return borne(
    debut,
    code === ACCOLADE
      ? 'cette accolade n’est jamais fermée : ajoutez « } » à la fin du groupe'
      : 'ce crochet n’est jamais fermé : ajoutez « ] » à la fin de la liste',
  )
}

/** Word processors put spaces that do not break beside « : » and « - »: to the machine they are letters. */
function espaceInsecable({ position }: DefautYaml, texte: string): DefautYaml | undefined {
  const debut = texte.lastIndexOf('\n', position - 1) + 1
  const [avant] = /^ *(?:- *)?(?:\{ *)?(?:\p{L}[\p{L}\p{N}_]*:)?(?=[\u00a0\u202f])/u.exec(texte.slice(debut, debut + 300)) ?? []
  return avant === undefined ? undefined : borne(debut + avant.length, ESPACE_INSECABLE)
}
export const ESPACE_INSECABLE = 'une espace insécable est ici : remplacez-la par une espace ordinaire'

/** « -{ code: x } »: without its space, the dash begins a text. */
function tiretColle({ position }: DefautYaml, texte: string): DefautYaml | undefined {
  const debut = texte.lastIndexOf('\n', position - 1) + 1
  const tiret = /^ *(?=-[{["'])/.exec(texte.slice(debut))?.[0].length
  return tiret === undefined ? undefined : borne(debut + tiret, 'il manque une espace après ce tiret')
}

/** « { formule: volet parmi ('a', 'b') }»: between braces the comma ends the text, and quotes that follow it are no key. */
function virguleDansParentheses(d: DefautYaml, texte: string): DefautYaml | undefined {
  const debut = texte.lastIndexOf('\n', d.position - 1) + 1
  const [avant] = /\([^()\n]*,[^()\n]*$/.exec(texte.slice(Math.max(debut, d.position - 1000), d.position)) ?? []
  return d.code === 'MISSING_CHAR' && avant !== undefined
    ? borne(
        d.position - avant.length + avant.indexOf(','),
        'cette virgule coupe la formule, parce qu’elle est entre { } : mettez toute la formule entre guillemets',
      )
    : undefined
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
