/** Where the calculation of a scenario is; by hand there is none. */
const ETATS_CALCUL = ['aucun', 'demande', 'en_cours', 'fini', 'annule', 'coupe', 'echoue'] as const
export type EtatCalcul = (typeof ETATS_CALCUL)[number]

/** Waits or goes on: it can be stopped. */
export const seCalcule = (e: EtatCalcul) => e === 'demande' || e === 'en_cours'
/** Ended without its result: it can be started again. */
export const aRelancer = (e: EtatCalcul) => e === 'annule' || e === 'coupe' || e === 'echoue'
