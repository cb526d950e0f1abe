import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { demarrerPgEmbarque } from '../src/db/pg-embarque.ts'
import { dossierTemporaire } from '../src/test/dossiers.ts'
import { creerModele } from '../src/test/global.ts'

/** A PostgreSQL that keeps what it has acknowledged, unlike that of the other tests: its settings are those of a real one. */
export default async function ({ provide }: TestProject) {
  const dir = dossierTemporaire()
  const base = await demarrerPgEmbarque(`${dir}/pg`)
  await creerModele(base.url)
  provide('pgUrl', base.url('BASE'))
  return async () => {
    await base.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
