// `npm run journal:verifier`: recomputes the whole journal of a guichet and names the first broken row. The guichet may be running.
// Ends with 0 when the chain is whole, 1 when it is broken, 2 when there is nothing to verify.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lireConfig } from '../src/config.ts'
import { auGuichet, openDb, openPool } from '../src/db/db.ts'
import { choisirDossier, demarrerPgEmbarque } from '../src/db/pg-embarque.ts'
import { verifierJournal } from '../src/features/journal/index.ts'

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
const db = openDb(pool)

const { rows } = await pool.query<{ id: string; nom: string }>('select id, nom from guichet order by slug')
let rompu = false
for (const g of rows) {
  const v = await auGuichet(db, g.id, tx => verifierJournal(tx, g.id))
  rompu ||= !v.ok
  console.log(v.ok ? `${g.nom} : ${v.lignes} lignes, chaîne intacte` : `${g.nom} : chaîne rompue à la ligne ${v.rang} : ${v.raison}`)
}
await pool.end()
await embarque?.stop()
process.exit(rompu ? 1 : 0)

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
