// `npm run journal:verifier`: recomputes the whole journal of a guichet and names the first broken row. The guichet may be running.
// Ends with 0 when the chain is whole, 1 when it is broken, 2 when there is nothing to verify.
import { auGuichet } from '../src/db/db.ts'
import { verifierJournal } from '../src/features/journal/index.ts'
import { ouvrirGuichets } from './base.ts'

const { db, guichets, fermer } = await ouvrirGuichets()
let rompu = false
for (const g of guichets) {
  const v = await auGuichet(db, g.id, tx => verifierJournal(tx, g.id))
  rompu ||= !v.ok
  console.log(v.ok ? `${g.nom} : ${v.lignes} lignes, chaîne intacte` : `${g.nom} : chaîne rompue à la ligne ${v.rang} : ${v.raison}`)
}
await fermer()
process.exit(rompu ? 1 : 0)
