import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { EmptyState, Sur } from '../../../ui/blocs.tsx'
import { DateField, Field, Select } from '../../../ui/champs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { Erreur, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import type { Instance } from '../../instances/index.ts'
import { motRang, type RangDonne } from '../../ordre/index.ts'
import type { Inscriptible } from './preparation.queries.ts'
import type { SaisieSeance } from './seance.form.ts'
import { type Candidat, candidatsPour, type Siege } from './sieges.ts'

export type PreparationProps = {
  site: Site
  appel: string
  /** The séance that changes; none for a new one. */
  seanceId: string | undefined
  action: string
  instance: Instance
  sieges: readonly Siege[]
  candidats: readonly Candidat[]
  dossiers: readonly Inscriptible[]
  saisie: SaisieSeance
  errors: FieldErrors
  /** The rank that their porteurs gave to these dossiers. */
  priorites: ReadonlyMap<string, RangDonne>
  /** The ranks of the agenda have just been filled in from these. */
  suivi: boolean
}

/** A séance to call, or to change before it opens: when and where, who sits, which dossiers. */
export const PreparationPage = (p: PreparationProps) => {
  const titre = p.seanceId ? 'Modifier la séance' : 'Nouvelle séance'
  const principal = p.seanceId ? 'Enregistrer' : 'Créer la séance'
  return (
    <Page
      site={p.site}
      titre={`${titre}, ${p.appel}`}
      erreur={Object.keys(p.errors).length > 0}
      ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Comité', href: paths.comite.accueil }, { libelle: titre }]}
    >
      <Sur>{p.instance.libelle ? `${p.appel} · ${p.instance.libelle}` : p.appel}</Sur>
      <h1 class="fr-h2">{titre}</h1>
      <ErrorSummary errors={p.errors} />
      <Formulaire action={p.action}>
        {/* the first button is the one that Enter presses */}
        <button hidden type="submit">
          {principal}
        </button>
        <div class="gt-lecture">
          <Quand {...p} />
          <Membres {...p} />
        </div>
        <OrdreDuJour {...p} />
        <FormActions principal={principal}>
          <a class="fr-link" href={p.seanceId ? paths.comite.seance(p.seanceId) : paths.comite.accueil}>
            Revenir sans enregistrer
          </a>
        </FormActions>
      </Formulaire>
    </Page>
  )
}

const Quand = ({ saisie: s, errors }: PreparationProps) => (
  <section aria-labelledby="quand">
    <h2 class="fr-h4" id="quand">
      Date et lieu
    </h2>
    <DateField name="jour" label="Jour" hint="Au format jj/mm/aaaa, par exemple 26/10/2021" value={s.jour} error={errors.jour} />
    <Field
      name="heure"
      label="Heure"
      hint="Heure de Paris, par exemple 14:30"
      value={s.heure}
      error={errors.heure}
      court
      autocomplete="off"
    />
    <Field name="lieu" label="Lieu" hint="Une salle, ou une visioconférence" value={s.lieu} error={errors.lieu} autocomplete="off" />
  </section>
)

const Membres = ({ sieges, candidats, instance: { quorum }, saisie, errors }: PreparationProps) => (
  <section aria-labelledby="membres" class="fr-mt-4w">
    <h2 class="fr-h4" id="membres">
      Membres
    </h2>
    <p>
      L’appel prévoit {sieges.length}&nbsp;{sieges.length > 1 ? 'sièges' : 'siège'} et un quorum de {quorum}. Chaque membre reçoit un
      courriel.
    </p>
    {sieges.map(s => {
      const options = candidatsPour(s, candidats).map(c => ({ value: c.id, label: c.nom }))
      return (
        <Select
          name={`siege-${s.rang}`}
          label={s.libelle}
          hint={options.length === 0 ? 'Aucun compte n’a ce rôle dans le guichet.' : undefined}
          vide="Siège vacant"
          value={saisie.sieges[s.rang]}
          options={options}
          error={errors[`siege-${s.rang}`]}
        />
      )
    })}
  </section>
)

const OrdreDuJour = ({ dossiers, instance, saisie, errors, priorites, suivi }: PreparationProps) => (
  <section aria-labelledby="ordre" class="fr-mt-4w">
    <h2 class="fr-h4" id="ordre">
      Ordre du jour
    </h2>
    <Erreur id="dossiers" error={errors.dossiers} />
    <Tableau
      legende={`${instance.avis ? 'Dossiers qui demandent cet avis' : 'Dossiers au comité qui attendent une séance'}\u00a0: ${dossiers.length}`}
      id="dossiers"
      dense
      lignes={dossiers}
      vide={
        <EmptyState titre={instance.avis ? 'Aucun dossier ne demande cet avis.' : 'Aucun dossier n’attend le comité.'}>
          Un dossier y vient quand son instructeur l’a passé au comité.
        </EmptyState>
      }
      colonnes={[
        {
          titre: 'Dossier',
          cellule: d => (
            <Checkbox
              name="dossiers"
              id={`dossier-${d.id}`}
              value={d.id}
              label={
                <>
                  {d.numero}
                  <span class="fr-sr-only"> {d.porteur}</span>
                </>
              }
              checked={saisie.dossiers.includes(d.id)}
              petit
            />
          ),
        },
        { titre: 'Projet', cellule: d => d.titre || 'Sans titre' },
        {
          titre: 'Porteur',
          cellule: d => (
            <>
              {d.porteur}
              {priorites.has(d.id) && <span class="gt-sous"> priorité&nbsp;{motRang(priorites.get(d.id)!)}</span>}
            </>
          ),
        },
        { titre: 'Aide demandée', num: true, cellule: d => (d.aide === null ? 'Inconnue' : formatEuros(d.aide)) },
        {
          titre: 'Rang',
          cellule: d => (
            <>
              <label class="fr-sr-only" for={`rang-${d.id}`}>
                Rang du dossier {d.numero} à l’ordre du jour
              </label>
              <input
                class={`fr-input gt-rang${errors[`rang-${d.id}`] ? ' fr-input--error' : ''}`}
                id={`rang-${d.id}`}
                name={`rang-${d.id}`}
                inputmode="numeric"
                autocomplete="off"
                value={saisie.rangs[d.id] ?? ''}
                aria-invalid={errors[`rang-${d.id}`] ? 'true' : undefined}
                aria-describedby={errors[`rang-${d.id}`] ? `rang-${d.id}-erreur` : undefined}
              />
              <Erreur id={`rang-${d.id}`} error={errors[`rang-${d.id}`]} />
            </>
          ),
        },
      ]}
    />
    {dossiers.length > 0 && <p class="gt-sous">Sans rang, les dossiers se suivent par numéro.</p>}
    {priorites.size > 0 && (
      <>
        <p>
          Des porteurs ont rangé leurs dossiers.{' '}
          <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit" name="faire" value="suivre">
            Suivre l’ordre des porteurs
          </button>
        </p>
        <p role="status">
          {suivi && 'Les rangs suivent l’ordre des porteurs, aux places que leurs dossiers avaient. Enregistrez pour les garder.'}
        </p>
      </>
    )}
  </section>
)
