import type { FieldErrors } from '../../../lib/forms.ts'
import { Select } from '../../../ui/champs.tsx'
import { CheckboxGroup } from '../../../ui/choix.tsx'
import { TOUS_LES_APPELS } from './bornes.ts'
import { TOUS_DITS } from './roles.mots.ts'

export type Choix = {
  appels: readonly { slug: string; titre: string }[]
  departements: readonly { code: string; nom: string }[]
}

/** For which call, and where, a role is given. */
export const ChampsPortee = ({
  choix,
  saisie,
  errors,
}: {
  choix: Choix
  saisie: { appel: string; departements: readonly string[] }
  errors: FieldErrors
}) => (
  <>
    <Select
      name="appel"
      label="Appel"
      hint={'L’administration et la direction sont de tout le guichet\u00a0: ne choisissez alors aucun appel.'}
      facultatif
      value={saisie.appel}
      error={errors.appel}
      vide="Aucun"
      options={[{ value: TOUS_LES_APPELS, label: TOUS_DITS }, ...choix.appels.map(a => ({ value: a.slug, label: a.titre }))]}
    />
    {choix.departements.length > 0 && (
      <CheckboxGroup
        name="departement"
        label="Départements"
        hint="Un référent départemental en a un au moins. Pour les autres, ne cochez rien pour tout le territoire."
        facultatif
        values={saisie.departements}
        error={errors.departement}
        options={choix.departements.map(d => ({ value: d.code, label: d.nom }))}
      />
    )}
  </>
)
