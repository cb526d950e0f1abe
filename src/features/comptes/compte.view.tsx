import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Field, PasswordField } from '../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees, Reponses } from '../../ui/listes.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import { Colonne } from './connexion.view.tsx'

export type CompteVue = {
  nom: string
  courriel: string
  motDePasse: boolean
  actuelExige: boolean
  /** The second factor is asked again before what protects the account changes. */
  aConfirmer: boolean
  totp: boolean
  cles: { id: string; nom: string }[]
  /** An agent must have a second factor. */
  agent: boolean
  sessions: { id: string; appareil: string; ouverte: Date; courante: boolean }[]
}
export const FAITS = {
  nom: 'Votre nom est enregistré.',
  mot_de_passe: 'Votre mot de passe est enregistré. Vos autres sessions sont fermées.',
  session: 'La session est fermée.',
  sessions: 'Toutes vos autres sessions sont fermées.',
  second_facteur: 'Le second facteur est retiré.',
  cle: 'La clé d’accès est retirée.',
  cle_ajoutee: 'La clé d’accès est ajoutée.',
} as const
export type Fait = keyof typeof FAITS

type Props = { site: Site; compte: CompteVue; fait?: Fait | undefined; values?: Record<string, string>; errors?: FieldErrors }
export const ComptePage = ({ site, compte, fait, values = {}, errors = {} }: Props) => (
  <Page
    site={site}
    titre="Mon compte"
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Mon compte' }]}
  >
    <Colonne>
      <ErrorSummary errors={errors} />
      <Nouvelles fait={fait && FAITS[fait]} />
      <h1>Mon compte</h1>
      <Reponses
        reponses={[
          { libelle: 'Adresse électronique', valeur: compte.courriel },
          { libelle: 'Structures', valeur: <a href={paths.structures.rejoindre}>Voir mes structures, en rejoindre une</a> },
        ]}
      />
      <Formulaire action={paths.compte.nom} class="fr-mt-4w">
        <Field
          name="nom"
          label="Prénom et nom"
          hint="Vos collègues et le service instructeur le voient"
          autocomplete="name"
          value={values.nom ?? compte.nom}
          error={errors.nom}
        />
        <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit">
          Enregistrer mon nom
        </button>
      </Formulaire>
      <MotDePasse compte={compte} errors={errors} />
      <SecondFacteur compte={compte} />
      <Sessions sessions={compte.sessions} />
      <section class="fr-mt-6w" aria-labelledby="donnees">
        <h2 class="fr-h4" id="donnees">
          Mes données
        </h2>
        <p>
          <a href={paths.compte.acces}>Voir vos accès{compte.agent ? '' : ', et qui a consulté vos dossiers'}</a>
          <br />
          <a href={paths.conservation.mesDonnees}>Exporter mes données</a>
          <br />
          <a href={paths.conservation.suppression}>Supprimer mon compte</a>
        </p>
      </section>
    </Colonne>
  </Page>
)

const MotDePasse = ({ compte, errors }: { compte: CompteVue; errors: FieldErrors }) => (
  <section class="fr-mt-6w" aria-labelledby="mot-de-passe">
    <h2 class="fr-h4" id="mot-de-passe">
      Mot de passe
    </h2>
    <p>{compte.motDePasse ? 'Vous en avez un.' : 'Vous n’en avez pas.'} Le lien envoyé à votre adresse suffit toujours pour entrer.</p>
    {compte.aConfirmer ? (
      <AConfirmer retour={paths.compte.voir}>Pour changer de mot de passe</AConfirmer>
    ) : (
      <ChangerMotDePasse compte={compte} errors={errors} />
    )}
  </section>
)

/** In place of a form, until the second factor was given again. */
export const AConfirmer = ({ retour, children }: { retour: string; children: string }) => (
  <p>
    {children}, <a href={`${paths.compte.confirmation}?${new URLSearchParams({ retour })}`}>donnez d’abord votre second facteur</a>.
  </p>
)

const ChangerMotDePasse = ({ compte, errors }: { compte: CompteVue; errors: FieldErrors }) => (
  <Formulaire action={paths.compte.motDePasse} aria-labelledby="mot-de-passe">
    <input type="text" name="identifiant" value={compte.courriel} autocomplete="username" hidden readonly />
    {compte.actuelExige && (
      <PasswordField
        name="actuel"
        label="Mot de passe actuel"
        hint="Oublié ? Déconnectez-vous, entrez avec un lien, puis revenez ici dans le quart d’heure."
        error={errors.actuel}
      />
    )}
    <PasswordField
      name="nouveau"
      label="Nouveau mot de passe"
      hint="12 caractères au moins, par exemple quatre mots"
      autocomplete="new-password"
      error={errors.nouveau}
    />
    <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit">
      {compte.motDePasse ? 'Changer de mot de passe' : 'Enregistrer ce mot de passe'}
    </button>
  </Formulaire>
)

const SecondFacteur = ({ compte }: { compte: CompteVue }) => {
  const moyens = [
    ...(compte.totp ? ['une application'] : []),
    ...(compte.cles.length > 0 ? [`${compte.cles.length}\u00a0clé${compte.cles.length > 1 ? 's' : ''} d’accès`] : []),
  ]
  return (
    <section class="fr-mt-6w" aria-labelledby="second-facteur">
      <h2 class="fr-h4" id="second-facteur">
        Second facteur
      </h2>
      <p>
        {moyens.length > 0
          ? `Votre compte demande ${moyens.join(' ou ')} à chaque connexion.`
          : `Un code ou une clé, en plus de votre adresse, protège votre compte si quelqu’un lit vos courriels.${compte.agent ? ' Il est obligatoire pour les agents.' : ''}`}
      </p>
      <a class="fr-btn fr-btn--secondary" href={paths.compte.secondFacteur}>
        {moyens.length > 0 ? 'Gérer le second facteur' : 'Ajouter un second facteur'}
      </a>
    </section>
  )
}

const Sessions = ({ sessions }: { sessions: CompteVue['sessions'] }) => (
  <section class="fr-mt-6w" aria-labelledby="sessions">
    <h2 class="fr-h4" id="sessions">
      Sessions ouvertes
    </h2>
    <p>Si vous ne reconnaissez pas un appareil, fermez sa session, puis changez de mot de passe si vous en avez un.</p>
    <p>
      <a href={paths.compte.prolongation}>Voir quand cette session prend fin</a>
    </p>
    <Rangees>
      {sessions.map(s => (
        <Rangee
          titre={s.appareil}
          note={
            <>
              Ouverte le <Time instant={s.ouverte} />
            </>
          }
          badge={s.courante ? <p class="fr-badge fr-badge--sm fr-badge--info fr-badge--no-icon">Cette session</p> : <Fermer s={s} />}
        />
      ))}
    </Rangees>
    {sessions.length > 1 && (
      <div class="fr-mt-3w">
        <BoutonPost action={paths.compte.sessions} class="fr-btn fr-btn--secondary">
          Fermer toutes les autres sessions
        </BoutonPost>
      </div>
    )}
  </section>
)

const Fermer = ({ s }: { s: CompteVue['sessions'][number] }) => (
  <BoutonPost action={paths.compte.session(s.id)}>
    Fermer<span class="fr-sr-only"> la session de {s.appareil}</span>
  </BoutonPost>
)
