// `npm run scenario`: plays the call of 2021 over HTTP, as its people do, on a guichet of its own that is removed at the end. `--appel SLUG`: plays any call that has
// test dossiers instead (a folder of `appels` or `appels-exemples`, or a path), from its publication to its letters. `--json`: the last line is one object. Ends with 1 at the
// first answer that is not the expected one, and says which.
import { parseArgs } from 'node:util'
import { conduire } from './scenario/commande.ts'
import { jouerFondateur } from './scenario/fondateur.ts'
import { ouvrirMonde } from './scenario/monde.ts'

const { values } = parseArgs({ options: { appel: { type: 'string' }, json: { type: 'boolean', default: false } } })
if (values.appel === undefined) await conduire(ouvrirMonde, jouerFondateur, values.json)
else {
  // test dossiers are read by the features whose doors open on views
  await import('./tsx.ts')
  const { jouerCommande, ouvrirEssais } = await import('./scenario/essais/programme.ts')
  await conduire(() => ouvrirEssais(values.appel!), jouerCommande, values.json)
}
