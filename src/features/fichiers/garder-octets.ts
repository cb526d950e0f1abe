import { createHash } from 'node:crypto'
import { nouvelleCle } from './ecrire-fichier.ts'
import type { Stockage } from './stockage.ts'

/** Keeps bytes that the program made itself: their key, their SHA-256 in hexadecimal, how many they are. */
export async function garderOctets(stockage: Pick<Stockage, 'ecrire'>, instant: Date, octets: Uint8Array) {
  const cle = nouvelleCle(instant)
  await stockage.ecrire(
    cle,
    (async function* () {
      yield octets
    })(),
  )
  return { cle, sha256: createHash('sha256').update(octets).digest('hex'), taille: octets.length }
}
