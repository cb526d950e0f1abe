import type { GuichetConfig } from '../../config.ts'
import { formatJourCourt } from '../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { type FiltreDonnees, paths } from '../../paths.ts'
import { EmptyState, Essentiel } from '../../ui/blocs.tsx'
import { Documents, DownloadLink, LienExterne } from '../../ui/liens.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import type { Bilan } from './bilan.ts'
import { FICHIERS, type Fichier } from './catalogue.ts'
import { COLONNES_SCDL } from './subventions.ts'

export type DonneesProps = { site: Site; guichet: GuichetConfig; bilan: Bilan; maj: Date | null }
const p = paths.donneesOuvertes
const LIEN_LICENCE = 'https://github.com/etalab/licence-ouverte/blob/master/LO.md'

/** What may be taken away, by whom, and what each column says. */
export const DonneesPage = (props: DonneesProps) => (
  <Page site={props.site} titre="Données ouvertes" ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Données ouvertes' }]}>
    <h1 class="fr-mb-1w">Données ouvertes</h1>
    <p class="fr-text--lead">
      Qui a reçu combien, pour quel projet, et quels appels sont ouverts. Chacun peut reprendre ces données, les croiser et les publier
      {'\u00a0'}: elles sont sous Licence Ouverte 2.0.
    </p>
    <Essentiel faits={faits(props)} />
    <Fichiers {...props} />
    <Sources {...props} />
    <Annees {...props} />
    <Colonnes {...props} />
    <Reutiliser {...props} />
  </Page>
)

function faits({ bilan, maj }: DonneesProps) {
  return [
    { terme: 'Aides publiées', valeur: formatNombre(bilan.total.aides) },
    { terme: 'Montant', valeur: formatEuros(bilan.total.montant) },
    { terme: 'Appels et listes', valeur: String(bilan.programmes.length) },
    { terme: 'Mises à jour le', valeur: maj ? <Time instant={maj} /> : 'Jamais encore' },
  ]
}

const Fichiers = ({ bilan }: DonneesProps) => (
  <section aria-labelledby="fichiers" class="fr-mt-4w">
    <h2 id="fichiers" class="fr-h4">
      Tout télécharger
    </h2>
    <Documents>
      {FICHIERS.map(f => (
        <li>
          <DownloadLink href={f.chemin()} format={f.format} octets={bilan.tailles[f.code]}>
            {f.titre}
          </DownloadLink>
          <p class="gt-sous fr-mb-0">
            {f.quoi}{' '}
            <LienExterne href={f.page} nom={`Description du format, ${f.titre}`}>
              Description du format
            </LienExterne>
          </p>
        </li>
      ))}
      <li>
        <DownloadLink href={p.catalogue()} format="JSON-LD" octets={bilan.tailles.catalogue}>
          Catalogue
        </DownloadLink>
        <p class="gt-sous fr-mb-0">La liste de ces fichiers, que les portails de données lisent seuls (DCAT-AP).</p>
      </li>
    </Documents>
  </section>
)

/** The files of one source or one year, by their formats. */
const Liens = ({ filtre, fichiers = FICHIERS, nom }: { filtre: FiltreDonnees; fichiers?: readonly Fichier[]; nom: string }) => (
  <span class="gt-formats">
    {fichiers.map(f => (
      <a href={f.chemin(filtre)} download data-turbo="false">
        {COURT[f.code]}
        <span class="fr-sr-only">, {nom}</span>
      </a>
    ))}
  </span>
)
const COURT: Record<Fichier['code'], string> = { subventions: 'CSV', giving: '360Giving', laureats: 'GeoJSON', appels: 'Appel' }

/** A list of past projects is no call; 360Giving has no file without a grant. */
const offert = (f: Fichier, x: DonneesProps['bilan']['programmes'][number]) =>
  (f.code !== 'appels' || x.genre === 'appel') && (f.code !== 'giving' || x.aides > 0)

const Sources = ({ bilan }: DonneesProps) => (
  <section aria-labelledby="appels" class="fr-mt-6w">
    <h2 id="appels" class="fr-h4">
      Par appel
    </h2>
    <Tableau
      legende="Aides publiées, par appel ou liste"
      legendeCachee
      lignes={bilan.programmes}
      vide={<EmptyState titre="Aucun appel n’est publié." />}
      colonnes={[
        { titre: 'Appel ou liste', cellule: x => <a href={x.chemin}>{x.titre}</a> },
        { titre: 'Nature', cellule: x => (x.genre === 'appel' ? 'Appel de ce guichet' : 'Projets passés') },
        { titre: 'Mis à jour', cellule: x => (x.publieeLe ? formatJourCourt(x.publieeLe) : 'rien encore') },
        { titre: 'Aides', cellule: x => formatNombre(x.aides), num: true },
        { titre: 'Montant', cellule: x => formatEuros(x.montant), num: true },
        {
          titre: 'Fichiers',
          cellule: x => <Liens filtre={{ appel: x.slug }} fichiers={FICHIERS.filter(f => offert(f, x))} nom={x.titre} />,
        },
      ]}
      pied={['Total', '', '', formatNombre(bilan.total.aides), formatEuros(bilan.total.montant), '']}
    />
  </section>
)

