import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { creerAttente } from './attente.ts'
import type { Stockage } from './stockage.ts'
import { creerStockage } from './stockage-local.ts'
import { creerStockageS3 } from './stockage-s3.ts'

/** The storage that the configuration asks for: a bucket, or this folder. Uploads wait for their end in the folder in both cases. */
export const ouvrirStockage = async (config: Pick<Config, 's3'>, dossier: string): Promise<Stockage> =>
  config.s3 ? creerStockageS3(config.s3, creerAttente(join(dossier, 'attente'))) : creerStockage(dossier)
