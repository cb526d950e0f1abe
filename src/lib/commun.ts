const PAS = 4096

/** How many signs two texts begin with alike, and, of what is left, end with alike. Compared by pieces: half a megabyte that somebody is typing in takes no time. */
export function commun(a: string, b: string): { debut: number; fin: number } {
  const court = Math.min(a.length, b.length)
  let debut = 0
  while (debut + PAS <= court && a.slice(debut, debut + PAS) === b.slice(debut, debut + PAS)) debut += PAS
  while (debut < court && a[debut] === b[debut]) debut++
  const reste = court - debut
  const [x, y] = [a.length, b.length]
  let fin = 0
  while (fin + PAS <= reste && a.slice(x - fin - PAS, x - fin) === b.slice(y - fin - PAS, y - fin)) fin += PAS
  while (fin < reste && a[x - 1 - fin] === b[y - 1 - fin]) fin++
  return { debut, fin }
}
