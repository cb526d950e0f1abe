import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { openPool } from '../db/db.ts'
import { migrate } from '../db/migrate.ts'
import { demarrerPgEmbarque } from '../db/pg-embarque.ts'
import { importerReferentiel } from '../features/structures/importer-referentiel.ts'
import { dossierDeBase } from './dossiers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    pgUrl: string
  }
}

/** One real PostgreSQL for the run; each file clones the model database (50 ms). The referential is Corsica's, so that clones stay small. */
export default async function ({ provide }: TestProject) {
  const dir = dossierDeBase()
  const base = await demarrerPgEmbarque(dir, ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200'])
  await creerModele(base.url)
  provide('pgUrl', base.url('BASE'))
  return async () => {
    await base.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The database `modele` of a server, which worlds clone. */
export async function creerModele(url: (base?: string) => string) {
  const admin = openPool(url(), { max: 1 })
  await admin.query('create database modele')
  await admin.end()
  await migrate(url('modele'))
  const owner = openPool(url('modele'), { max: 1 })
  await importerReferentiel(owner, { regions: ['94'] })
  await owner.end()
}
