import { Readable } from 'node:stream'
import type { Ctx } from '../../http.ts'
import { entetesFichier } from '../fichiers/index.ts'
import type { Delegation } from './delegations.queries.ts'

/** The published arrêté of a delegation, as it was recorded. */
export const servirArrete = (c: Ctx, d: Delegation) =>
  c.body(Readable.toWeb(c.var.deps.stockage.lire(d.cle)) as ReadableStream, 200, entetesFichier('application/pdf', d.fichierNom, d.taille))
