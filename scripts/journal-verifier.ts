// `npm run journal:verifier`: recomputes the whole journal of a guichet and names the first broken row. The guichet may be running.
// Says where it is every few seconds, apart from its answer. Ends with 0 when the chain is whole, 1 when it is broken, 2 when there is nothing to verify.
import { auGuichet } from '../src/db/db.ts'
import { verifierJournal } from '../src/features/journal/index.ts'
import { ouvrirGuichets } from './base.ts'

const { db, guichets, fermer } = await ouvrirGuichets()
const TOUTES_LES_MS = 3000
const entier = (n: number) => Math.round(n).toLocaleString('fr-FR')
/** What is done, at what pace, for as long as it lasts. */
function dire(nom: string) {
  const debut = performance.now()
  let dit = debut
  return (faites: number, lignes: number) => {
    const ici = performance.now()
    if (ici - dit < TOUTES_LES_MS) return
    dit = ici
    const parSeconde = faites / ((ici - debut) / 1000)
    const reste = Math.ceil((lignes - faites) / parSeconde)
    console.error(
      `${nom} : ${entier(faites)} lignes sur ${entier(lignes)} (${Math.floor((100 * faites) / lignes)} %), ${entier(parSeconde)} par seconde, encore ${entier(reste)} s`,
    )
  }
}

let rompu = false
for (const g of guichets) {
  const v = await auGuichet(db, g.id, tx => verifierJournal(tx, g.id, dire(g.nom)))
  rompu ||= !v.ok
  console.log(v.ok ? `${g.nom} : ${v.lignes} lignes, chaîne intacte` : `${g.nom} : chaîne rompue à la ligne ${v.rang} : ${v.raison}`)
}
await fermer()
process.exit(rompu ? 1 : 0)
