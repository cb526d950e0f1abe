import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lireConfig } from '../src/config.ts'
import { openDb, openPool } from '../src/db/db.ts'
import { choisirDossier, demarrerPgEmbarque } from '../src/db/pg-embarque.ts'

/**
 * The database of this installation for a command: DATABASE_URL, or the embedded one, which runs or is started for the time of the command. Ends
 * the process with 2 when there is none.
 */
export async function ouvrirGuichets() {
  const config = lireConfig(process.env)
  const dir = join(choisirDossier(config.GUICHET_DONNEES).dossier, 'pg')
  const socket = `postgres://postgres@/guichet?host=${encodeURIComponent(dir)}`
  const enMarche = config.DATABASE_URL ?? (await repond(socket))
  if (!enMarche && !existsSync(join(dir, 'PG_VERSION'))) {
    console.error(`Aucun guichet dans ce dossier : ${dir}. Indiquez le sien avec GUICHET_DONNEES, ou sa base avec DATABASE_URL.`)
    process.exit(2)
  }
  const embarque = enMarche ? undefined : await demarrerPgEmbarque(dir)
  const pool = openPool(enMarche ?? embarque!.url('guichet'), { max: 1 })
  const { rows } = await pool.query<{ id: string; slug: string; nom: string }>('select id, slug, nom from guichet order by slug')
  const fermer = async () => {
    await pool.end()
    await embarque?.stop()
  }
  return { db: openDb(pool), guichets: rows, fermer }
}

type Guichets = Awaited<ReturnType<typeof ouvrirGuichets>>
/** Does this on that database, then ends the process with what it gives: 0, or 1 once it has said why; 1 with the fault's own words where it fails. */
export async function surLesGuichets(faire: (g: Omit<Guichets, 'fermer'>) => Promise<0 | 1>): Promise<never> {
  const { fermer, ...guichets } = await ouvrirGuichets()
  const code = await faire(guichets)
    .catch(e => {
      console.error((e as Error).message)
      return 1
    })
    .finally(fermer)
  process.exit(code)
}

/** The address, if a guichet that runs answers there. */
async function repond(url: string) {
  const essai = openPool(url, { max: 1 })
  try {
    await essai.query('select 1')
    return url
  } catch {
    return undefined
  } finally {
    await essai.end()
  }
}
