import type { PropsWithChildren } from 'hono/jsx'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
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
export const DonneesAides = ({ slug, commandes }: { slug: string | undefined; commandes: number }) => (
  <section aria-labelledby="donnees" class="fr-mt-6w gt-hors-papier">
    <h2 class="fr-h4" id="donnees">
      Reprendre ces données
    </h2>
    <ul class="gt-portes">
      <Porte
        nom="Projets"
        liens={
          slug
            ? (['csv', 'xlsx', 'ods'] as const).map(f => [f.toUpperCase(), paths.appels.laureatsFeuilles[f](slug)])
            : [['CSV', paths.donneesOuvertes.subventions()]]
        }
      >
        Une ligne par projet&nbsp;: son porteur, son coût, l’aide.
      </Porte>
      <Porte nom="Commandes" liens={[['CSV', paths.donneesOuvertes.commandes({ appel: slug })]]}>
        {commandes > 0 && `${pluriel(commandes, 'commande')}\u00a0: `}
        {commandes > 0 ? 'l’entreprise' : 'L’entreprise'}, son département, la date, le montant.
      </Porte>
      <Porte nom="Carte" liens={[['GeoJSON', slug ? paths.appels.laureatsGeojson(slug) : paths.donneesOuvertes.laureats()]]}>
        Un point et un territoire par projet.
      </Porte>
      <li>
        <h3>
          <a href={paths.donneesOuvertes.accueil}>Toutes les données ouvertes</a>
        </h3>
        <p>
          Tous les appels, sous Licence Ouverte 2.0.
          {slug && (
            <>
              {' '}
              <a href={paths.appels.laureatsAtom(slug)}>S’abonner au flux (Atom)</a>
            </>
          )}
        </p>
      </li>
    </ul>
  </section>
)

/** A file, in each of its formats; the name of the first one holds what it is. */
const Porte = ({ nom, liens, children }: PropsWithChildren<{ nom: string; liens: readonly (readonly [string, string])[] }>) => {
  const [premier, ...autres] = liens
  return (
    <li>
      <h3>
        <a href={premier![1]} download data-turbo="false">
          {nom} ({premier![0]})
        </a>
      </h3>
      <p>
        {children}
        {autres.map(([format, href]) => (
          <>
            {' '}
            <a href={href} download data-turbo="false">
              <span class="fr-sr-only">{nom} : </span>
              {format}
            </a>
          </>
        ))}
      </p>
    </li>
  )
}
