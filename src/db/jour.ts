import { type DateCivile, dateCivile } from '../lib/dates.ts'
import { type Horloge, horlogeSysteme } from '../lib/horloge.ts'

/** The clock of each guichet of this program; the machine's, where none was said. */
const horloges = new Map<string, Horloge>()

/** From now on, roles with dates are judged by the day of this clock: every transaction of the guichet says it to the database. */
export const suivreHorloge = (guichetId: string, horloge: Horloge) => void horloges.set(guichetId, horloge)

/** The civil day of a guichet. Roles are given for days: acts are judged by their instant, which their context has. */
export const jourDuGuichet = (guichetId: string): DateCivile => dateCivile((horloges.get(guichetId) ?? horlogeSysteme).maintenant())
