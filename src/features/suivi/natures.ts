/** Codes of the natures of expense that are in the base that the aid pays (C5.3). */
import type { Appel } from '../cahier/index.ts'
export const naturesEligibles = (appel: Appel) =>
  appel.natures.filter(n => n.eligible === 'oui' || n.eligible === 'marginale').map(n => n.code)
