import { err, ok, type Result } from '../../lib/result.ts'

/** Lines that one command may name. */
const NOMMEES_MAX = 10_000

/** « 3,5-9 » → the lines of the file that are left out, as a text editor counts them. Refused with a sentence. */
export function lireLignes(texte: string): Result<Set<number>, string> {
  const lignes = new Set<number>()
  for (const partie of texte.split(',')) {
    const [, de, a = de] = /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(partie) ?? []
    if (!de) return err(`« ${partie.trim()} » n’est pas un numéro de ligne. Écrivez par exemple : --sauf 3,5-9`)
    if (Number(a) - Number(de) >= NOMMEES_MAX || lignes.size >= NOMMEES_MAX)
      return err(`Plus de ${NOMMEES_MAX} lignes à laisser de côté : corrigez d’abord le fichier.`)
    for (let n = Number(de); n <= Number(a); n++) lignes.add(n)
  }
  return ok(lignes)
}

/** The other way: 3, 5, 6, 7 → « 3,5-7 ». */
export function ecrireLignes(lignes: Iterable<number>): string {
  const suites: [number, number][] = []
  for (const n of [...lignes].sort((a, b) => a - b)) {
    const derniere = suites.at(-1)
    if (derniere && n === derniere[1] + 1) derniere[1] = n
    else suites.push([n, n])
  }
  return suites.map(([de, a]) => (de === a ? `${de}` : `${de}-${a}`)).join(',')
}
