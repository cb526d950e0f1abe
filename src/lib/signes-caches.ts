/** Control signs, which the database or a printer refuses, and signs that turn the direction of writing over: « fdp.exe » would read « exe.pdf ». A text of several lines keeps its line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
export const SIGNE_CACHE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/
/** Signs without width that come with a copy from the web: harmless in a sentence, never in a name. */
export const SANS_LARGEUR = /[\u00ad\u200b-\u200d\u2060\ufeff]/
/** At the edge of a key, a space that does not break is a letter of it. */
export const INSECABLE_AU_BORD = /^[\u00a0\u202f]+|[\u00a0\u202f]+$/g

const TOUS = new RegExp(`${SIGNE_CACHE.source}|${SANS_LARGEUR.source}`, 'g')
/** A name as one sees it. */
export const sansSignesCaches = (nom: string) => nom.replace(TOUS, '').replace(INSECABLE_AU_BORD, '')
