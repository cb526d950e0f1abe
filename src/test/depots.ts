import { afterAll, beforeAll, beforeEach } from 'vitest'
import { fermerDocuments } from '../features/documents/index.ts'
import { publier } from './vico.ts'
import { openWorld, type World } from './world.ts'

export type Compte = Awaited<ReturnType<World['compte']>>

/** One world for the file, in which the call is published and receipts are drawn: the secretariat of Vico, and the référent who reads its dossiers. Each test begins on the 13th of September 2021. */
export function ouvrirDepots(prendre: (v: { w: World; vico: Compte; referent: Compte }) => void) {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    const vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
    const referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    prendre({ w, vico, referent })
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(async () => {
    await w.close()
    await fermerDocuments()
  })
}
