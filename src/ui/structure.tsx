import { paths } from '../paths.ts'
import { type Champ, decritPar, Groupe } from './form.tsx'

export type ChampStructureProps = Champ & {
  /** Id of the structure already chosen. Sent under `name`; empty as long as none is chosen. */
  value?: string | undefined
  /** What is typed, or the name of the structure already chosen. Sent under `nomSaisie` (« q » by default). */
  saisie?: string | undefined
  nomSaisie?: string | undefined
  /** The national directory too: what is chosen may then be a SIREN. */
  tout?: boolean
}

/**
 * Search of a structure by name, SIREN or INSEE code. Without script it is a field of search: the page that receives it lists what it found.
 * With a script, proposals come as one types, from `paths.structures.recherche` in JSON `{ structures: [{ id, nom, detail }] }`.
 */
export const ChampStructure = ({
  name,
  id = name,
  label,
  hint,
  error,
  facultatif,
  value,
  saisie,
  nomSaisie = 'q',
  tout = false,
}: ChampStructureProps) => (
  <div data-controller="combobox" data-combobox-url-value={`${paths.structures.recherche}?${tout ? 'tout=oui&' : ''}`}>
    <Groupe id={id} label={label} hint={hint} error={error} facultatif={facultatif}>
      <div class="gt-combobox">
        <input
          class={`fr-input${error ? ' fr-input--error' : ''}`}
          id={id}
          name={nomSaisie}
          value={saisie ?? ''}
          autocomplete="off"
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={decritPar(id, { hint, error })}
          data-combobox-target="champ"
          data-action="input->combobox#saisir keydown->combobox#touche blur->combobox#fermer"
        />
        <ul
          class="gt-combobox__liste"
          id={`${id}-liste`}
          role="listbox"
          aria-label="Structures trouvées"
          data-combobox-target="liste"
          hidden
        />
      </div>
      <p class="gt-combobox__etat gt-avec-script" role="status" data-combobox-target="etat" />
    </Groupe>
    <input type="hidden" name={name} value={value ?? ''} data-combobox-target="valeur" />
  </div>
)
