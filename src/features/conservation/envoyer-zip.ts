import { Readable } from 'node:stream'
import type { Ctx } from '../../http.ts'
import { entetesFichier } from '../fichiers/index.ts'
import { finirEmport } from './emport.ts'
import { type Entree, zipEnFlux } from './zip-en-flux.ts'

/** Sends an archive as it is made; what was taken by `commencerEmport` is given back when it ends. */
export function envoyerZip(c: Ctx, objetId: string, nom: string, entrees: AsyncIterable<Entree>) {
  const { ctx } = c.var
  const flux = zipEnFlux(entrees, { date: ctx.instant, fin: () => finirEmport(ctx, objetId) })
  return c.body(Readable.toWeb(flux) as ReadableStream, 200, entetesFichier('application/zip', nom))
}
