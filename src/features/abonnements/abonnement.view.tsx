import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Typo } from '../../ui/texte.tsx'
import { GARDE_A_CONFIRMER_JOURS, GARDE_APRES_FIN_MOIS } from './garde.rules.ts'

type Appel = { slug: string; titre: string }
const arianeDe = (appel: Appel) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Appels à projets', href: paths.appels.liste },
  { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
  { libelle: 'Nouvelles par courriel' },
]

type Demande = {
  site: Site
  appel: Appel
  /** Nothing can be filed any more: what may still happen is that it opens again. */
  clos: boolean
  courriel: string
  errors: FieldErrors
  fait: 'envoye' | 'fini' | undefined
  /** The demonstration's mailbox. */
  boite: string | undefined
}

/** Asks to be told by mail what happens to a call: one field. */
export const NouvellesPage = ({ site, appel, clos, courriel, errors, fait, boite }: Demande) => (
  <Page site={site} titre={`Nouvelles par courriel, ${appel.titre}`} erreur={Object.keys(errors).length > 0} ariane={arianeDe(appel)}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Recevoir les nouvelles de l’appel</h1>
      <p class="fr-text--lead">
        <Typo texte={appel.titre} />
      </p>
      {fait === 'envoye' && (
        <Alert ton="success" titre="Ouvrez votre boîte" reponse>
          <p>
            Un courriel part à l’adresse que vous avez écrite. Ouvrez son lien pour confirmer.{' '}
            {boite && <a href={boite}>Boîte de la démonstration</a>}
          </p>
        </Alert>
      )}
      <Nouvelles fait={fait === 'fini' ? 'Cette adresse ne reçoit plus les nouvelles de cet appel. Elle est effacée.' : undefined} />
      <p>
        Un courriel quand un relevé est annoncé, quand les dépôts vont fermer ou rouvrent, quand une enveloppe reçoit de l’argent. Rien
        d’autre.
        {clos && ' L’appel est clos\u00a0: vous saurez s’il rouvre.'}
      </p>
      <Formulaire action={paths.appels.nouvelles(appel.slug)}>
        <Field
          name="courriel"
          label="Adresse électronique"
          hint="Par exemple mairie@votre-commune.fr"
          type="email"
          autocomplete="email"
          value={courriel}
          error={errors.courriel}
        />
        <FormActions principal="Recevoir les nouvelles" filet={false}>
          <a class="fr-link" href={paths.appels.voir(appel.slug)}>
            Revenir à l’appel
          </a>
        </FormActions>
      </Formulaire>
      <p class="gt-source">
        Chaque courriel permet d’arrêter. Une adresse qui n’est pas confirmée est effacée après {GARDE_A_CONFIRMER_JOURS}&nbsp;jours, les
        autres {GARDE_APRES_FIN_MOIS}&nbsp;mois après la fin de l’appel. <a href={paths.donneesPersonnelles}>Données personnelles</a>
      </p>
    </div>
  </Page>
)

type Abonne = { site: Site; jeton: string; appel: Appel; courriel: string; confirme: boolean; fait: boolean }

/** What the link of a mail opens: confirm, or stop. */
export const AbonnePage = ({ site, jeton, appel, courriel, confirme, fait }: Abonne) => (
  <Page site={site} titre={`Nouvelles par courriel, ${appel.titre}`} ariane={arianeDe(appel)}>
    <div class="gt-lecture">
      <h1 class="fr-h2">{confirme ? 'Vous recevez les nouvelles de l’appel' : 'Confirmer votre adresse'}</h1>
      <p class="fr-text--lead">
        <Typo texte={appel.titre} />
      </p>
      <Nouvelles fait={fait ? 'Votre adresse est confirmée.' : undefined} />
      {confirme ? (
        <>
          <p>
            À l’adresse <b>{courriel}</b>. <a href={paths.appels.voir(appel.slug)}>Voir l’appel</a>
          </p>
          <BoutonPost action={paths.nouvelles.fin(jeton)} class="fr-btn fr-btn--secondary">
            Ne plus recevoir ces courriels
          </BoutonPost>
        </>
      ) : (
        <>
          <p>
            Les nouvelles de cet appel iront à <b>{courriel}</b>.
          </p>
          <BoutonPost action={paths.nouvelles.confirmation(jeton)} class="fr-btn">
            Confirmer
          </BoutonPost>
          <p class="fr-mt-3w">Ce n’est pas vous{'\u202f'}? Ne faites rien, ou effacez cette adresse tout de suite.</p>
          <BoutonPost action={paths.nouvelles.fin(jeton)} class="fr-btn fr-btn--tertiary">
            Effacer cette adresse
          </BoutonPost>
        </>
      )}
    </div>
  </Page>
)
