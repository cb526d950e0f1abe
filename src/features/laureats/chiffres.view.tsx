import { formatEuros, formatTaux } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Documents, DownloadLink } from '../../ui/liens.tsx'
import { Barres } from '../../ui/plots/barres.tsx'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import { type FiltreLaureats, type LaureatPublie, type Part, type Tri, totaux } from './publication.ts'

/** How the aid is shared out: a drawing, and its table with every value. */
export const ParPart = ({ id, titre, parts }: { id: string; titre: string; parts: readonly Part[] }) =>
  parts.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h2 class="fr-h4" id={id}>
        {titre}
      </h2>
      <Barres
        id={`${id}-barres`}
        titre={`Aide accordée, ${titre.toLowerCase()}`}
        desc={parts.map(p => `${p.libelle}\u00a0: ${formatEuros(p.aide)}`).join('. ')}
        barres={parts.map(p => ({ libelle: p.court, dite: formatEuros(p.aide), parts: [p.aide] }))}
      />
      <Tableau
        legende={`Aide accordée, ${titre.toLowerCase()}`}
        legendeCachee
        dense
        lignes={parts}
        colonnes={[
          { titre: titre.replace('Par ', '').replace(/^./, x => x.toUpperCase()), cellule: p => p.libelle },
          { titre: 'Projets', cellule: p => p.nombre, num: true },
          { titre: 'Aide accordée', cellule: p => formatEuros(p.aide), num: true },
          { titre: 'Part', cellule: p => formatTaux(p.part, 0), num: true },
        ]}
      />
    </section>
  )

type Props = { appel: Appel; laureats: readonly LaureatPublie[]; filtre: FiltreLaureats }

/** Every figure of the page in one table; its headings sort it. */
export const TableLaureats = ({ appel, laureats, filtre }: Props) => {
  const t = totaux(laureats)
  const tri = (code: Tri) => {
    const ici = filtre.tri === code
    const { q, volet, departement, type } = filtre
    const voulus = { q, volet, departement, type, tri: code, sens: ici && !filtre.desc ? 'desc' : '' }
    const query = new URLSearchParams(Object.entries(voulus).filter(([, v]) => v))
    return {
      sens: ici ? (filtre.desc ? ('descending' as const) : ('ascending' as const)) : undefined,
      href: `${paths.appels.laureats(appel.slug)}?${query}#table`,
    }
  }
  return (
    <section aria-labelledby="table" class="fr-mt-6w">
      <h2 class="fr-h4" id="table">
        Tous les lauréats, en tableau
      </h2>
      <Tableau
        legende="Les lauréats, avec le coût global et le taux d’aide. Chaque colonne se trie."
        lignes={laureats}
        tete={1}
        colonnes={[
          { titre: 'N°', cellule: l => l.n, tri: tri('n') },
          { titre: 'Porteur', cellule: l => l.porteur.nom, tri: tri('porteur') },
          { titre: 'Projet', cellule: l => l.titre, tri: tri('projet') },
          { titre: 'Volet', cellule: l => appel.volets.find(v => v.code === l.volet)?.numero ?? '–', tri: tri('volet') },
          { titre: 'Département', cellule: l => l.departementNom, tri: tri('departement') },
          { titre: 'Coût global', cellule: l => (l.cout === null ? 'non chiffré' : formatEuros(l.cout)), num: true, tri: tri('cout') },
          { titre: 'Aide', cellule: l => formatEuros(l.aide), num: true, tri: tri('aide') },
          { titre: 'Taux', cellule: l => (l.taux === null ? '–' : formatTaux(l.taux, 0)), num: true, tri: tri('taux') },
        ]}
        pied={[
          'Total',
          `${t.nombre}\u00a0projet${t.nombre > 1 ? 's' : ''}`,
          '',
          '',
          '',
          formatEuros(t.cout),
          formatEuros(t.aide),
          t.cout > 0 ? formatTaux(t.aide / t.cout, 0) : '–',
        ]}
      />
    </section>
  )
}

/** The same, to take away. */
export const DonneesLaureats = ({ appel: { slug } }: { appel: Appel }) => (
  <section aria-labelledby="donnees" class="fr-mt-6w">
    <h2 class="fr-h4" id="donnees">
      Reprendre ces données
    </h2>
    <Documents>
      {(['csv', 'xlsx', 'ods'] as const).map(f => (
        <li>
          <DownloadLink href={paths.appels.laureatsFeuilles[f](slug)} format={f.toUpperCase()}>
            Lauréats, tableau
          </DownloadLink>
        </li>
      ))}
      <li>
        <DownloadLink href={paths.appels.laureatsGeojson(slug)} format="GeoJSON, un point et un territoire par projet">
          Lauréats, carte
        </DownloadLink>
      </li>
      <li>
        <a class="fr-link" href={paths.appels.laureatsAtom(slug)}>
          S’abonner au flux (Atom)
        </a>
      </li>
    </Documents>
    <p class="gt-source">
      Licence Ouverte 2.0. <a href={paths.donneesOuvertes.accueil}>Toutes les données ouvertes</a>
    </p>
  </section>
)
