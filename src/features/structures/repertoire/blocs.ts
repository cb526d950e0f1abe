import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** Bytes read at once: what is held of a file, whatever its size. */
const BLOC = 1 << 19

export type Bloc = { lignes: string[] /** Where the file stands after these lines, in bytes. */; octets: number }
/** A line longer than all that is read at once: not a table. */
export class PasDeLignes extends Error {}

/** Whole lines of a file from `octets` on, a megabyte at a time. @throws {PasDeLignes} */
export async function* blocs(chemin: string, octets: number): AsyncGenerator<Bloc> {
  const f = await open(chemin)
  try {
    let reste = Buffer.alloc(0)
    let place = octets
    for (;;) {
      const { bytesRead, buffer } = await f.read(Buffer.allocUnsafe(BLOC), 0, BLOC, place + reste.length)
      const lu = Buffer.concat([reste, buffer.subarray(0, bytesRead)])
      const fin = bytesRead === 0 ? lu.length : lu.lastIndexOf(0x0a) + 1
      if (fin === 0 && bytesRead > 0 && lu.length > BLOC) throw new PasDeLignes()
      if (fin > 0) {
        place += fin
        const texte = lu.toString('utf8', 0, fin)
        const lignes = texte.split('\n')
        if (texte.endsWith('\n')) lignes.pop()
        yield { lignes, octets: place }
      }
      if (bytesRead === 0) return
      reste = Buffer.from(lu.subarray(fin))
    }
  } finally {
    await f.close()
  }
}

/** What names a file and what it holds, without reading it whole: its size, its first and its last half megabyte. */
export async function empreinteDe(chemin: string): Promise<{ taille: number; empreinte: string }> {
  const f = await open(chemin)
  try {
    const { size } = await f.stat()
    const h = createHash('sha256').update(`${size}\n`)
    for (const place of [0, Math.max(0, size - BLOC)]) {
      const { bytesRead, buffer } = await f.read(Buffer.alloc(BLOC), 0, BLOC, place)
      h.update(buffer.subarray(0, bytesRead))
    }
    return { taille: size, empreinte: h.digest('hex') }
  } finally {
    await f.close()
  }
}

/** Cells of a line, its commas within quotation marks kept; nothing when a quotation mark is left open. */
export function cellules(ligne: string): string[] | undefined {
  const l = ligne.endsWith('\r') ? ligne.slice(0, -1) : ligne
  if (!l.includes('"')) return l.split(',')
  const r: string[] = []
  let cellule = ''
  let dedans = false
  for (let i = 0; i < l.length; i++) {
    const c = l[i]!
    if (c === '"') {
      if (dedans && l[i + 1] === '"') cellule += l[++i]
      else dedans = !dedans
    } else if (c === ',' && !dedans) {
      r.push(cellule)
      cellule = ''
    } else cellule += c
  }
  if (dedans) return undefined
  r.push(cellule)
  return r
}
