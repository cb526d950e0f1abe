// `npm run journal:verifier`: recomputes the whole journal of a guichet, and compares it with what was kept apart from it. The guichet may be running.
// `-- --attendu RANG:EMPREINTE`, as many times as wanted: that line must be there with that digest. `--guichet SLUG`: this one alone, when the database has several.
// Says where it is every few seconds, apart from its answer. Ends with 0 when the journal is whole, 1 when it is not, 2 when there is nothing to verify or the question is not understood.
import { parseArgs } from 'node:util'
import { auGuichet } from '../src/db/db.ts'
import { type LigneConnue, type Verification, verifierJournal } from '../src/features/journal/index.ts'
import { ouvrirGuichets } from './base.ts'

const refuser = (phrase: string): never => {
  console.error(phrase)
  process.exit(2)
}
const { values } = (() => {
  try {
    return parseArgs({ options: { attendu: { type: 'string', multiple: true }, guichet: { type: 'string' } } })
  } catch (e) {
    return refuser((e as Error).message)
  }
})()
const attendues = (values.attendu ?? []).map((texte): LigneConnue => {
  const lu = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(texte.trim())
  if (!lu)
    return refuser(`« ${texte} » n’est pas une ligne attendue. Écrivez RANG:EMPREINTE, l’empreinte en 64 chiffres et lettres de a à f.`)
  return { rang: Number(lu[1]), empreinte: lu[2]!.toLowerCase(), source: 'par vous' }
})

const { db, guichets, fermer } = await ouvrirGuichets()
const choisis = guichets.filter(g => !values.guichet || g.slug === values.guichet)
if (choisis.length === 0 || (attendues.length > 0 && choisis.length > 1)) {
  await fermer()
  refuser(`Indiquez le guichet avec --guichet : ${guichets.map(g => g.slug).join(', ')}.`)
}

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

function* phrases(v: Verification) {
  if (v.ok && v.lignes === 0) yield 'journal vide, et aucun dossier : rien à vérifier'
  else if (v.ok) {
    yield `${v.lignes} lignes, chaîne intacte`
    yield `tête à garder ailleurs : ${v.lignes}:${v.empreinte}`
  } else if (v.manquantes) {
    yield v.raison
    for (const l of v.manquantes) yield `${l.numero}, ${l.quoi}`
  } else yield `chaîne rompue à la ligne ${v.rang} : ${v.raison}`
}

let code = 0
for (const g of choisis) {
  const v = await auGuichet(db, g.id, tx => verifierJournal(tx, g.id, { attendues, avancer: dire(g.nom) }))
  for (const phrase of phrases(v)) console.log(`${g.nom} : ${phrase}`)
  if (!v.ok) code = 1
  else if (v.lignes === 0 && code === 0) code = 2
}
await fermer()
process.exit(code)
