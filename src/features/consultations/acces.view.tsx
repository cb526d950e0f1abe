import { formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { majuscule, pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import type { derniersActes } from '../journal/index.ts'
import type { JourDeLecture, Passage } from './consultations.queries.ts'
import { TableauPassages } from './passages.view.tsx'

type Acte = Awaited<ReturnType<typeof derniersActes>>[number]
type Props = {
  site: Site
  lectures: readonly JourDeLecture[]
  passages: readonly Passage[]
  actes: readonly Acte[]
  agent: boolean
  gardeMois: number
}

/** When the service read the dossiers of the reader's structures, when they came in, what they did. */
export const AccesPage = ({ site, lectures, passages, actes, agent, gardeMois }: Props) => (
  <Page
    site={site}
    titre="Vos accès"
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Mon compte', href: paths.compte.voir }, { libelle: 'Vos accès' }]}
  >
    <h1>Vos accès</h1>
    {!agent && (
      <section aria-labelledby="lectures">
        <h2 id="lectures" class="fr-h4">
          Qui a consulté vos dossiers
        </h2>
        <p>
          Les agents du service instructeur, dont c’est le travail. Vous lisez quand et combien, jamais leur nom. Gardé {gardeMois}
          &nbsp;mois.
        </p>
        <Lectures lectures={lectures} />
      </section>
    )}
    <section aria-labelledby="connexions" class="fr-mt-6w">
      <h2 id="connexions" class="fr-h4">
        {agent ? 'Vos connexions et vos lectures' : 'Vos connexions'}
      </h2>
      <p>
        Si l’une n’est pas de vous, <a href={paths.compte.voir}>fermez vos autres sessions</a>, puis prévenez le service.
      </p>
      {passages.length === 0 ? <p>Aucune depuis {gardeMois}&nbsp;mois.</p> : <TableauPassages lignes={passages} soi />}
    </section>
    <section aria-labelledby="actes" class="fr-mt-6w">
      <h2 id="actes" class="fr-h4">
        Vos derniers actes
      </h2>
      {actes.length === 0 ? (
        <p>Aucun pour l’instant.</p>
      ) : (
        <Tableau<Acte>
          legende="Vos actes, du plus récent au plus ancien"
          legendeCachee
          dense
          lignes={actes}
          colonnes={[
            {
              titre: 'Quand',
              cellule: l => <time datetime={l.instant.toISOString()}>{formatInstant(l.instant, { secondes: true })}</time>,
            },
            { titre: 'Sur quoi', cellule: l => l.objet?.nom ?? '–' },
            { titre: 'Ce que vous avez fait', cellule: l => majuscule(l.phrase) },
          ]}
        />
      )}
      <p class="gt-sous">
        Les {actes.length} derniers. <a href={paths.conservation.mesDonnees}>Emporter tout ce que le guichet garde de vous</a>
      </p>
    </section>
  </Page>
)

const Lectures = ({ lectures }: { lectures: readonly JourDeLecture[] }) =>
  lectures.length === 0 ? (
    <p>Personne du service n’a encore ouvert vos dossiers.</p>
  ) : (
    <Tableau<JourDeLecture>
      legende="Jours où le service a lu vos dossiers"
      legendeCachee
      dense
      lignes={lectures}
      colonnes={[
        { titre: 'Jour', cellule: l => formatDateCivile(l.jour) },
        { titre: 'Dossier', cellule: l => <a href={paths.dossiers.voir(l.dossier)}>{l.numero}</a> },
        { titre: 'Par', cellule: l => pluriel(l.personnes, 'agent du service', 'agents du service') },
        { titre: 'Pièces ouvertes', num: true, cellule: l => l.pieces },
      ]}
    />
  )
