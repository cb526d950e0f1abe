import { ajouterTache, type Tx } from '../../db/db.ts'

/** Name of the job that sends the letters which wait. */
export const TACHE_ENVOIS = 'notifications'

/** The letters of the guichet that wait for their sending leave after this transaction; asked twice, they leave once. */
export const envoyerLettres = (tx: Tx, guichetId: string) => ajouterTache(tx, TACHE_ENVOIS, { guichetId }, `${TACHE_ENVOIS}-${guichetId}`)
