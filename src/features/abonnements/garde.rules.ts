/** Days for which an address that did not confirm is kept. */
export const GARDE_A_CONFIRMER_JOURS = 7
/** Months after the end of a call for which its subscriptions are kept: it may open again. */
export const GARDE_APRES_FIN_MOIS = 6

/** The instant at which whoever follows a call that closed then is forgotten. */
export function oublisApres(cloture: Date): Date {
  const jour = Temporal.Instant.fromEpochMilliseconds(cloture.getTime()).toZonedDateTimeISO('UTC')
  return new Date(jour.add({ months: GARDE_APRES_FIN_MOIS }).epochMilliseconds)
}
