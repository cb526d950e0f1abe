import { Erreur } from '../../../ui/form.tsx'
import type { Borne, Illisibles } from './illisibles.ts'

type Valeur = string | number | undefined
type Props = {
  titre: string
  noms: readonly [Borne, Borne]
  valeurs: readonly [Valeur, Valeur]
  mots?: readonly [string, string]
  mode?: 'decimal' | 'numeric' | 'text'
  illisibles: Illisibles
}

/** From one value to another, both included; either may be left empty. What cannot be read comes back as it was typed. */
export const Bornes = ({ titre, noms, valeurs, mots = ['de', 'à'], mode = 'decimal', illisibles }: Props) => (
  <fieldset class="gt-ensemble">
    <legend>{titre}</legend>
    {noms.map((nom, i) => {
      const refus = illisibles[nom]
      return (
        <>
          <label for={nom}>{mots[i]}</label>
          <input
            class={`fr-input${refus ? ' fr-input--error' : ''}`}
            id={nom}
            name={nom}
            inputmode={mode}
            value={refus?.saisie ?? valeurs[i]}
            aria-invalid={refus ? 'true' : undefined}
            aria-describedby={refus ? `${nom}-erreur` : undefined}
          />
        </>
      )
    })}
    {noms.map(nom => (
      <Erreur id={nom} error={illisibles[nom]?.phrase} />
    ))}
  </fieldset>
)
