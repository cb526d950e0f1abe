// `npm run boites:importer -- FILE`: keeps the mailboxes that the directory of public services gives for the structures that the product knows (CSV). The guichet may be running. Ends with 0 when
// it is read, 1 when the file cannot be used, 2 when there is no guichet.
import { importerFichierBoites } from '../src/features/structures/importer-boites.ts'
import { surLesGuichets } from './base.ts'

const [fichier] = process.argv.slice(2)
if (!fichier) {
  console.error('Donnez le fichier : npm run boites:importer -- annuaire-service-public.csv')
  process.exit(1)
}
await surLesGuichets(async ({ db }) => {
  const r = await importerFichierBoites(db, fichier, new Date())
  if (r.ok) console.log(`${r.value.retenues} adresses retenues, ${r.value.lues} lignes lues.`)
  else console.error(r.error)
  return r.ok ? 0 : 1
})
