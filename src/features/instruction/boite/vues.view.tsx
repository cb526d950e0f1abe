import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'

export type VueVue = { id: string; nom: string; href: string; decrite: string }
type Props = {
  site: Site
  vues: readonly VueVue[]
  /** A filter to be kept, with the name typed so far. */
  nouvelle?: { requete: string; decrite: string; nom: string } | undefined
  /** A name typed for a view that exists. */
  renommee?: { id: string; nom: string } | undefined
  errors?: FieldErrors
  fait?: string | undefined
}

/** The filters that somebody keeps: name another, rename, remove. */
export const VuesPage = ({ site, vues, nouvelle, renommee, errors = {}, fait }: Props) => (
  <Page site={site} titre="Mes vues" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <p>
        <a class="fr-link fr-link--sm fr-icon-arrow-left-line fr-link--icon-left" href={paths.instruction.boite}>
          Dossiers déposés
        </a>
      </p>
      {fait && (
        <Alert ton="success" reponse>
          <p>{fait}</p>
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <h1>Mes vues</h1>
      <p>Une vue garde un filtre et un ordre sous un nom. Personne d’autre ne voit les vôtres.</p>
      {nouvelle && <Nouvelle {...nouvelle} error={errors.nom} />}
      {vues.length === 0 ? (
        !nouvelle && (
          <EmptyState titre="Vous ne gardez aucune vue.">
            Filtrez la <a href={paths.instruction.boite}>liste des dossiers</a>, puis choisissez «&nbsp;Enregistrer comme vue&nbsp;».
          </EmptyState>
        )
      ) : (
        <ul class="gt-vues">
          {vues.map(v => (
            <Vue vue={v} saisie={renommee?.id === v.id ? renommee.nom : undefined} error={errors[`nom-${v.id}`]} />
          ))}
        </ul>
      )}
    </div>
  </Page>
)

const Nouvelle = ({ requete, decrite, nom, error }: { requete: string; decrite: string; nom: string; error: string | undefined }) => (
  <section aria-labelledby="nouvelle">
    <h2 class="fr-h4" id="nouvelle">
      Enregistrer comme vue
    </h2>
    <p>{decrite}</p>
    <Formulaire action={paths.instruction.vues}>
      <input type="hidden" name="requete" value={requete} />
      <Field
        name="nom"
        label="Nom de la vue"
        hint="Par exemple «&nbsp;Mes dossiers en retard&nbsp;»"
        value={nom}
        error={error}
        autocomplete="off"
      />
      <FormActions principal="Enregistrer" filet={false}>
        <a class="fr-link" href={`${paths.instruction.boite}?${requete}`}>
          Annuler
        </a>
      </FormActions>
    </Formulaire>
  </section>
)

const Vue = ({ vue: v, saisie, error }: { vue: VueVue; saisie: string | undefined; error: string | undefined }) => (
  <li>
    <h2 class="fr-h6">
      <a href={v.href}>{v.nom}</a>
    </h2>
    <p class="gt-sous">{v.decrite}</p>
    <div class="gt-vues__actes">
      <details open={error !== undefined}>
        <summary>
          Renommer<span class="fr-sr-only"> la vue {v.nom}</span>
        </summary>
        <Formulaire action={paths.instruction.vue(v.id)}>
          <Field name="nom" id={`nom-${v.id}`} label="Nom de la vue" value={saisie ?? v.nom} error={error} autocomplete="off" />
          <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
            Renommer
          </button>
        </Formulaire>
      </details>
      <BoutonPost action={paths.instruction.retraitVue(v.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
        Retirer<span class="fr-sr-only"> la vue {v.nom}</span>
      </BoutonPost>
    </div>
  </li>
)
