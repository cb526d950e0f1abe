import { readFileSync } from 'node:fs'
import { fermerAtelier } from '../../atelier/index.ts'
import { lireFichier } from '../../features/tableur/index.ts'

/**
 * A process that reads the file of its first argument as the site does, within the limits of its second, and says on its output what came of it, the longest that
 * its own thread was held, and the most memory that it held.
 */
const [, , chemin, limites] = process.argv
await lireFichier(new Uint8Array(Buffer.from('a;b')), { pour: 'premier' })
const octets = new Uint8Array(readFileSync(chemin!))
let [retard, memoire, dernier] = [0, 0, performance.now()]
const noter = () => {
  const ici = performance.now()
  retard = Math.max(retard, ici - dernier)
  dernier = ici
  memoire = Math.max(memoire, process.memoryUsage.rss())
}
noter()
const pouls = setInterval(noter, 5)
const debut = performance.now()
const lu = await lireFichier(octets, { pour: 'quelqu’un', limites: JSON.parse(limites!) })
const duree = performance.now() - debut
noter()
clearInterval(pouls)
await fermerAtelier()
const tableau = lu.ok ? { lignes: lu.value.length, caracteres: lu.value.flat().join('').length } : undefined
console.log(JSON.stringify({ refus: lu.ok ? undefined : lu.error, tableau, retard, memoire, duree }))
