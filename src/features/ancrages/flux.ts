import { Feed } from 'feed'
import { formatDateCivile } from '../../lib/dates.ts'
import { idDe } from '../../lib/empreintes.ts'
import { paths } from '../../paths.ts'
import type { Ancrage } from './ancrages.queries.ts'

/** Past it, the file of all of them is the one to read. */
const ENTREES_MAX = 60

/** An Atom feed of the anchors. An entry keeps its id whatever comes before or after it. */
export function fluxAncrages(
  ancrages: readonly Ancrage[],
  { guichetId, nom, url, maintenant }: { guichetId: string; nom: string; url: string; maintenant: Date },
): string {
  const fichier = url + paths.journal.ancrages
  const feed = new Feed({
    title: `${nom} : ancrages du journal`,
    id: `urn:uuid:${idDe(`ancrages:${guichetId}`)}`,
    link: fichier,
    language: 'fr',
    copyright: 'Licence Ouverte 2.0',
    updated: ancrages[0]?.prisLe ?? maintenant,
    author: { name: nom },
    feedLinks: { atom: url + paths.journal.flux },
  })
  for (const a of ancrages.slice(0, ENTREES_MAX))
    feed.addItem({
      title: `${formatDateCivile(a.jour)} : ligne ${a.rang}`,
      id: `urn:uuid:${idDe(`ancrage:${guichetId}:${a.jour}`)}`,
      link: fichier,
      date: a.prisLe,
      description: `${a.rang}:${a.empreinte}`,
    })
  return feed.atom1()
}
