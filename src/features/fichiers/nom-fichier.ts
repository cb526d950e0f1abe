import { composer, sansMarques } from '../../lib/accents.ts'
import type { TypeFichier } from './type-contenu.ts'

const NOM_MAX = 150
/** Extensions under which each format is commonly named. */
const EXTENSIONS: Record<TypeFichier, readonly string[]> = {
  pdf: ['pdf'],
  odt: ['odt'],
  ods: ['ods'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  png: ['png'],
  jpg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  zip: ['zip'],
  heic: ['heic', 'heif'],
  webp: ['webp'],
}
const extension = (nom: string) => /\.([^.]+)$/.exec(nom)?.[1]?.toLowerCase() ?? ''

/** The format that a name announces; `undefined` when it announces none that we keep. */
export const formatAnnonce = (nom: string): TypeFichier | undefined =>
  (Object.keys(EXTENSIONS) as TypeFichier[]).find(t => EXTENSIONS[t].includes(extension(nom)))

/**
 * A name as data to show and to give back, never a path: no folder, no control or invisible character, no reversal of the direction of
 * writing (« exe.fdp »), accents composed. Empty when nothing is left.
 */
export const nettoyerNom = (brut: string) =>
  composer((brut.toWellFormed().split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, ''))
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|(?<![. ])[. ]+$/g, '')

/** Names that Windows keeps for its devices: a file so named cannot be saved there. */
const RESERVES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** The name under which a file of this type is kept: 150 characters at most, ended by an extension of its type so that it opens again. */
export function nommer(nom: string, type: TypeFichier): string {
  const bonne = EXTENSIONS[type].includes(extension(nom))
  const ext = bonne ? nom.slice(nom.lastIndexOf('.')) : `.${type}`
  const base = ((bonne ? nom.slice(0, -ext.length) : nom) || 'fichier').replace(RESERVES, 'fichier-$&')
  return couper(base, NOM_MAX - ext.length) + ext
}
/** Never cuts a character in two. */
const couper = (texte: string, max: number) =>
  texte.length <= max
    ? texte
    : texte
        .slice(0, max)
        .toWellFormed()
        .replace(/\ufffd$/, '')

/** `Content-Disposition` for a name with accents (RFC 6266 and 5987), with an ASCII name for old programs. */
export function dispositionContenu(nom: string, { inline = false } = {}): string {
  const ascii = sansMarques(nom).replace(/[^A-Za-z0-9._ -]/g, '_')
  const etendu = encodeURIComponent(nom.toWellFormed()).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${etendu}`
}

/** Headers of a file made for whoever asks, and kept by nobody on the way. `taille`: bytes, when they are known. */
export const entetesFichier = (type: string, nom: string, taille?: number) => ({
  'content-type': type,
  'content-disposition': dispositionContenu(nom),
  'cache-control': 'private, no-store',
  ...(taille === undefined ? {} : { 'content-length': String(taille) }),
})
