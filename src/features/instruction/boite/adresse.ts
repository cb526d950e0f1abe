import { paths } from '../../../paths.ts'
import { ecrireFiltre, type Filtre } from './filtres.ts'

/** The address of a filtered list; `plus`: what it says besides its filter. */
export function adresse(filtre: Filtre, plus: Record<string, string | undefined> = {}) {
  const query = ecrireFiltre(filtre)
  for (const [cle, valeur] of Object.entries(plus)) if (valeur !== undefined) query.set(cle, valeur)
  return query.size > 0 ? `${paths.instruction.boite}?${query}` : paths.instruction.boite
}
