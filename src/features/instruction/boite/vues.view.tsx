import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { Checkbox, RadioGroup } from '../../../ui/choix.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'

/** `mienne`: one changes one's own alone; those of others are read, and may be what the list opens on. */
export type VueVue = {
  id: string
  nom: string
  href: string
  decrite: string
  partagee: boolean
  mienne: boolean
  auteur: string
  ouverture: boolean
}
type NouvelleProps = { requete: string; decrite: string; nom: string; partagee: boolean; ouverture: boolean }
type Props = {
  site: Site
  vues: readonly VueVue[]
  /** A filter to be kept, with the name typed so far. */
  nouvelle?: NouvelleProps | undefined
  /** What was typed for a view that exists. */
  renommee?: { id: string; nom: string; partagee: boolean } | undefined
  errors?: FieldErrors
  fait?: string | undefined
}

/** The filters that somebody keeps: name another, rename, remove. */
export const VuesPage = ({ site, vues, nouvelle, renommee, errors = {}, fait }: Props) => (
  <Page site={site} titre="Vues" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <p>
        <a class="fr-link fr-link--sm fr-icon-arrow-left-line fr-link--icon-left" href={paths.instruction.file}>
          Dossiers
        </a>
      </p>
      {fait && (
        <Alert ton="success" reponse>
          <p>{fait}</p>
        </Alert>
      )}
      <ErrorSummary errors={errors} />
      <h1>Vues</h1>
      <p>
        Une vue garde un filtre et un ordre sous un nom, pour vous seul ou pour le service. Partagée, chacun y lit les dossiers de son
        propre périmètre, et «&nbsp;moi&nbsp;» y est qui la lit.
      </p>
      {nouvelle && <Nouvelle {...nouvelle} error={errors.nom} />}
      {vues.length === 0 ? (
        !nouvelle && (
          <EmptyState titre="Vous ne gardez aucune vue.">
            Filtrez la <a href={paths.instruction.boite}>liste des dossiers</a>, puis choisissez «&nbsp;Garder cette vue&nbsp;».
          </EmptyState>
        )
      ) : (
        <ul class="gt-vues">
          {vues.map(v => (
            <Vue vue={v} saisie={renommee?.id === v.id ? renommee : undefined} error={errors[`nom-${v.id}`]} />
          ))}
        </ul>
      )}
    </div>
  </Page>
)

const Nouvelle = ({ requete, decrite, nom, partagee, ouverture, error }: NouvelleProps & { error: string | undefined }) => (
  <section aria-labelledby="nouvelle">
    <h2 class="fr-h4" id="nouvelle">
      Garder cette vue
    </h2>
    <p>{decrite}</p>
    <Formulaire action={paths.instruction.vues}>
      <input type="hidden" name="requete" value={requete} />
      <Field
        name="nom"
        label="Nom de la vue"
        hint="Par exemple «&nbsp;Sans délibération&nbsp;»"
        value={nom}
        error={error}
        autocomplete="off"
      />
      <QuiLaVoit id="qui" partagee={partagee} />
      <Checkbox name="ouverture" value="oui" label="Ouvrir mes dossiers sur cette vue" checked={ouverture} />
      <FormActions principal="Garder la vue" filet={false}>
        <a class="fr-link" href={`${paths.instruction.boite}?${requete}`}>
          Annuler
        </a>
      </FormActions>
    </Formulaire>
  </section>
)

const QuiLaVoit = ({ id, partagee }: { id: string; partagee: boolean }) => (
  <RadioGroup
    name="qui"
    id={id}
    label="Qui la voit"
    value={partagee ? 'service' : 'moi'}
    options={[
      { value: 'moi', label: 'Moi' },
      { value: 'service', label: 'Le service, chacun dans son périmètre' },
    ]}
    petit
  />
)

type VueProps = { vue: VueVue; saisie: { nom: string; partagee: boolean } | undefined; error: string | undefined }
const Vue = ({ vue: v, saisie, error }: VueProps) => (
  <li>
    <h2 class="fr-h6">
      <span class={`${v.partagee ? 'fr-icon-team-line' : 'fr-icon-star-line'} fr-icon--sm`} aria-hidden="true" />{' '}
      <a href={v.href}>{v.nom}</a>
    </h2>
    <p class="gt-sous">
      {v.decrite}. {v.mienne ? (v.partagee ? 'Partagée avec le service.' : 'Pour vous seul.') : `Partagée par ${v.auteur}.`}
    </p>
    <div class="gt-vues__actes">
      {v.mienne && (
        <details open={error !== undefined}>
          <summary>
            Modifier<span class="fr-sr-only"> la vue {v.nom}</span>
          </summary>
          <Formulaire action={paths.instruction.vue(v.id)}>
            <Field name="nom" id={`nom-${v.id}`} label="Nom de la vue" value={saisie?.nom ?? v.nom} error={error} autocomplete="off" />
            <QuiLaVoit id={`qui-${v.id}`} partagee={saisie?.partagee ?? v.partagee} />
            <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
              Enregistrer
            </button>
          </Formulaire>
        </details>
      )}
      <BoutonPost
        action={paths.instruction.file}
        champs={{ ouverture: v.ouverture ? '' : v.id }}
        class="fr-btn fr-btn--tertiary fr-btn--sm"
      >
        {v.ouverture ? 'Ne plus ouvrir sur cette vue' : 'Ouvrir mes dossiers sur cette vue'}
        <span class="fr-sr-only">&nbsp;: {v.nom}</span>
      </BoutonPost>
      {v.mienne && (
        <BoutonPost action={paths.instruction.retraitVue(v.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
          Retirer<span class="fr-sr-only"> la vue {v.nom}</span>
        </BoutonPost>
      )}
    </div>
  </li>
)
