import { readFileSync } from 'node:fs'
import { publierFichier } from '../features/appels/index.ts'
import type { World } from './world.ts'

export const JUMEAU = { slug: 'appel-jumeau', titre: 'Appel jumeau', code: 'JUM' }
/** The founding call under another name: same volets, same départements, same codes. Only the call tells its dossiers from the other's. */
export const texteJumeau = (j = JUMEAU) =>
  readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
    .replace(/^slug: .*/m, `slug: ${j.slug}`)
    .replace(/^code_dossier: .*/m, `code_dossier: ${j.code}`)
    .replace(/^titre: .*/m, `titre: ${j.titre}`)

/** Publishes it beside what the guichet has; gives its id. */
export async function publierJumeau(w: World, j = JUMEAU): Promise<string> {
  const r = await w.auGuichet(tx => publierFichier(tx, w.ctx(), texteJumeau(j)))
  if (!r.ok) throw new Error(r.error.map(e => `${e.champ}: ${e.message}`).join('\n'))
  return r.value.appelId
}
