import type { Child } from 'hono/jsx'
import { Select } from '../../ui/champs.tsx'
import { CheckboxGroup } from '../../ui/choix.tsx'
import { Facultatif } from '../../ui/form.tsx'
import { type CodeOffert, coches } from './codes-offerts.ts'

type Commun = { name: string; id: string; label: string; hint: string | undefined; regle: Child; facultatif: boolean; value: string }

/** Boxes shown at once; more of them are in a list from which one is added. */
const COCHES_MAX = 12
/** Beyond this, a page would hold more names than anybody reads. */
export const OFFERTS_MAX = 150

/** One code, chosen by what it names. */
export const UnCode = ({ offerts, ...commun }: Commun & { offerts: readonly CodeOffert[] }) => {
  const { tenus, autres } = coches(offerts, commun.value)
  const options = tenus.length > 0 && !offerts.some(o => o.code === commun.value) ? [...tenus, ...autres] : offerts
  return <Select {...commun} options={options.map(o => ({ value: o.code, label: o.nom }))} vide={commun.facultatif ? 'Aucun' : 'Choisir'} />
}

/**
 * Several codes, ticked by what they name, in a fold that says which are: those that stand first, in the order of the file, then the others. An empty field goes
 * with them, so that a list may be emptied. `ouvert`: what must be chosen, or is spoken of, is not folded away.
 */
export const DesCodes = ({ offerts, value, ouvert, ...commun }: Commun & { offerts: readonly CodeOffert[]; ouvert: boolean }) => {
  const { tenus, autres } = coches(offerts, value)
  const longue = offerts.length > COCHES_MAX
  const boites = longue ? tenus : [...tenus, ...autres]
  return (
    <details class="gt-studio__repli" open={ouvert} data-controller="choisis" data-action="change->choisis#dire">
      <summary>
        {commun.label}
        {commun.facultatif && <Facultatif />}&nbsp;:{' '}
        <b data-choisis-target="dits">{tenus.map(t => t.court ?? t.nom).join(', ') || 'aucun choix'}</b>
      </summary>
      <input type="hidden" name={commun.name} value="" />
      {boites.length > 0 && (
        <CheckboxGroup
          name={commun.name}
          id={commun.id}
          hint={commun.hint}
          regle={commun.regle}
          label={<span class="fr-sr-only">{commun.label}</span>}
          petit
          options={boites.map(o => ({ value: o.code, label: o.nom }))}
          values={tenus.map(t => t.code)}
        />
      )}
      {longue && autres.length > 0 && (
        <div data-controller="ajout" data-action="change->ajout#suivre" id={boites.length > 0 ? undefined : commun.id}>
          {boites.length === 0 && commun.regle}
          <div class="fr-select-group">
            <label class="fr-label" for={`${commun.id}-plus`}>
              Ajouter<span class="fr-sr-only">&nbsp;: {commun.label}</span>
              {boites.length === 0 && commun.hint && <span class="fr-hint-text">{commun.hint}</span>}
            </label>
            <select class="fr-select" id={`${commun.id}-plus`} name={commun.name}>
              <option value="">Choisir</option>
              {autres.map(o => (
                <option value={o.code}>{o.nom}</option>
              ))}
            </select>
          </div>
        </div>
      )}
    </details>
  )
}
