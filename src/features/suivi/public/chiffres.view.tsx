import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Documents, DownloadLink } from '../../../ui/liens.tsx'
import { PourLesMachines } from '../../../ui/machines.tsx'
import { Part } from '../../../ui/part.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { type Tri, totaux } from '../../laureats/index.ts'
import type { AidePublique } from './aides.queries.ts'
import { partDe } from './argent.mots.ts'
import type { FiltreAides } from './etat.rules.ts'

const francais = new Intl.Collator('fr', { numeric: true })
const depenses = (aides: readonly AidePublique[]) => aides.reduce((s, a) => s + a.depense, 0)

/** Granted and spent, by the values of a field. */
export const ParPart = ({
  id,
  titre,
  aides,
  par,
}: {
  id: string
  titre: string
  aides: readonly AidePublique[]
  par: (a: AidePublique) => string
}) => {
  const parts = [...Map.groupBy(aides, par)]
    .map(([libelle, siens]) => ({ libelle, nombre: siens.length, aide: totaux(siens).aide, depense: depenses(siens) }))
    .sort((a, b) => francais.compare(a.libelle, b.libelle))
  return (
    <section aria-labelledby={id}>
      <h2 class="fr-h4" id={id}>
        {titre}
      </h2>
      <Tableau
        legende={`Aide accordée et dépensée, ${titre.toLowerCase()}`}
        legendeCachee
        dense
        lignes={parts}
        colonnes={[
          { titre: titre.replace('Par ', '').replace(/^./, x => x.toUpperCase()), cellule: p => p.libelle },
          { titre: 'Projets', cellule: p => p.nombre, num: true },
          { titre: 'Accordé', cellule: p => formatEuros(p.aide), num: true },
          { titre: 'Dépensé', cellule: p => formatEuros(p.depense), num: true },
          {
            titre: 'Part dépensée',
            cellule: p => (
              <span class="gt-part-dite">
                <Part part={p.depense / p.aide} hauteur={10} />
                {partDe(p.depense, p.aide)}
              </span>
            ),
          },
        ]}
        pied={[
          'Total',
          String(aides.length),
          formatEuros(totaux(aides).aide),
          formatEuros(depenses(aides)),
          partDe(depenses(aides), totaux(aides).aide),
        ]}
      />
    </section>
  )
}

type Props = { choisi: string; aides: readonly AidePublique[]; filtre: FiltreAides }

/** Every figure of the page in one table; its headings sort it. */
export const TableAides = ({ choisi, aides, filtre }: Props) => {
  const t = totaux(aides)
  const tri = (code: Tri) => {
    const ici = filtre.tri === code
    const { q, volet, departement, type, etat } = filtre
    const voulus = { appel: choisi, q, volet, etat, departement, type, tri: code, sens: ici && !filtre.desc ? 'desc' : '' }
    const query = new URLSearchParams(Object.entries(voulus).filter(([, v]) => v))
    return {
      sens: ici ? (filtre.desc ? ('descending' as const) : ('ascending' as const)) : undefined,
      href: `${paths.projetsAides()}?${query}#table`,
    }
  }
  return (
    <Tableau
      legende="Les projets, avec leur coût, l’aide et ce qui en est dépensé. Chaque colonne se trie."
      lignes={aides}
      tete={1}
      colonnes={[
        { titre: 'N°', cellule: l => l.n, tri: tri('n') },
        { titre: 'Porteur', cellule: l => l.porteur.nom, tri: tri('porteur') },
        { titre: 'Projet', cellule: l => <a href={paths.projet.voir(l.numero)}>{l.titre}</a>, tri: tri('projet') },
        { titre: 'Volet', cellule: l => l.voletTitre.split(',')[0] || '–', tri: tri('volet') },
        { titre: 'Département', cellule: l => l.departementNom, tri: tri('departement') },
        { titre: 'Coût global', cellule: l => (l.cout === null ? 'non chiffré' : formatEuros(l.cout)), num: true, tri: tri('cout') },
        { titre: 'Aide', cellule: l => formatEuros(l.aide), num: true, tri: tri('aide') },
        { titre: 'Taux', cellule: l => (l.taux === null ? '–' : formatTaux(l.taux, 0)), num: true, tri: tri('taux') },
        { titre: 'Dépensé', cellule: l => (l.bilans.length === 0 ? '–' : formatEuros(l.depense)), num: true },
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
        formatEuros(depenses(aides)),
      ]}
    />
  )
}

/** The same, to take away. `slug`: of the call that is read; nothing when all are. */
export const DonneesAides = ({ slug }: { slug: string | undefined }) => (
  <section aria-labelledby="donnees" class="fr-mt-6w gt-hors-papier">
    <h2 class="fr-h4" id="donnees">
      Reprendre ces données
    </h2>
    <Documents>
      {slug &&
        (['csv', 'xlsx', 'ods'] as const).map(f => (
          <li>
            <DownloadLink href={paths.appels.laureatsFeuilles[f](slug)} format={f.toUpperCase()}>
              Projets, tableau
            </DownloadLink>
          </li>
        ))}
      <li>
        <DownloadLink href={paths.donneesOuvertes.commandes({ appel: slug })} format="CSV">
          Commandes, tableau
        </DownloadLink>
      </li>
    </Documents>
    <PourLesMachines>
      <Documents>
        <li>
          <DownloadLink
            href={slug ? paths.appels.laureatsGeojson(slug) : paths.donneesOuvertes.laureats()}
            format="GeoJSON, un point et un territoire par projet"
          >
            Projets, carte
          </DownloadLink>
        </li>
        {slug && (
          <li>
            <a class="fr-link" href={paths.appels.laureatsAtom(slug)}>
              S’abonner au flux (Atom)
            </a>
          </li>
        )}
      </Documents>
    </PourLesMachines>
    <p class="gt-source">
      Licence Ouverte 2.0. <a href={paths.donneesOuvertes.accueil}>Toutes les données ouvertes</a>
    </p>
  </section>
)
