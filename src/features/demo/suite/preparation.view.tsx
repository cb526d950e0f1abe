import { paths } from '../../../paths.ts'
import { Conseil } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance } from '../../../ui/texte.tsx'
import type { Preparation } from './jouer-suite.ts'

type Props = { site: Site; instant: Date; preparation: Preparation | undefined }

/** What the guichet plays before the clock comes to a moment, step by step; a script reads it again until it ends. */
export const PreparationPage = ({ site, instant, preparation: p }: Props) => (
  <Page
    site={site}
    titre={p ? 'Le guichet avance' : 'C’est prêt'}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Démonstration', href: paths.demo.accueil },
      { libelle: p ? 'Le guichet avance' : 'C’est prêt' },
    ]}
  >
    <h1>{p ? 'Le guichet avance' : 'C’est prêt'}</h1>
    <div
      class="gt-progression gt-mesure"
      data-controller="progression"
      data-progression-url-value={paths.demo.preparation}
      data-progression-relire-value="true"
    >
      <div data-progression-target="vue">{p ? <EnCours instant={instant} p={p} /> : <Prete instant={instant} />}</div>
      <p class="fr-sr-only" role="status" data-progression-target="annonce" />
    </div>
  </Page>
)

/** On the other pages of the demonstration meanwhile: what they show is not the end of the story. */
export const EncoreEnJeu = ({ preparation: p }: { preparation: Preparation | undefined }) =>
  p && (
    <Conseil>
      <b>Le guichet avance vers «&nbsp;{p.titre}&nbsp;»&nbsp;:</b> son horloge change encore, et des courriels arrivent.{' '}
      <a href={paths.demo.preparation}>Où il en est</a>
    </Conseil>
  )

const EnCours = ({ instant, p }: { instant: Date; p: Preparation }) => {
  const faites = p.etapes.filter(e => e.faite).length
  return (
    <div class="gt-progression__vue" data-progression-target="enCours" data-etape="en_cours">
      <p>
        Pour arriver à «&nbsp;{p.titre}&nbsp;», chacun fait ce qu’il a à faire, comme sur le site. Cela n’a lieu qu’une fois et peut prendre
        une minute.
      </p>
      <p id="avancement">
        <strong>
          {faites} étape{faites > 1 && 's'} sur {p.etapes.length}
        </strong>
        . L’horloge du guichet marque <Echeance instant={instant} />.
      </p>
      <progress value={faites} max={p.etapes.length} aria-labelledby="avancement" />
      <ol>
        {p.etapes.map((e, i) => (
          <li aria-current={i === faites ? 'step' : undefined}>
            {e.libelle}
            {e.faite ? '\u00a0: fait' : i === faites ? '\u00a0: en cours' : ''}
          </li>
        ))}
      </ol>
      <p class="gt-sous">
        Vous pouvez fermer cette page, ou arrêter le guichet&nbsp;: il reprendra où il en est.{' '}
        <a href={paths.demo.preparation}>Actualiser</a>
      </p>
    </div>
  )
}

const Prete = ({ instant }: { instant: Date }) => (
  <>
    <p>
      L’horloge du guichet marque{' '}
      <strong>
        <Echeance instant={instant} />
      </strong>
      .
    </p>
    <p>
      <a class="fr-btn" href={`${paths.demo.accueil}#roles`}>
        Choisir un rôle
      </a>
    </p>
    <p>
      Sans rôle, lisez les <a href={paths.donneesOuvertes.accueil}>données ouvertes</a>, ou un appel et ses lauréats depuis{' '}
      <a href={paths.appels.liste}>les appels</a>.
    </p>
  </>
)
