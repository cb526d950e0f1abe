import type { PropsWithChildren } from 'hono/jsx'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Field, PasswordField } from '../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { CodeRecu } from './code-recu.view.tsx'
import { DUREE_MAX_SESSION_H, DUREE_SESSION_H } from './session.ts'

/** One reading column: nothing beside the one thing to do. */
export const Colonne = ({ children }: PropsWithChildren) => (
  <div class="fr-grid-row">
    <div class="fr-col-12 fr-col-md-9 fr-col-lg-7">{children}</div>
  </div>
)

export const Retour = ({ retour }: { retour: string | undefined }) => (retour ? <input type="hidden" name="retour" value={retour} /> : null)

type ConnexionProps = {
  site: Site
  retour?: string | undefined
  proconnect: boolean
  values?: Record<string, string>
  errors?: FieldErrors
  /** A sentence above the page: what has just gone wrong elsewhere. */
  avis?: string | undefined
}

export const ConnexionPage = ({ site, retour, proconnect, values = {}, errors = {}, avis }: ConnexionProps) => (
  <Page site={site} titre="Se connecter ou créer un compte" erreur={Object.keys(errors).length > 0}>
    <Colonne>
      <ErrorSummary errors={errors} />
      {avis && (
        <Alert ton="warning" petit>
          <p>{avis}</p>
        </Alert>
      )}
      <h1>Se connecter ou créer un compte</h1>
      <section aria-labelledby="par-lien">
        <h2 class="fr-h4" id="par-lien">
          Avec votre adresse électronique
        </h2>
        <p>
          Nous vous envoyons un lien. Il ouvre votre compte, ou le crée si c’est votre première visite. Vous restez connecté{' '}
          {DUREE_SESSION_H}&nbsp;heures, ou {DUREE_MAX_SESSION_H} si vous le demandez.
        </p>
        <Formulaire action={paths.connexionLien} aria-labelledby="par-lien">
          <Retour retour={retour} />
          <Field
            name="courriel"
            label="Adresse électronique"
            hint="Votre adresse professionnelle, par exemple mairie@votre-commune.fr"
            type="email"
            autocomplete="email"
            spellcheck={false}
            value={values.courriel}
            error={errors.courriel}
          />
          <FormActions principal="Recevoir un lien de connexion" filet={false} />
        </Formulaire>
      </section>
      {proconnect && <ParProConnect retour={retour} />}
      <ParCle retour={retour} />
      <ParMotDePasse retour={retour} values={values} errors={errors} />
    </Colonne>
  </Page>
)

const ParProConnect = ({ retour }: { retour: string | undefined }) => (
  <section class="fr-mt-6w" aria-labelledby="par-proconnect">
    <h2 class="fr-h4" id="par-proconnect">
      Avec ProConnect
    </h2>
    <p>Pour les agents publics. ProConnect prouve aussi que vous travaillez pour votre structure.</p>
    <Formulaire action={paths.connexionProConnect} sansTurbo>
      <Retour retour={retour} />
      <button class="fr-btn fr-btn--secondary" type="submit">
        S’identifier avec ProConnect
      </button>
    </Formulaire>
  </section>
)

/** Needs a script: hidden without one. */
const ParCle = ({ retour, suite = paths.connexion }: { retour: string | undefined; suite?: string }) => (
  <section
    class="fr-mt-6w gt-avec-script"
    aria-labelledby="par-cle"
    data-controller="cle-acces"
    data-cle-acces-suite-value={`${suite}${retour ? `?${new URLSearchParams({ retour })}` : ''}`}
    hidden
  >
    <h2 class="fr-h4" id="par-cle">
      Avec une clé d’accès
    </h2>
    <p>Si vous en avez enregistré une sur cet appareil ou sur une clé de sécurité.</p>
    <button class="fr-btn fr-btn--secondary" type="button" data-cle-acces-target="bouton" data-action="cle-acces#ouvrir">
      Utiliser ma clé d’accès
    </button>
    <p role="status" class="fr-mt-1w" data-cle-acces-target="etat" />
  </section>
)

const ParMotDePasse = ({ retour, values, errors }: { retour: string | undefined; values: Record<string, string>; errors: FieldErrors }) => (
  <details class="fr-mt-6w gt-details" open={Object.keys(errors).some(k => k !== 'courriel')}>
    <summary>
      <h2 class="fr-h4 fr-mb-0 gt-details__titre">Avec un mot de passe</h2>
    </summary>
    <Formulaire action={paths.connexion} class="fr-mt-2w">
      <Retour retour={retour} />
      <Field
        name="courriel_mdp"
        label="Adresse électronique"
        type="email"
        autocomplete="username"
        spellcheck={false}
        value={values.courriel_mdp}
        error={errors.courriel_mdp}
      />
      <PasswordField name="mot_de_passe" label="Mot de passe" error={errors.mot_de_passe} />
      <p class="fr-text--sm">
        Mot de passe oublié ? Recevez un lien de connexion ci-dessus : vous pourrez alors changer de mot de passe dans votre compte.
      </p>
      <button class="fr-btn fr-btn--secondary" type="submit">
        Se connecter
      </button>
    </Formulaire>
  </details>
)

