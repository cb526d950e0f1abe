/** Marks in a row on one letter: Vietnamese writes two, Hebrew three or four; Unicode itself (UAX 15, Stream-Safe Text) goes no further. */
const MARQUES_MAX = 30

/**
 * Putting the marks of one letter in their order takes the square of their number: sixty thousand of them hold the program up for half a minute. What comes after
 * the thirtieth is no writing, and is left out before anything else.
 */
const sansAmas = (texte: string) =>
  texte.replace(/\p{M}+/gu, m => (m.length > MARQUES_MAX ? m.slice(0, MARQUES_MAX).replace(/[\ud800-\udbff]$/, '') : m))

/** Accents in one piece with their letter (NFC), in a time that only grows with the text. */
export const composer = (texte: string) => sansAmas(texte).normalize('NFC')

/** Without accents: « Évisa » → « Evisa ». */
export const sansMarques = (texte: string) => sansAmas(texte).normalize('NFD').replace(/\p{M}/gu, '')
