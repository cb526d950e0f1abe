import { Feed } from 'feed'
import { html } from 'hono/html'
import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../cahier/index.ts'
import { type ColonneFeuille, colonne } from '../tableur/index.ts'
import type { LaureatPublie } from './publication.ts'
import { ancreLaureat } from './situer.ts'

/** The columns of the table to take away, units in the titles; the last only where the call computes its aid: a column is never empty to the end. */
export const colonnesLaureats = ({ aide }: Pick<Appel, 'aide'>): ColonneFeuille<LaureatPublie>[] => [
  colonne('N°', 'entier', 6, l => l.n),
  colonne('Dossier', 'texte', 14, l => l.numero),
  colonne('Porteur', 'texte', 34, l => l.porteur.nom),
  colonne('SIREN du porteur', 'texte', 14, l => l.porteur.siren),
  colonne('Type de porteur', 'texte', 20, l => TYPES_STRUCTURE[l.porteur.type as TypeStructure] ?? l.porteur.type),
  colonne('Partenaires', 'texte', 40, l => l.partenaires.map(p => p.nom).join(', ')),
  colonne('Projet', 'texte', 60, l => l.titre),
  colonne('Volet', 'texte', 40, l => l.voletTitre),
  colonne('Département', 'texte', 20, l => l.departementNom),
  colonne('Coût global (€)', 'euros', 14, l => l.cout),
  colonne('Aide accordée (€)', 'euros', 14, l => l.aide),
  colonne('Taux (%)', 'decimal', 10, l => (l.taux === null ? null : Math.round(l.taux * 1000) / 10)),
  colonne('Publié le (heure de Paris)', 'instant', 18, l => l.publieLe),
  ...(aide.calcul === undefined ? [] : [colonne<LaureatPublie>('Calcul de l’aide', 'texte', 30, l => l.calcul)]),
]

/** The feed says of its texts that they are HTML: a reader of feeds would run what somebody typed. */
const enHtml = (texte: string) => String(html`${texte}`)

/** An Atom feed (RFC 4287), the latest first: one entry a lauréat, which leads to its line on the page. */
export function fluxAtom(appel: Appel, laureats: readonly LaureatPublie[], { url, maj }: { url: string; maj: Date }): string {
  const page = url + paths.appels.laureats(appel.slug)
  const feed = new Feed({
    title: `Lauréats : ${appel.titre}`,
    id: page,
    link: page,
    language: 'fr',
    copyright: 'Licence Ouverte 2.0',
    updated: maj,
    author: { name: appel.regime.service.nom },
    feedLinks: { atom: url + paths.appels.laureatsAtom(appel.slug) },
  })
  for (const l of laureats.toSorted((a, b) => b.publieLe.getTime() - a.publieLe.getTime()))
    feed.addItem({
      title: enHtml(`${l.porteur.nom} : ${l.titre}`),
      id: `urn:uuid:${l.id}`,
      link: `${page}#${ancreLaureat(l)}`,
      date: l.publieLe,
      description: enHtml([`Aide accordée : ${formatEuros(l.aide)}`, l.voletTitre, l.departementNom].filter(Boolean).join('. ')),
    })
  return feed.atom1()
}
