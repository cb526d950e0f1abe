import type { Config } from './config.ts'
import { openDb, openPool } from './db/db.ts'
import { migrate, sousVerrou, verifierBase } from './db/migrate.ts'
import { DemarrageImpossible, urlEmbarquee } from './db/pg-embarque.ts'
import { installerDemonstration } from './features/demo/index.ts'
import { idDuSlug, installerGuichet } from './features/guichet/index.ts'
import { importerParRegion, importerReferentiel } from './features/structures/index.ts'
import type { Avancement, Deps } from './http.ts'

/** How to reach a database: as its owner, and as the program's own role. */
export type Acces = { ownerUrl: string; appUrl: string; role?: string }
/** What the demonstration's filling needs besides the database. */
export type Outils = Omit<Deps, 'db' | 'guichetId'> & { avancer: (a: Avancement) => void }

const NOM = 'guichet'
const EN_PREPARATION = 'guichet_en_preparation'
/** Said of a database that is being filled: a start that finds it makes another. */
const MARQUE = 'en préparation'

/**
 * Brings a database to the state that this program needs: its tables, the guichet, the referential, and in demonstration the invented dossiers.
 * Each part does nothing when it is there; of several processes that start together, one does it and the others wait. Returns the guichet's id.
 * `jetable`: cut short, the database is made again, so that its parts need not be whole one by one.
 */
export const preparer = (acces: Acces, config: Config, { avancer, ...outils }: Outils, { jetable = false } = {}): Promise<string> =>
  sousVerrou(acces.ownerUrl, async () => {
    avancer({ etape: 'base' })
    await migrate(jetable ? `${acces.ownerUrl}&options=${encodeURIComponent('-c synchronous_commit=off')}` : acces.ownerUrl)
    const owner = openPool(acces.ownerUrl, { max: 2, sansAttente: true })
    const pool = openPool(acces.appUrl, { max: 4, sansAttente: true, ...(acces.role ? { role: acces.role } : {}) })
    try {
      avancer({ etape: 'appel' })
      const guichetId = await installerGuichet(owner, config.guichet)
      const { suite } = jetable ? await importerParRegion(owner, config.guichet.territoire.region) : await importerEntier(owner)
      let pays: Promise<void> | undefined
      if (config.demonstration)
        await installerDemonstration(
          { ...outils, db: openDb(pool), guichetId },
          actes => {
            avancer({ etape: 'dossiers', actes })
            // not before the call is published: public pages wait for it alone
            pays ??= suite()
            pays.catch(() => {}) // awaited below
          },
          { deuxTemps: true },
        )
      await (pays ?? suite())
      return guichetId
    } finally {
      await pool.end()
      await owner.end()
    }
  })

const importerEntier = async (owner: ReturnType<typeof openPool>) => {
  await importerReferentiel(owner)
  return { suite: async () => {} }
}

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

/** Access to the database of the embedded server on this folder. */
export const accesEmbarque = (dossier: string): Acces => {
  const ownerUrl = urlEmbarquee(dossier)(NOM)
  return { ownerUrl, appUrl: ownerUrl.replace('//postgres@', '//guichet_app@') }
}

/**
 * Prepares the embedded server's database. The first time it bears a mark until it is whole: a start that is killed half-way leaves nothing that looks
 * ready, and need not wait for the disk at each act.
 */
export async function preparerEmbarquee(dossier: string, config: Config, outils: Outils): Promise<string> {
  const admin = openPool(urlEmbarquee(dossier)(), { max: 1 })
  try {
    const { rows } = await admin.query<{ marque: string | null }>(
      `select shobj_description(oid, 'pg_database') as marque from pg_database where datname = $1`,
      [NOM],
    )
    const neuve = !rows[0] || rows[0].marque === MARQUE
    if (neuve) await creer(admin)
    const id = await preparer(accesEmbarque(dossier), config, outils, { jetable: neuve })
    if (neuve) await admin.query(`comment on database ${NOM} is null`)
    return id
  } finally {
    await admin.end()
  }
}

/** Marked before it bears its name: no instant at which it is there without its mark. */
async function creer(admin: ReturnType<typeof openPool>) {
  for (const nom of [NOM, EN_PREPARATION]) await admin.query(`drop database if exists ${nom}`)
  await admin.query(`create database ${EN_PREPARATION}`)
  await admin.query(`comment on database ${EN_PREPARATION} is '${MARQUE}'`)
  await admin.query(`alter database ${EN_PREPARATION} rename to ${NOM}`)
}
