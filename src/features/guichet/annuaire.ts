import type { Config } from '../../config.ts'

/** Where the directory of companies is asked. `interne`: whoever runs the installation has named it, so that it may be anywhere. */
export type Annuaire = { adresse: string; interne: boolean }

/** Origins that the environment of the installation permits, its own directory first. */
export const annuairesPermis = (c: Config): string[] => [
  ...(c.ANNUAIRE_ENTREPRISES_URL ? [new URL(c.ANNUAIRE_ENTREPRISES_URL).origin] : []),
  ...c.ANNUAIRES_INTERNES,
]

/** The directory that the settings name, or that of the installation; none, names are typed. */
export function annuaireDe(c: Config): Annuaire | undefined {
  const choisie = c.guichet.annuaire.adresse
  if (choisie) return { adresse: choisie, interne: annuairesPermis(c).includes(new URL(choisie).origin) }
  return c.ANNUAIRE_ENTREPRISES_URL ? { adresse: c.ANNUAIRE_ENTREPRISES_URL, interne: true } : undefined
}
