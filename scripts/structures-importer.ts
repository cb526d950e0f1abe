// `npm run structures:importer -- FILE… [--departements 2A,2B]`: fills the directory in which structures are found, from INSEE's public stock files (StockUniteLegale,
// StockEtablissement). The guichet may be running. Ends with 0 when all is read, 1 when a file cannot be used, 2 when there is no guichet.
import { parseArgs } from 'node:util'
import { type Avance, importerRepertoire } from '../src/features/structures/repertoire/importer-repertoire.ts'
import { surLesGuichets } from './base.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { departements: { type: 'string' } } })
if (positionals.length === 0) {
  console.error('Donnez les fichiers : npm run structures:importer -- StockUniteLegale_utf8.csv StockEtablissement_utf8.csv')
  process.exit(1)
}
const departements = values.departements
  ?.split(',')
  .map(d => d.trim().toUpperCase())
  .filter(Boolean)
const nombre = (n: number) => n.toLocaleString('fr-FR')

const PAUSE_MS = 3000
let dite = performance.now()
function avancer({ fichier, octets, taille, lignes, retenues }: Avance) {
  if (performance.now() - dite < PAUSE_MS) return
  dite = performance.now()
  console.log(`${fichier} : ${Math.floor((100 * octets) / taille)} %, ${nombre(lignes)} lignes, ${nombre(retenues)} retenues.`)
}

await surLesGuichets(async ({ db }) => {
  const r = await importerRepertoire(db, positionals, { ...(departements ? { departements } : {}), avancer })
  if (r.ok)
    for (const l of r.value) {
      const reprise = l.reprise ? ' (lecture reprise où elle s’était arrêtée)' : ''
      console.log(
        `${l.fichier} : ${nombre(l.retenues)} structures retenues, ${nombre(l.lignes)} lignes lues, ${nombre(l.ecartees)} illisibles${reprise}.`,
      )
      for (const raison of l.raisons) console.log(raison)
      if (l.ecartees > l.raisons.length) console.log(`… et ${nombre(l.ecartees - l.raisons.length)} autres.`)
    }
  else console.error(r.error)
  return r.ok ? 0 : 1
})
