import { paths } from '../../../paths.ts'
import { Source } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Typo } from '../../../ui/texte.tsx'
import type { Appel } from '../../cahier/index.ts'

/** What the secretary fills in by hand or after copying. */
const BLANC = '……………'
const MONTANT = `${BLANC}\u00a0€`
type Ligne = { libelle: string }

/** A délibération to copy or print: the call, the project, its financing plan, the request. Names no commune and no amount. */
export const DeliberationPage = ({ site, appel, numero }: { site: Site; appel: Appel; numero: number }) => (
  <Page
    site={site}
    titre={`Modèle de délibération, ${appel.titre}`}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Appels à projets', href: paths.appels.liste },
      { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
      { libelle: 'Modèle de délibération' },
    ]}
  >
    <div class="gt-lecture">
      <h1>Modèle de délibération</h1>
      <Source>
        Copiez ou imprimez ce texte, puis complétez les points de suspension. Votre assemblée peut l’adapter. Reprenez les mêmes montants
        dans le dossier.
      </Source>
      <h2>
        {BLANC} (nom de la structure), séance du {BLANC}
      </h2>
      <p>Vu le code général des collectivités territoriales,</p>
      <p>
        Vu l’appel à projets «&nbsp;
        <Typo texte={appel.titre} />
        &nbsp;» (<Typo texte={appel.regime.libelle} />
        ), version {numero} de son cahier des charges,
      </p>
      <p>Considérant que le projet «&nbsp;{BLANC}&nbsp;» relève du volet (garder le bon)&nbsp;:</p>
      <ul>
        {appel.volets.map(v => (
          <li>
            volet {v.numero}, <Typo texte={v.titre} />
          </li>
        ))}
      </ul>
      <p>Après en avoir délibéré, l’assemblée&nbsp;:</p>
      <ol>
        <li>approuve ce projet{appel.plan === 'aucun' ? '' : ' et le plan de financement ci-dessous'}&nbsp;;</li>
        <li>
          demande une aide de {MONTANT} au titre de cet appel à projets, auprès du service suivant&nbsp;:{' '}
          <Typo texte={appel.regime.service.nom} />
          &nbsp;;
        </li>
        {appel.plan !== 'aucun' && <li>inscrit à son budget la part qui reste à sa charge&nbsp;;</li>}
        <li>autorise {BLANC} (fonction de la personne) à déposer le dossier et à signer les actes qui s’y rapportent.</li>
      </ol>
      {appel.plan === 'complet' && <Plan legende="Dépenses hors taxes" lignes={appel.natures.filter(n => n.eligible !== 'exclue')} />}
      {appel.plan !== 'aucun' && (
        <Plan
          legende="Ressources"
          lignes={[
            { libelle: 'Aide demandée' },
            { libelle: 'Part de la structure' },
            { libelle: appel.plan === 'simple' ? 'Autres aides publiques' : 'Autres financements' },
          ]}
        />
      )}
      <p>
        Votes pour&nbsp;: {BLANC} Contre&nbsp;: {BLANC} Abstentions&nbsp;: {BLANC}
      </p>
    </div>
  </Page>
)

const Plan = ({ legende, lignes }: { legende: string; lignes: readonly Ligne[] }) => (
  <Tableau
    legende={legende}
    lignes={lignes}
    colonnes={[
      { titre: 'Ligne', cellule: l => <Typo texte={l.libelle} /> },
      { titre: 'Montant', num: true, cellule: () => MONTANT },
    ]}
    pied={['Total', MONTANT]}
  />
)
