import { paths } from '../../src/paths.ts'
import type { MondeCommun } from './monde.ts'
import { caches, Surprise, texteDe } from './visiteur.ts'

/** Before the opening, the administrator adds the text that was read over, looks at it, publishes it, with a reason for each warning; anybody reads the call, which says `dit`. */
export async function publierAppel(m: MondeCommun, dit = '17 septembre 2021') {
  const a = paths.administration
  const { slug, source } = m.appel
  const admin = await m.persona('administrateur')
  const relu = `${source}\n# Texte relu avant l'ouverture.\n`
  const { vers } = await admin.envoyer(a.versions(slug), { source: relu }, 'ajouter une version')
  if (!vers.endsWith('fait=ajout')) throw new Surprise('ajouter une version', a.versions(slug), `conduit à ${vers}`)
  await admin.lire(a.apercu(slug, 2), 'relire la version')
  const avant = await admin.lire(a.publication(slug, 2), 'préparer la publication')
  const raisons = [...avant.matchAll(/<textarea[^>]*name="([^"]+)"/g)].map(x => [
    x[1]!,
    'Voulu\u00a0: cet appel est joué tel qu’il est écrit.',
  ])
  await admin.envoyer(a.publication(slug, 2), { ...caches(avant), ...Object.fromEntries(raisons) }, 'publier la version')
  const public_ = m.visiteur('Un visiteur')
  const page = texteDe(await public_.lire(paths.appels.voir(slug), 'lire l’appel'))
  if (!page.includes(dit)) throw new Surprise('lire l’appel', paths.appels.voir(slug), `la page ne dit pas «\u00a0${dit}\u00a0»`)
  await public_.pdf(paths.appels.cahierDesCharges(slug), 'lire le cahier des charges')
}
