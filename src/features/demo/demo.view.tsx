import type { Acteur } from '../../contexte.ts'
import { formatJourCourt, isoParis } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { BoutonPost, ErrorSummary, FormActions, Formulaire, Groupe } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance } from '../../ui/texte.tsx'
import type { Jeu, Moment, Persona } from './jeu.ts'
import type { Preparation } from './suite/jouer-suite.ts'
import { EncoreEnJeu } from './suite/preparation.view.tsx'

type Props = {
  site: Site
  jeu: Jeu
  instant: Date
  acteur: Acteur | null
  /** Gestures of the story that were left out. */
  laisses: readonly string[]
  /** The moment that is being played. */
  preparation: Preparation | undefined
  values?: Record<string, unknown>
  errors?: FieldErrors
}

/** Choose who you are and when: the whole product in ten minutes. */
export const DemoPage = ({ site, jeu, instant, acteur, laisses, preparation, values = {}, errors = {} }: Props) => (
  <Page
    site={site}
    titre="Démonstration"
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Démonstration' }]}
  >
    <ErrorSummary errors={errors} />
    <h1>Choisissez un rôle et une date</h1>
    <p class="fr-text--lead gt-mesure">
      Ce site est une démonstration : les structures existent, les dossiers sont inventés. Aucun courriel ne part, tous arrivent dans la{' '}
      <a href={paths.demo.courriels}>boîte aux lettres</a>.
    </p>
    <EncoreEnJeu preparation={preparation} />
    <section aria-labelledby="roles">
      <h2 id="roles" class="fr-h3">
        Qui êtes-vous&#8239;?
      </h2>
      <ul class="gt-rangees">
        {jeu.personas.map(p => (
          <RangeePersona persona={p} actuel={acteur?.courriel === p.courriel} />
        ))}
      </ul>
    </section>
    <section aria-labelledby="horloge" class="fr-mt-6w">
      <h2 id="horloge" class="fr-h3">
        Quand sommes-nous&#8239;?
      </h2>
      <p>
        L’horloge du guichet marque{' '}
        <strong>
          <Echeance instant={instant} />
        </strong>
        . Elle avance toute seule. Revenir en arrière ne défait rien&nbsp;: ce qui est fait reste.
      </p>
      <ul class="gt-rangees">
        {jeu.moments.map(m => (
          <RangeeMoment moment={m} />
        ))}
      </ul>
      <AutreInstant instant={instant} saisie={values.instant} error={errors.instant} />
    </section>
    {laisses.length > 0 && <Laisses gestes={laisses} />}
  </Page>
)

const Laisses = ({ gestes }: { gestes: readonly string[] }) => (
  <section aria-labelledby="laisses" class="fr-mt-6w gt-mesure">
    <h2 id="laisses" class="fr-h3">
      Ce que l’histoire a laissé
    </h2>
    <p>
      Ce que vous avez fait reste. {gestes.length === 1 ? 'Un geste inventé n’avait' : `${gestes.length} gestes inventés n’avaient`} plus de
      place, l’histoire a continué sans.
    </p>
    <details>
      <summary>Lire la liste</summary>
      <ul>
        {gestes.map(g => (
          <li>{g}</li>
        ))}
      </ul>
    </details>
  </section>
)

const RangeePersona = ({ persona: p, actuel }: { persona: Persona; actuel: boolean }) => (
  <li class="gt-rangee">
    <div>
      <p class="gt-rangee__titre">
        <strong>{p.nom}</strong>
        {actuel && ' (vous)'}
      </p>
      <p class="gt-rangee__note">{p.texte}</p>
    </div>
    <BoutonPost action={paths.demo.session} champs={{ persona: p.id }}>
      Se connecter<span class="fr-sr-only"> comme {p.nom}</span>
    </BoutonPost>
  </li>
)

const RangeeMoment = ({ moment: m }: { moment: Moment }) => (
  <li class="gt-rangee">
    <div>
      <p class="gt-rangee__titre">
        <strong>{m.libelle}</strong>
      </p>
      <p class="gt-rangee__note">
        <Echeance instant={m.instant} />
        {m.texte && `. ${m.texte}`}
      </p>
    </div>
    <BoutonPost action={paths.demo.horloge} champs={{ instant: isoParis(m.instant), ...(m.suite ? { suite: m.suite } : {}) }}>
      Y aller
      <span class="fr-sr-only">
        {' '}
        : {m.libelle}, {formatJourCourt(m.instant)}
      </span>
    </BoutonPost>
  </li>
)

const AutreInstant = ({ instant, saisie, error }: { instant: Date; saisie: unknown; error: string | undefined }) => (
  <Formulaire action={paths.demo.horloge} class="fr-mt-4w gt-mesure">
    <Groupe id="instant" label="Un autre instant" hint="Heure de Paris" error={error}>
      <input
        class="fr-input gt-instant"
        type="datetime-local"
        step="1"
        id="instant"
        name="instant"
        value={typeof saisie === 'string' ? saisie : isoParis(instant).slice(0, 19)}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? 'instant-erreur' : undefined}
      />
    </Groupe>
    <FormActions principal="Régler l’horloge" filet={false} />
  </Formulaire>
)
