// `npm run sirets:importer -- FILE`: keeps the SIRET of the seat of the structures that the product knows, from an extract of Sirene (CSV). The guichet may
// be running. Ends with 0 when it is read, 1 when the file cannot be used, 2 when there is no guichet.
import { createReadStream } from 'node:fs'
import { importerSirets } from '../src/features/structures/importer-sirets.ts'
import { surLesGuichets } from './base.ts'

const [fichier] = process.argv.slice(2)
if (!fichier) {
  console.error('Donnez le fichier : npm run sirets:importer -- StockUniteLegale_utf8.csv')
  process.exit(1)
}
await surLesGuichets(async ({ db }) => {
  const r = await importerSirets(db, createReadStream(fichier, 'utf8'), new Date())
  if (r.ok) {
    const { retenus, lus, ecartees, raisons } = r.value
    console.log(`${retenus} SIRET retenus, ${lus} lignes lues${ecartees > 0 ? `, dont ${ecartees} laissées de côté` : ''}.`)
    for (const dite of raisons) console.log(dite)
    if (ecartees > raisons.length) console.log(`… et ${ecartees - raisons.length} autres.`)
  } else console.error(r.error)
  return r.ok ? 0 : 1
})
