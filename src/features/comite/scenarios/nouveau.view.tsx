import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Conseil } from '../../../ui/blocs.tsx'
import { Field, MoneyField } from '../../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../../ui/choix.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { NOM_MAX, type SaisieScenario } from './scenario.form.ts'

export type NouveauVue = {
  cadre: CadreSeance
  enveloppe: number
  parts: readonly { champ: string; libelle: string; demande: number }[]
  /** One lot of a dossier may be funded alone, under this call. */
  lots: boolean
  dossiers: readonly { id: string; porteur: string; declaree: boolean; titre: string; demande: number; note: string }[]
  /** Somebody said how many people their project is for. */
  beneficiaires: boolean
  /** The scale of the call: « 39 ». */
  sur: string
  sansNote: number
}
type Props = { site: Site; vue: NouveauVue; saisie: SaisieScenario; errors: FieldErrors }

/** What a scenario is asked: what is looked for, and under which constraints. */
export const NouveauScenarioPage = ({ site, vue: v, saisie: s, errors }: Props) => (
  <Cadre site={site} cadre={v.cadre} page="Préparer un scénario" erreur={Object.keys(errors).length > 0}>
    <ErrorSummary errors={errors} />
    <p>
      {v.dossiers.length}&nbsp;dossier{v.dossiers.length > 1 && 's'}, {formatEuros(v.enveloppe)} à répartir. Le calcul propose&nbsp;; le
      comité décide.
    </p>
    {v.sansNote > 0 && (
      <Conseil>
        {v.sansNote}&nbsp;dossier{v.sansNote > 1 ? 's n’ont' : ' n’a'} pas encore de note finalisée et compte{v.sansNote > 1 && 'nt'} pour
        0&nbsp;point.
      </Conseil>
    )}
    <Formulaire action={paths.comite.scenarios(v.cadre.id)}>
      <Field
        name="nom"
        label="Nom du scénario"
        value={s.nom}
        error={errors.nom}
        maxlength={NOM_MAX}
        hint="Par exemple «&nbsp;Meilleures notes&nbsp;»"
      />
      <RadioGroup
        name="objectif"
        label="Ce que l’on cherche"
        value={s.objectif}
        error={errors.objectif}
        options={[
          { value: 'points', label: 'Le plus de points', hint: 'Somme des notes moyennes des dossiers retenus' },
          ...(v.beneficiaires
            ? [{ value: 'beneficiaires', label: 'Le plus de bénéficiaires', hint: 'Tels que les porteurs les annoncent' }]
            : []),
          { value: 'dossiers', label: 'Le plus de dossiers' },
        ]}
      />
      <CheckboxGroup
        name="reduits"
        label="Montants"
        values={s.reduits ? ['oui'] : []}
        options={[{ value: 'oui', label: 'Accepter un montant réduit', hint: 'Jamais sous le plancher que le porteur accepte' }]}
      />
      {v.lots && (
        <CheckboxGroup
          name="lots"
          label="Lots"
          values={s.lots ? ['oui'] : []}
          options={[{ value: 'oui', label: 'Accepter de financer un seul lot', hint: 'Pour les dossiers découpés en lots' }]}
        />
      )}
      <h2 class="fr-h5 fr-mt-4w">Limites</h2>
      <div class="gt-scenario__champs">
        <Field
          name="seuil"
          label="Note minimale"
          facultatif
          court
          suffix={`sur ${v.sur}`}
          inputmode="decimal"
          value={s.seuil}
          error={errors.seuil}
        />
        <MoneyField name="plafond" label="Aide maximale par dossier" facultatif value={s.plafond} error={errors.plafond} />
      </div>
      <h2 class="fr-h5 fr-mt-4w">Parts réservées</h2>
      <div class="gt-scenario__champs">
        {v.parts.map(x => (
          <MoneyField
            name={x.champ}
            label={`${x.libelle}, au moins`}
            facultatif
            hint={`Demandé\u00a0: ${formatEuros(x.demande)}`}
            value={s.parts[x.champ]}
            error={errors[x.champ]}
          />
        ))}
      </div>
      <h2 class="fr-h5 fr-mt-4w">Décidé d’avance</h2>
      <div class="gt-scenario__listes">
        <ChoixDossiers v={v} name="imposes" label="Dossiers imposés" values={s.imposes} error={errors.imposes} />
        <ChoixDossiers v={v} name="exclus" label="Dossiers exclus" values={s.exclus} error={errors.exclus} />
      </div>
      <FormActions principal="Lancer le calcul">
        <button class="fr-btn fr-btn--secondary" type="submit" name="faire" value="main">
          Enregistrer et remplir à la main
        </button>
        <a class="fr-link" href={paths.comite.scenarios(v.cadre.id)}>
          Revenir aux scénarios
        </a>
      </FormActions>
    </Formulaire>
  </Cadre>
)

type Choix = { v: NouveauVue; name: 'imposes' | 'exclus'; label: string; values: readonly string[]; error: string | undefined }
const ChoixDossiers = ({ v, name, label, values, error }: Choix) => (
  <details open={values.length > 0 || !!error}>
    <summary>
      {label}
      {values.length > 0 && `\u00a0: ${values.length}`}
    </summary>
    <CheckboxGroup
      name={name}
      label={label}
      petit
      values={values}
      error={error}
      options={v.dossiers.map(d => ({
        value: d.id,
        label: <NomStructure nom={d.porteur} declaree={d.declaree} />,
        hint: `${d.titre} · demande ${formatEuros(d.demande)} · note ${d.note}`,
      }))}
    />
  </details>
)
