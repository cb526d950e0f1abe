// `npm run guichet:appliquer`: brings the settings that the database holds to those of the guichet's file (GUICHET_CONFIG). Tells what would change, and changes nothing
// without `-- --confirmer`. The guichet may be running: its processes see the change within a second.
// Ends with 0 when nothing is left to change, 1 when the file is refused, 2 when there is no such guichet or the question is not understood, 3 when something would change.
import { parseArgs } from 'node:util'
import { lireConfig } from '../src/config.ts'
import { annuairesPermis, direDifference, idDuSlug } from '../src/features/guichet/index.ts'
import { appliquerFichier } from '../src/features/guichet/reglages/appliquer.ts'
import { ouvrirGuichets } from './base.ts'

const finir = (code: number, phrases: readonly string[]): never => {
  for (const p of phrases) (code === 0 || code === 3 ? console.log : console.error)(p)
  process.exit(code)
}
const { confirmer } = (() => {
  try {
    return parseArgs({ options: { confirmer: { type: 'boolean', default: false } } }).values
  } catch (e) {
    return finir(2, [(e as Error).message])
  }
})()
const config = lireConfig(process.env)
const { installation: fichier } = config
const guichetId = idDuSlug(fichier.slug)

const { db, guichets, fermer } = await ouvrirGuichets()
if (!guichets.some(g => g.id === guichetId)) {
  await fermer()
  finir(2, [`« ${fichier.slug} » n’est pas dans cette base : ${guichets.map(g => g.slug).join(', ') || 'elle n’a aucun guichet'}.`])
}
const ctx = { db, guichetId, acteur: null, instant: new Date() }
const r = await appliquerFichier(ctx, fichier, { confirmer, ou: { annuairesPermis: annuairesPermis(config) } })
await fermer()
if (!r.ok) finir(1, [`${config.GUICHET_CONFIG} est refusé :`, ...r.error.map(e => `  ${e}`)])
else if (r.value.length === 0) finir(0, [`La base dit déjà ce que dit ${config.GUICHET_CONFIG}.`])
else {
  const lignes = r.value.map(d => `  ${direDifference(d)}`)
  if (confirmer) finir(0, ['Appliqué :', ...lignes])
  else finir(3, ['Ce qui changerait :', ...lignes, 'Rien n’est changé. Pour appliquer : npm run guichet:appliquer -- --confirmer'])
}
