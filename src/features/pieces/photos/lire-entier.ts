import type { Stockage } from '../../fichiers/index.ts'

/** The bytes of a key, whole: a photograph or a PDF of them, whose weight is bounded before it is kept. */
export async function lireEntier(stockage: Pick<Stockage, 'lire'>, cle: string): Promise<Uint8Array<ArrayBuffer>> {
  const blocs: Buffer[] = []
  for await (const bloc of stockage.lire(cle)) blocs.push(Buffer.from(bloc as Buffer))
  return new Uint8Array(Buffer.concat(blocs))
}
