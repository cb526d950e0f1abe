/** What XML may not hold is left out: control characters, halves of characters, the two last code points. */
const lisible = (texte: string) =>
  texte
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

const ENTITES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const echapper = (texte: string) => lisible(texte).replace(/[&<>"]/g, c => ENTITES[c]!)

/** The name of a column, from 0: « A », « Z », « AA ». */
export const lettre = (colonne: number): string =>
  (colonne >= 26 ? lettre(Math.floor(colonne / 26) - 1) : '') + String.fromCharCode(65 + (colonne % 26))
