import type { Option } from '../../../ui/champs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'

type Props = {
  name: string
  label: string
  /** What it says when nothing is chosen: « Tous ». */
  tous: string
  valeurs: readonly string[]
  options: readonly Option[]
}

/**
 * Several answers in the place of one: closed, it says what is chosen; open, it is a list of boxes. A value that is not offered (any more) stays
 * chosen until it is unticked.
 */
export const ChoixMultiple = ({ name, label, tous, valeurs, options }: Props) => {
  const toutes = [...options, ...valeurs.filter(v => !options.some(o => o.value === v)).map(v => ({ value: v, label: v }))]
  const choisies = toutes.filter(o => valeurs.includes(o.value))
  if (toutes.length === 0) return null
  return (
    <div class="gt-champ gt-multiple">
      <span class="fr-label" aria-hidden="true">
        {label}
      </span>
      <details name="choix" data-controller="menu">
        <summary class="fr-select">
          <span class="fr-sr-only">{label}&nbsp;: </span>
          {choisies.length === 0 ? tous : choisies.length === 1 ? choisies[0]!.label : `${choisies.length}\u00a0choix`}
        </summary>
        <fieldset class="gt-multiple__liste">
          <legend class="fr-sr-only">{label}</legend>
          {toutes.map((o, i) => (
            <Checkbox name={name} id={`${name}-${i + 1}`} value={o.value} label={o.label} checked={valeurs.includes(o.value)} petit />
          ))}
        </fieldset>
      </details>
    </div>
  )
}
