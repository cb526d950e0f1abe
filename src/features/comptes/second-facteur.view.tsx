import { raw } from 'hono/html'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Field, PasswordField } from '../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { AConfirmer, FAITS, type Fait } from './compte.view.tsx'
import { Colonne, Retour } from './connexion.view.tsx'

const ariane = [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Mon compte', href: paths.compte.voir },
]

export type SecondFacteurVue = {
  totp: boolean
  cles: { id: string; nom: string }[]
  motDePasse: boolean
  aConfirmer: boolean
  exige: boolean
}
type Props = { site: Site; vue: SecondFacteurVue; retour?: string | undefined; fait?: Fait | undefined; errors?: FieldErrors }

export const SecondFacteurPage = ({ site, vue, retour, fait, errors = {} }: Props) => (
  <Page site={site} titre="Second facteur" erreur={Object.keys(errors).length > 0} ariane={[...ariane, { libelle: 'Second facteur' }]}>
    <Colonne>
      <ErrorSummary errors={errors} />
      <Nouvelles fait={fait && FAITS[fait]} />
      <h1>Second facteur</h1>
      {vue.exige && (
        <Alert ton="warning" petit>
          <p>Votre rôle d’agent donne accès aux dossiers des autres. Ajoutez un second facteur pour continuer.</p>
        </Alert>
      )}
      <p>À chaque connexion, vous donnez en plus un code de votre téléphone, ou votre clé d’accès.</p>
      {vue.aConfirmer && <AConfirmer retour={paths.compte.secondFacteur}>Pour ajouter ou retirer quoi que ce soit</AConfirmer>}
      <Application vue={vue} retour={retour} errors={errors} />
      <Cles vue={vue} retour={retour} />
      {retour && !vue.exige && (
        <p class="fr-mt-4w">
          <a class="fr-btn" href={retour}>
            Continuer
          </a>
        </p>
      )}
    </Colonne>
  </Page>
)

const MotDePasse = ({ vue, id, errors }: { vue: SecondFacteurVue; id: string; errors: FieldErrors }) =>
  vue.motDePasse ? <PasswordField id={id} name="mot_de_passe" label="Votre mot de passe" error={errors[id]} /> : null

const Application = ({ vue, retour, errors }: { vue: SecondFacteurVue; retour: string | undefined; errors: FieldErrors }) => (
  <section class="fr-mt-4w" aria-labelledby="application">
    <h2 class="fr-h4" id="application">
      Application sur votre téléphone
    </h2>
    {vue.totp ? (
      <>
        <p>Elle est enregistrée : ses codes à 6 chiffres sont demandés à chaque connexion.</p>
        <Formulaire action={paths.compte.codesSecours} sansTurbo>
          <MotDePasse vue={vue} id="mot_de_passe_codes" errors={errors} />
          <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit">
            Faire de nouveaux codes de secours
          </button>
        </Formulaire>
        <Formulaire action={paths.compte.secondFacteurRetrait} class="fr-mt-3w">
          <MotDePasse vue={vue} id="mot_de_passe_retrait" errors={errors} />
          <button class="fr-btn fr-btn--tertiary fr-mt-2w" type="submit">
            Retirer l’application
          </button>
        </Formulaire>
      </>
    ) : (
      <>
        <p>
          Une application d’authentification (FreeOTP, Aegis, celle de votre téléphone…) montre un code qui change toutes les 30 secondes.
        </p>
        <Formulaire action={paths.compte.secondFacteur}>
          <Retour retour={retour} />
          <MotDePasse vue={vue} id="mot_de_passe" errors={errors} />
          <button class="fr-btn fr-mt-2w" type="submit">
            Enregistrer une application
          </button>
        </Formulaire>
      </>
    )}
  </section>
)

