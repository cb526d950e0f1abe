// `npm run territoires:contours FILE`: draws the map of the guichet from a GeoJSON of communes (property `code`, INSEE): IGN Admin Express or API Géo.
// The guichet may be running. Ends with 0 when the map is drawn, 1 when the file cannot be used, 2 when there is no guichet.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { importerContours } from '../src/features/territoires/importer-contours.ts'
import { surLesGuichets } from './base.ts'

const [fichier] = process.argv.slice(2)
if (!fichier) {
  console.error('Donnez le fichier : npm run territoires:contours -- communes.geojson')
  process.exit(1)
}
await surLesGuichets(async ({ db, guichets }) => {
  const texte = readFileSync(fichier, 'utf8')
  for (const g of guichets) {
    const n = await importerContours(db, g.id, { texte, source: basename(fichier), instant: new Date() })
    const inconnues = n.inconnues > 0 ? `, ${n.inconnues} communes inconnues du référentiel laissées` : ''
    console.log(`${g.nom} : ${n.communes} communes, ${n.epci} EPCI, ${n.departements} départements${inconnues}`)
  }
  return 0
})