export const LienEnvoyePage = ({
  site,
  courriel,
  minutes,
  boite,
  retour,
  value,
  errors = {},
}: {
  site: Site
  courriel: string
  minutes: number
  boite: string | undefined
  retour: string | undefined
  value?: string
  errors?: FieldErrors
}) => (
  <Page site={site} titre="Regardez vos courriels" erreur={Object.keys(errors).length > 0}>
    <Colonne>
      <ErrorSummary errors={errors} />
      <h1>Regardez vos courriels</h1>
      <p class="fr-text--lead">
        Un message part à l’adresse <b>{courriel}</b>, avec un lien et un code.
      </p>
      <p>L’un ou l’autre vous fait entrer, une seule fois, pendant {minutes}&nbsp;minutes.</p>
      <CodeRecu action={paths.connexionCodeRecu} value={value} error={errors.code}>
        <Retour retour={retour} />
      </CodeRecu>
      {boite && (
        <Alert petit>
          <p>
            Ceci est une démonstration : aucun courriel ne part. <a href={boite}>Ouvrez la boîte aux lettres de la démonstration.</a>
          </p>
        </Alert>
      )}
      <h2 class="fr-h4 fr-mt-4w">Rien ne vient ?</h2>
      <ul>
        <li>Attendez quelques minutes : certaines messageries sont lentes.</li>
        <li>Cherchez dans les courriers indésirables.</li>
        <li>
          Vérifiez l’adresse, puis <a href={paths.connexion}>demandez un autre lien</a>.
        </li>
      </ul>
    </Colonne>
  </Page>
)

/** A mail scanner follows links: this page only shows a button, and the button uses the link. */
export const LienRecuPage = ({ site, jeton, retour }: { site: Site; jeton: string; retour: string | undefined }) => (
  <Page site={site} titre="Entrer">
    <Colonne>
      <h1>Bienvenue</h1>
      <p>Votre lien de connexion est prêt. Appuyez sur le bouton pour entrer.</p>
      <BoutonPost action={paths.connexionLienRecu(jeton)} champs={retour ? { retour } : {}} class="fr-btn fr-btn--lg">
        Entrer
      </BoutonPost>
      <p class="fr-text--sm fr-mt-4w">Si vous n’avez pas demandé ce lien, fermez cette page : il ne sert qu’à vous.</p>
    </Colonne>
  </Page>
)

export const LienPerduPage = ({ site, minutes, retour }: { site: Site; minutes: number; retour: string | undefined }) => (
  <Page site={site} titre="Ce lien ne sert plus" erreur>
    <Colonne>
      <h1>Ce lien ne sert plus</h1>
      <p class="fr-text--lead">Il a expiré, il a déjà servi, ou il est incomplet.</p>
      <p>Un lien de connexion sert une seule fois, pendant {minutes} minutes. Demandez-en un autre, il arrive tout de suite.</p>
      <a class="fr-btn" href={`${paths.connexion}${retour ? `?${new URLSearchParams({ retour })}` : ''}`}>
        Demander un autre lien
      </a>
    </Colonne>
  </Page>
)

type CodeProps = {
  site: Site
  retour?: string | undefined
  /** Where the code is sent, and where a passkey leads: signing in, unless an open session confirms an act. */
  action?: string
  pourquoi?: string
  totp: boolean
  cles: boolean
  value?: string | undefined
  errors?: FieldErrors
}
export const CodePage = ({ site, retour, action = paths.connexionCode, pourquoi, totp, cles, value, errors = {} }: CodeProps) => (
  <Page site={site} titre="Second facteur" erreur={Object.keys(errors).length > 0}>
    <Colonne>
      <ErrorSummary errors={errors} />
      <h1>Confirmez que c’est vous</h1>
      {pourquoi && <p class="fr-text--lead">{pourquoi}</p>}
      {totp && (
        <Formulaire action={action}>
          <Retour retour={retour} />
          <Field
            name="code"
            label="Code"
            hint="Les 6 chiffres de votre application, ou l’un de vos codes de secours"
            autocomplete="one-time-code"
            spellcheck={false}
            court
            value={value}
            error={errors.code}
          />
          <FormActions principal="Continuer" filet={false} />
        </Formulaire>
      )}
      {cles && <ParCle retour={retour} suite={action === paths.connexionCode ? paths.connexion : action} />}
      {cles && !totp && (
        <noscript>
          <p>Votre clé d’accès demande un navigateur où les scripts sont actifs.</p>
        </noscript>
      )}
      <p class="fr-mt-6w">
        Application ou clé perdue, et plus de code de secours ? <a href={paths.aide}>Écrivez au service</a>.
      </p>
    </Colonne>
  </Page>
)
