// `npm run projets:importer -- FILE [DESCRIPTION] [--remplacer SLUG] [--sauf LINES]`: imports a CSV of projects aided in the past; the description (columns, source,
// licence) is chosen among `listes/*.yml` by the titles of the columns when it is not given; wrong lines stay out only when they are named (« 3,5-9 »). The guichet may
// be running. Ends with 0 when the list is in, 1 when it is refused (each mistake with its line, nothing written), 2 when there is no guichet.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { importerProjets } from '../src/features/projets-passes/importer-projets.ts'
import { lireLignes } from '../src/features/projets-passes/lignes-ecartees.ts'
import { entetesAbsents, lireEntetes } from '../src/features/projets-passes/lire-projets.ts'
import { lireDescription } from '../src/features/projets-passes/liste.schema.ts'
import { formatEuros } from '../src/lib/euros.ts'
import { ouvrirGuichets } from './base.ts'

const refuser = (lignes: readonly string[]): never => {
  for (const l of lignes) console.error(l)
  process.exit(1)
}
const lire = (fichier: string) => {
  try {
    return readFileSync(fichier)
  } catch {
    return refuser([`${fichier} : ce fichier ne s’ouvre pas. Vérifiez son nom.`])
  }
}
const decrire = (fichier: string) => {
  const lue = lireDescription(lire(fichier).toString('utf8'))
  return lue.ok ? lue.value : refuser(lue.error.map(e => `${fichier} : ${e}`))
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { remplacer: { type: 'string' }, sauf: { type: 'string' } } })
const [fichier, description] = positionals
if (!fichier) refuser(['Donnez le fichier : npm run projets:importer -- projets.csv [listes/ma-liste.yml]'])
const octets = lire(fichier!)
const lignes = values.sauf === undefined ? undefined : lireLignes(values.sauf)
if (lignes && !lignes.ok) refuser([lignes.error])
const sauf = lignes?.ok ? lignes.value : undefined

/** The one description whose columns this file has. */
function deviner() {
  const { entetes } = lireEntetes(octets.toString('utf8'))
  const connues = readdirSync('listes')
    .filter(f => f.endsWith('.yml'))
    .map(f => decrire(join('listes', f)))
  const bonnes = connues.filter(d => entetesAbsents(d, entetes).length === 0)
  if (bonnes.length === 1) return bonnes[0]!
  return refuser([
    bonnes.length === 0
      ? `Aucune description de « listes/ » ne correspond aux colonnes de ce fichier : ${entetes.join(', ')}.`
      : `Plusieurs descriptions conviennent : ${bonnes.map(d => d.slug).join(', ')}.`,
    'Indiquez la vôtre : npm run projets:importer -- projets.csv listes/ma-liste.yml',
  ])
}
const d = description ? decrire(description) : deviner()

const { db, guichets, fermer } = await ouvrirGuichets()
let code = 0
for (const g of guichets) {
  const r = await importerProjets(
    { db, guichetId: g.id, acteur: null, instant: new Date() },
    { octets, fichier: basename(fichier!), description: d, remplacer: values.remplacer, sauf },
  )
  if (r.ok) {
    console.log(`${g.nom} : ${r.value.projets} projets, ${formatEuros(r.value.montant)}${r.value.remplace ? ' (liste remplacée)' : ''}`)
    for (const { raisons } of r.value.ecartees) for (const dite of raisons) console.log(`Laissée de côté. ${dite}`)
  } else {
    for (const e of r.error) console.error(e)
    console.error(`${g.nom} : rien n’a été importé.`)
    code = 1
  }
}
await fermer()
process.exit(code)
