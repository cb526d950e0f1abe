import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Entree, zipEnFlux } from './zip-en-flux.ts'

it('un téléchargement que je quitte rend sa place, même quand le fichier suivant attend encore que je lise', async () => {
  const octets = randomBytes(100_000)
  let [ouverts, demandes, finis] = [0, 0, 0]
  async function* entrees(): AsyncGenerator<Entree> {
    for (const chemin of ['a.bin', 'b.bin', 'c.bin']) {
      demandes++
      yield { chemin, taille: octets.length, flux: () => Readable.from([octets]).on('end', () => ouverts++) }
    }
  }
  const sortie = zipEnFlux(entrees(), {
    date: new Date('2021-09-13T10:00:00Z'),
    fin: async () => {
      finis++
    },
  })
  // nobody reads: the first is whole in memory, the second has its turn and is not opened
  await expect.poll(() => demandes).toBe(2)
  await setTimeout(50)
  expect([ouverts, demandes, finis]).toEqual([1, 2, 0])
  sortie.destroy()
  await expect.poll(() => finis).toBe(1)
})