const Cles = ({ vue, retour }: { vue: SecondFacteurVue; retour: string | undefined }) => (
  <section class="fr-mt-6w" aria-labelledby="cles">
    <h2 class="fr-h4" id="cles">
      Clés d’accès
    </h2>
    <p>Le verrouillage de votre ordinateur ou de votre téléphone, ou une clé de sécurité, remplace le code.</p>
    {vue.cles.length > 0 && (
      <Rangees>
        {vue.cles.map(k => (
          <Rangee
            titre={k.nom}
            badge={
              <BoutonPost action={paths.compte.cleAcces(k.id)}>
                Retirer<span class="fr-sr-only"> la clé {k.nom}</span>
              </BoutonPost>
            }
          />
        ))}
      </Rangees>
    )}
    {!vue.aConfirmer && <AjouterCle retour={retour} />}
  </section>
)

const AjouterCle = ({ retour }: { retour: string | undefined }) => (
  <>
    <div
      class="fr-mt-3w gt-avec-script"
      data-controller="cle-acces"
      data-cle-acces-suite-value={`${paths.compte.secondFacteur}?${new URLSearchParams({ fait: 'cle_ajoutee', ...(retour ? { retour } : {}) })}`}
      hidden
    >
      <div class="fr-input-group">
        <label class="fr-label" for="nom-cle">
          Nom de la clé
          <span class="fr-hint-text">Pour la reconnaître, par exemple « Ordinateur de la mairie »</span>
        </label>
        <input class="fr-input" id="nom-cle" maxlength={60} data-cle-acces-target="nom" />
      </div>
      <button class="fr-btn fr-btn--secondary" type="button" data-cle-acces-target="bouton" data-action="cle-acces#creer">
        Ajouter une clé d’accès
      </button>
      <p class="fr-mt-1w" role="status" data-cle-acces-target="etat" />
    </div>
    <noscript>
      <p>Pour ajouter une clé d’accès, les scripts doivent être actifs dans votre navigateur.</p>
    </noscript>
  </>
)

export type Inscription = { qr: string; secret: string }
export const InscriptionPage = ({
  site,
  inscription,
  retour,
  errors = {},
}: {
  site: Site
  inscription: Inscription
  retour: string | undefined
  errors?: FieldErrors
}) => (
  <Page
    site={site}
    titre="Enregistrer une application"
    erreur={Object.keys(errors).length > 0}
    ariane={[...ariane, { libelle: 'Second facteur', href: paths.compte.secondFacteur }, { libelle: 'Enregistrer une application' }]}
  >
    <Colonne>
      <ErrorSummary errors={errors} />
      <h1>Enregistrer une application</h1>
      <h2 class="fr-h4">1. Ouvrez l’application et lisez ce dessin</h2>
      <div class="gt-qr">{raw(inscription.qr)}</div>
      <p>
        Vous ne pouvez pas le lire ? Tapez ce secret dans l’application :
        <br />
        <code class="gt-secret">{inscription.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <h2 class="fr-h4">2. Recopiez le code qu’elle montre</h2>
      <Formulaire action={paths.compte.secondFacteurCode} sansTurbo>
        <Retour retour={retour} />
        <Field
          name="code"
          label="Code à 6 chiffres"
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck={false}
          court
          error={errors.code}
        />
        <FormActions principal="Confirmer" filet={false}>
          <a class="fr-link" href={paths.compte.secondFacteur}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </Colonne>
  </Page>
)

/** Once, after they are made: with the application, or in the place of the former ones. */
export const CodesSecoursPage = ({ site, codes, suite, fait }: { site: Site; codes: readonly string[]; suite: string; fait: string }) => (
  <Page
    site={site}
    titre="Vos codes de secours"
    ariane={[...ariane, { libelle: 'Second facteur', href: paths.compte.secondFacteur }, { libelle: 'Codes de secours' }]}
  >
    <Colonne>
      <Alert ton="success" reponse petit>
        <p>{fait}</p>
      </Alert>
      <h1 class="fr-mt-3w">Vos codes de secours</h1>
      <p class="fr-text--lead">Notez-les maintenant : cette page ne les montrera plus.</p>
      <p>Chacun remplace une fois le code de l’application, si vous perdez votre téléphone. Gardez-les ailleurs que sur lui.</p>
      <ul class="gt-colonnes gt-codes">
        {codes.map(code => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <a class="fr-btn fr-mt-3w" href={suite}>
        J’ai noté mes codes
      </a>
    </Colonne>
  </Page>
)
