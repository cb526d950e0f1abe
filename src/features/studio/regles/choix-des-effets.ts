import { EFFETS } from './regle.form.ts'

/** What a rule may do, as its form offers it. */
export const choixDesEffets = Object.entries(EFFETS).map(([value, { titre, suite }]) => ({
  value,
  label: `${titre}${value === 'attention' ? ',' : ''} ${suite}`,
}))
export type OptionEtape = { code: string; titre: string }
/** Steps of the forms; one that is gone stays, to be seen. */
export const optionsEtapes = (etapes: readonly OptionEtape[], valeur: string) => [
  ...etapes.map(e => ({ value: e.code, label: e.titre })),
  ...(valeur && !etapes.some(e => e.code === valeur) ? [{ value: valeur, label: 'Étape qui n’existe plus' }] : []),
]
