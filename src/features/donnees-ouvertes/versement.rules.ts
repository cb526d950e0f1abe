import type { DateCivile } from '../../lib/dates.ts'

/** What is known of how an aid is paid: payments made, and the days of the project. */
export type Versements = {
  nombre: number
  echelonne: boolean
  premier: DateCivile | null
  dernier: DateCivile | null
  solde: boolean
  debut: DateCivile | null
  fin: DateCivile | null
}
const A_DEFAUT = 'selon la décision d’attribution'

/** « unique », « échelonné », or what the call says while nothing is paid. Pure. */
export const conditionsDe = (v: Versements, ditesParLAppel: string | undefined) =>
  v.echelonne || v.nombre > 1 ? 'échelonné' : v.nombre === 1 && v.solde ? 'unique' : (ditesParLAppel ?? A_DEFAUT)

/** The day of the one payment, or the period of several: what was paid, else the project's own days, else the day of the act. Pure. */
export function periodeDe(v: Versements, acte: DateCivile): string {
  const debut = v.premier ?? v.debut ?? acte
  const fin = v.solde && v.dernier ? v.dernier : [v.dernier, v.fin].reduce((a, b) => (!a || (b && b > a) ? b : a), null)
  return fin && fin > debut ? `${debut}/${fin}` : debut
}
