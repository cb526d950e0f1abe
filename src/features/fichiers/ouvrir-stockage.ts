import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { type Attente, creerAttente } from './attente.ts'
import { type Stockage, StockageIndisponible } from './stockage.ts'
import { creerStockage } from './stockage-local.ts'
import { creerStockageS3 } from './stockage-s3.ts'

/** The storage that the configuration asks for: a bucket, or this folder. Uploads wait for their end in the folder in both cases. */
export async function ouvrirStockage(config: Pick<Config, 's3'>, dossier: string): Promise<Stockage> {
  const stockage = config.s3 ? await creerStockageS3(config.s3, creerAttente(join(dossier, 'attente'))) : creerStockage(dossier)
  return { ...stockage, attente: dire(stockage.attente), ecrire: (...ecriture) => stockage.ecrire(...ecriture).catch(signaler) }
}
const dire = (attente: Attente): Attente => ({ ...attente, ajouter: (...ajout) => attente.ajouter(...ajout).catch(signaler) })

/** What a disk or a bucket answers when it can take nothing for now. */
const PANNES = /^(?:ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|EFBIG|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/
/** @throws {StockageIndisponible} for an outage; whatever else it was given as it is. */
function signaler(e: unknown): never {
  const { code, name } = e as { code?: string; name?: string }
  const reponseDuSeau = typeof e === 'object' && e !== null && '$metadata' in e
  if (reponseDuSeau || name === 'TimeoutError' || (code && PANNES.test(code))) throw new StockageIndisponible(e)
  throw e
}
