import { PAYS } from './commande.rules.ts'

const NOMS = new Intl.DisplayNames('fr', { type: 'region' })
/** « Allemagne ». */
export const nomPays = (code: string) => NOMS.of(code) ?? code
/** France first, then by name. */
export const OPTIONS_PAYS = PAYS.map(code => ({ value: code, label: nomPays(code) })).sort((a, b) =>
  a.value === 'FR' ? -1 : b.value === 'FR' ? 1 : a.label.localeCompare(b.label, 'fr'),
)