const Annees = ({ bilan }: DonneesProps) =>
  bilan.annees.length === 0 ? null : (
    <section aria-labelledby="annees" class="fr-mt-6w">
      <h2 id="annees" class="fr-h4">
        Par année
      </h2>
      <Tableau
        legende="Aides publiées, par année de l’acte"
        legendeCachee
        lignes={bilan.annees}
        colonnes={[
          { titre: 'Année', cellule: x => x.annee },
          { titre: 'Aides', cellule: x => formatNombre(x.aides), num: true },
          { titre: 'Montant', cellule: x => formatEuros(x.montant), num: true },
          {
            titre: 'Fichiers',
            cellule: x => <Liens filtre={{ annee: x.annee }} fichiers={FICHIERS.filter(f => f.code !== 'appels')} nom={x.annee} />,
          },
        ]}
      />
    </section>
  )

const Colonnes = ({ bilan }: DonneesProps) => (
  <section aria-labelledby="colonnes" class="fr-mt-6w">
    <h2 id="colonnes" class="fr-h4">
      Ce que disent les colonnes du tableau
    </h2>
    <p>
      Un projet commun tient sur plusieurs lignes, une par structure. L’aide entière est redite sur chacune&nbsp;: pour un total, multipliez
      le montant par la part, ou ne comptez chaque projet qu’une fois. Les parts sont égales, à un centième près, car le plan de financement
      est celui du projet et ne partage pas l’aide&nbsp;; elles font toujours 1.
    </p>
    {bilan.sansNumero > 0 && (
      <p>
        <b>
          {formatNombre(bilan.sansNumero)}&nbsp;ligne{bilan.sansNumero > 1 ? 's' : ''} sur {formatNombre(bilan.lignes)}
        </b>{' '}
        n’ont pas de numéro SIRET&nbsp;: il ne se déduit pas du SIREN, et n’est écrit que s’il est connu. Le fichier 360Giving donne alors
        le SIREN.
      </p>
    )}
    {bilan.enAttente > 0 && (
      <p>
        <strong>
          {formatNombre(bilan.enAttente)}&nbsp;structure{bilan.enAttente > 1 ? 's aidées n’ont' : ' aidée n’a'} pas encore de SIREN.
        </strong>{' '}
        {bilan.enAttente > 1 ? 'Elles sont absentes' : 'Elle est absente'} de subventions.csv jusque-là. Rien ne lui est payé sans ce
        numéro.
      </p>
    )}
    {bilan.sansDate > 0 && (
      <p>
        <b>
          {formatNombre(bilan.sansDate)}&nbsp;aide{bilan.sansDate > 1 ? 's' : ''}
        </b>{' '}
        de projets passés n’{bilan.sansDate > 1 ? 'ont' : 'a'} pas de jour de décision&nbsp;: la source n’en donne que l’année. La case
        reste vide.
      </p>
    )}
    <Tableau
      legende="Colonnes de subventions.csv"
      legendeCachee
      dense
      lignes={COLONNES_SCDL}
      colonnes={[
        { titre: 'Colonne', cellule: c => <code>{c.nom}</code> },
        { titre: 'Ce qu’elle dit', cellule: c => c.quoi },
      ]}
    />
    <p class="gt-source">
      UTF-8, virgules, point décimal, dates AAAA-MM-JJ. Un texte qui commence comme une formule de tableur est précédé d’une apostrophe.
    </p>
  </section>
)

const Reutiliser = ({ guichet, bilan }: DonneesProps) => (
  <section aria-labelledby="reutiliser" class="fr-mt-6w">
    <h2 id="reutiliser" class="fr-h4">
      Les réutiliser
    </h2>
    <p>
      Ces données sont sous <LienExterne href={LIEN_LICENCE}>Licence Ouverte 2.0</LienExterne>&nbsp;: libres, à condition de citer leur
      source («&nbsp;{guichet.attribuant.nom}&nbsp;») et la date de leur mise à jour.
      {bilan.programmes.some(x => x.genre === 'liste') &&
        ' Les listes de projets passés viennent d’autres producteurs, nommés sur la page de chacune\u00a0: citez-les aussi.'}
    </p>
    <p>
      Les adresses ne changent pas. Ajoutez <code class="gt-insecable">?appel=</code> et l’identifiant d’un appel, ou{' '}
      <code class="gt-insecable">?annee=</code> et une année, pour n’en prendre qu’une partie. D’autres sites peuvent les lire directement.
    </p>
    <p>
      N’y paraît que ce qui a été notifié aux porteurs, jamais ce qu’un dossier contient d’autre. Une question, une erreur{'\u202f'}?
      Écrivez à <a href={`mailto:${guichet.service.courriel}`}>{guichet.service.courriel}</a>.
    </p>
  </section>
)
