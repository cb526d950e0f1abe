import type { Stockage } from './stockage.ts'

const UN_JOUR_MS = 24 * 3600_000
const LOT = 500

/** Which of these keys, and of these uploads, some row names. */
export type Connus = {
  cles: (cles: readonly string[]) => Promise<ReadonlySet<string>>
  envois: (ids: readonly string[]) => Promise<ReadonlySet<string>>
}

/**
 * Removes bytes that no row names and that have not changed for a day: what a crash leaves between the writing of bytes and the act that takes
 * charge of them. Returns how many files went. `maintenant` is the machine's instant, as the dates of files are. Bytes of withdrawn
 * pieces have a row: they stay.
 */
export async function supprimerOrphelins(stockage: Stockage, connus: Connus, maintenant = new Date()): Promise<number> {
  const avant = new Date(maintenant.getTime() - UN_JOUR_MS)
  let n = await stockage.nettoyer(avant)
  for await (const cles of parLots(stockage.lister(), avant, o => o.cle)) {
    const gardees = await connus.cles(cles)
    for (const cle of cles.filter(c => !gardees.has(c))) {
      await stockage.supprimer(cle)
      n++
    }
  }
  for await (const ids of parLots(stockage.attente.lister(), avant, o => o.id)) {
    const gardes = await connus.envois(ids)
    for (const id of ids.filter(i => !gardes.has(i))) {
      await stockage.attente.supprimer(id)
      n++
    }
  }
  return n
}

async function* parLots<T extends { ecritLe: Date }>(tous: AsyncIterable<T>, avant: Date, nom: (o: T) => string) {
  let lot: string[] = []
  for await (const o of tous) {
    if (o.ecritLe >= avant) continue
    lot.push(nom(o))
    if (lot.length < LOT) continue
    yield lot
    lot = []
  }
  if (lot.length > 0) yield lot
}
