import type { FieldErrors } from '../../lib/forms.ts'
import { majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { DateField, Field, FileField, MoneyField, Select } from '../../ui/champs.tsx'
import { Checkbox } from '../../ui/choix.tsx'
import { Cle, FormActions, Formulaire } from '../../ui/form.tsx'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import type { Appel } from '../cahier/index.ts'
import { ditDelegation, MOTS_NATURES, NATURES } from './competence.rules.ts'
import type { SaisieDelegation, Subdelegable } from './delegation.form.ts'

export type NouvelleProps = {
  appel: Pick<Appel, 'slug' | 'titre'>
  signataires: readonly Signataire[]
  /** What may be subdelegated. */
  meres: readonly Subdelegable[]
  saisie: SaisieDelegation
  cle: string
  errors: FieldErrors
}

/** Records a delegation that was published: who, to whom, by which arrêté, for which acts, up to what, until when. */
export const NouvelleDelegation = ({ appel, signataires, meres, saisie: v, cle, errors }: NouvelleProps) => {
  const options = (enPropre: boolean) =>
    signataires.filter(s => s.enPropre === enPropre).map(s => ({ value: s.id, label: `${majuscule(s.qualite)} (${nomDuSignataire(s)})` }))
  const [delegants, delegues] = [options(true), options(false)]
  return (
    <section class="fr-mt-5w gt-etroit gt-hors-papier" aria-labelledby="nouvelle">
      <h2 class="fr-h4" id="nouvelle">
        Enregistrer une délégation publiée
      </h2>
      {delegants.length === 0 || delegues.length === 0 ? (
        <p>
          Désignez d’abord l’autorité et la personne qui signe pour elle,{' '}
          <a href={`${paths.administration.personnes(appel.slug)}#signatures`}>sur la page des personnes</a>.
        </p>
      ) : (
        <Formulaire action={paths.administration.delegations(appel.slug)} fichiers aria-labelledby="nouvelle">
          <Cle valeur={cle} />
          <Select name="delegant" label="Qui délègue" value={v.delegant} error={errors.delegant} options={delegants} />
          {meres.length > 0 && (
            <Select
              name="mere"
              label="Subdélégation"
              hint="Si c’est une personne déléguée qui délègue à son tour, dans ce qu’elle tient"
              facultatif
              vide="Non, c’est l’autorité qui délègue"
              value={v.mere}
              error={errors.mere}
              options={meres.map(m => ({ value: m.id, label: `${majuscule(m.delegue.qualite)} subdélègue, ${ditDelegation(m)}` }))}
            />
          )}
          <Select name="delegue" label="À qui" value={v.delegue} error={errors.delegue} options={delegues} />
          <Field name="arrete_numero" label="Numéro de l’arrêté" value={v.arrete_numero} error={errors.arrete_numero} autocomplete="off" />
          <DateField name="arrete_le" label="Date de l’arrêté" value={v.arrete_le} error={errors.arrete_le} />
          <Field
            name="recueil"
            label="Recueil où il est publié"
            hint={'Par exemple\u00a0: recueil des actes administratifs R20-2026-03'}
            value={v.recueil}
            error={errors.recueil}
            autocomplete="off"
          />
          <DateField name="publiee_le" label="Publié le" value={v.publiee_le} error={errors.publiee_le} />
          <FileField name="fichier" label="Arrêté publié" hint={'Un PDF de 10\u00a0Mo au plus'} accept=".pdf" error={errors.fichier} />
          <fieldset class="fr-fieldset" aria-labelledby="natures-legende">
            <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id="natures-legende">
              Pour quels actes
            </legend>
            {NATURES.map(n => (
              <div class="fr-fieldset__element">
                <Checkbox
                  name={`nature_${n}`}
                  label={MOTS_NATURES[n].plusieurs}
                  checked={v[`nature_${n}`] === 'oui'}
                  error={errors[`nature_${n}`]}
                />
              </div>
            ))}
          </fieldset>
          <MoneyField
            name="plafond_acte"
            label="Plafond par acte"
            hint="Laissez vide s’il n’y en a pas"
            facultatif
            value={v.plafond_acte}
            error={errors.plafond_acte}
          />
          <MoneyField
            name="plafond_total"
            label="Plafond en tout"
            hint="Compté pour chaque sorte d’actes. Laissez vide s’il n’y en a pas"
            facultatif
            value={v.plafond_total}
            error={errors.plafond_total}
          />
          <DateField
            name="du"
            label="Premier jour"
            hint={'Le lendemain de la publication, sauf si l’arrêté dit autrement. Au format jj/mm/aaaa'}
            value={v.du}
            error={errors.du}
          />
          <DateField name="au" label="Dernier jour" hint="Laissez vide si l’arrêté n’en a pas" facultatif value={v.au} error={errors.au} />
          <Checkbox
            name="subdelegable"
            label="L’arrêté permet de subdéléguer"
            checked={v.subdelegable === 'oui'}
            error={errors.subdelegable}
          />
          <Checkbox name="tous" label="Pour tous les appels" hint="Sinon, pour cet appel." checked={v.tous === 'oui'} error={errors.tous} />
          <FormActions principal="Enregistrer la délégation" filet={false} />
        </Formulaire>
      )}
    </section>
  )
}
