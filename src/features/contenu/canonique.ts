import { createHash } from 'node:crypto'

/** JSON with sorted keys and no space: one text for one content, whoever writes it (RFC 8785 for what we put in it). */
export function canonique(v: unknown): string {
  if (Array.isArray(v)) return `[${v.map(canonique).join(',')}]`
  if (v === null || typeof v !== 'object') return JSON.stringify(v)
  const paires = Object.entries(v).filter(([, x]) => x !== undefined)
  return `{${paires
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, x]) => `${JSON.stringify(k)}:${canonique(x)}`)
    .join(',')}}`
}

/** SHA-256, in hexadecimal; of a text, that of its UTF-8. */
export const empreinteDe = (contenu: string | Uint8Array) => createHash('sha256').update(contenu).digest('hex')
