import type { Config } from './config.ts'
import { openDb, openPool } from './db/db.ts'
import { migrate, sousVerrou, verifierBase } from './db/migrate.ts'
import { DemarrageImpossible } from './db/pg-embarque.ts'
import { installerDemonstration } from './features/demo/index.ts'
import { idDuSlug, installerGuichet } from './features/guichet/index.ts'
import { importerReferentiel } from './features/structures/index.ts'
import type { Deps } from './http.ts'

/** How to reach a database: as its owner, and as the program's own role. */
export type Acces = { ownerUrl: string; appUrl: string; role?: string }
/** What the demonstration's filling needs besides the database. */
export type Outils = Omit<Deps, 'db' | 'guichetId'>

const NOM = 'guichet'
const EN_PREPARATION = 'guichet_en_preparation'

/**
 * Brings a database to the state that this program needs: its tables, the guichet, the referential, and in demonstration the invented dossiers.
 * Each part does nothing when it is there; of several processes that start together, one does it and the others wait. Returns the guichet's id.
 */
export const preparer = (acces: Acces, config: Config, outils: Outils): Promise<string> =>
  sousVerrou(acces.ownerUrl, async () => {
    await migrate(acces.ownerUrl)
    const owner = openPool(acces.ownerUrl, { max: 2, sansAttente: true })
    const pool = openPool(acces.appUrl, { max: 4, sansAttente: true, ...(acces.role ? { role: acces.role } : {}) })
    try {
      const guichetId = await installerGuichet(owner, config.guichet)
      await importerReferentiel(owner)
      if (config.demonstration) await installerDemonstration({ ...outils, db: openDb(pool), guichetId })
      return guichetId
    } finally {
      await pool.end()
      await owner.end()
    }
  })

/** The same guichet in a database that another process has prepared. @throws {DemarrageImpossible} when it is not ready for this program. */
export async function retrouver({ appUrl, role }: Acces, config: Config): Promise<string> {
  await verifierBase(appUrl)
  const id = idDuSlug(config.guichet.slug)
  const pool = openPool(appUrl, { max: 1, ...(role ? { role } : {}) })
  try {
    const { rowCount } = await pool.query('select from guichet where id = $1', [id])
    if (rowCount) return id
  } finally {
    await pool.end()
  }
  throw new DemarrageImpossible(`Le guichet « ${config.guichet.slug} » n’est pas dans cette base. Lancez d’abord GUICHET_ROLE=migrer.`)
}

/** Access to one database of the embedded server. */
const accesEmbarque = (url: (base?: string) => string, base: string): Acces => ({
  ownerUrl: url(base),
  appUrl: url(base).replace('//postgres@', '//guichet_app@'),
})

/**
 * The embedded server's database. The first time it is prepared under another name and takes its own at the end: a start that is killed half-way
 * leaves nothing that looks ready, and need not wait for the disk at each act.
 */
export async function baseEmbarquee(url: (base?: string) => string, config: Config, outils: Outils): Promise<Acces> {
  const admin = openPool(url(), { max: 1 })
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [NOM])
    if (!rowCount) {
      await admin.query(`drop database if exists ${EN_PREPARATION}`)
      await admin.query(`create database ${EN_PREPARATION}`)
      await preparer(accesEmbarque(url, EN_PREPARATION), config, outils)
      await admin.query(`alter database ${EN_PREPARATION} rename to ${NOM}`)
    }
  } finally {
    await admin.end()
  }
  return accesEmbarque(url, NOM)
}
