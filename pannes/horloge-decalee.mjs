// Loaded before the program (`node --import`): its `Date` runs some milliseconds away from the machine's, as a file says, which is read again and again. The
// machine's own clock is left alone, and PostgreSQL's with it.
import { readFileSync } from 'node:fs'

const Reelle = Date
const fichier = process.env.PANNES_HEURE
let ecart = 0
const lire = () => {
  const lu = Number(readFileSync(fichier, 'utf8'))
  if (Number.isFinite(lu)) ecart = lu
}
if (fichier) {
  lire()
  setInterval(lire, 20).unref()
}
const maintenant = () => Reelle.now() + ecart
globalThis.Date = new Proxy(Reelle, {
  construct: (cible, args, nouveau) => Reflect.construct(cible, args.length > 0 ? args : [maintenant()], nouveau),
  apply: () => new Reelle(maintenant()).toString(),
  get: (cible, cle) => (cle === 'now' ? maintenant : Reflect.get(cible, cle)),
})
