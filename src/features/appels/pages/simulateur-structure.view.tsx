import type { FieldErrors } from '../../../lib/forms.ts'
import { Select } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { ChampStructure } from '../../../ui/structure.tsx'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { motsDesPorteurs } from '../porteurs.mots.ts'
import { CHAMP, saisieDe } from '../simulateur.form.ts'
import { majuscule } from './appels.mots.ts'

/** A structure that could be the one typed. */
export type ChoixStructure = { id: string; libelle: string }

/** Which structure would file: found by its name or number, or told by its kind and where it is. */
export const ChampsDeStructure = ({
  appel,
  q,
  erreurs,
  choix,
}: {
  appel: Appel
  q: URLSearchParams
  erreurs: FieldErrors
  choix: readonly ChoixStructure[]
}) => {
  const types = [...new Set<TypeStructure>([...appel.porteurs.types.map(t => t.type), 'autre'])]
  const communes = types.includes('commune') || types.includes('epci')
  const autre = q.get(CHAMP.type) || erreurs[CHAMP.structure]
  const lieux = [
    ...appel.territoire.communes.map(c => ({ value: c.code, label: c.nom })),
    ...appel.territoire.epci.map(e => ({ value: e.siren, label: e.nom })),
  ]
  return (
    <>
      <ChampStructure
        name={CHAMP.structureId}
        id={CHAMP.structure}
        nomSaisie={CHAMP.structure}
        label={communes ? 'Nom, numéro SIREN ou code INSEE de la structure' : 'Nom ou numéro SIREN de la structure'}
        hint={`Le nom complet de ${motsDesPorteurs.aChercher(appel)}`}
        value={choix.length > 0 ? undefined : q.getAll(CHAMP.structureId).find(Boolean)}
        saisie={saisieDe(q, CHAMP.structure)}
        error={erreurs[CHAMP.structure]}
      />
      {choix.length > 0 && (
        <RadioGroup
          name={CHAMP.structureId}
          label="Laquelle est la vôtre ?"
          error={erreurs[CHAMP.structureId]}
          options={choix.map(c => ({ value: c.id, label: c.libelle }))}
        />
      )}
      <details class="fr-mb-3w" open={!!autre}>
        <summary>Votre structure n’est pas dans la liste</summary>
        <div class="fr-mt-2w">
          <Select
            name={CHAMP.type}
            label="Sa nature"
            facultatif
            value={q.get(CHAMP.type) ?? ''}
            options={types.map(t => ({ value: t, label: majuscule(TYPES_STRUCTURE[t]) }))}
          />
          <Select
            name={CHAMP.departement}
            label="Son département"
            facultatif
            value={q.get(CHAMP.departement) ?? ''}
            options={[
              ...appel.territoire.departements.map(d => ({ value: d.code, label: d.nom })),
              { value: 'autre', label: 'Un autre département' },
            ]}
          />
          {lieux.length > 0 && (
            <Select
              name={CHAMP.lieu}
              label="Sa commune ou son intercommunalité"
              hint="L’appel est ouvert dans celles-ci."
              facultatif
              value={q.get(CHAMP.lieu) ?? ''}
              options={[...lieux, { value: 'autre', label: 'Une autre commune' }]}
            />
          )}
        </div>
      </details>
    </>
  )
}
