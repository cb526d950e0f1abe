import { sansMarques } from '../../lib/accents.ts'
/** « Coût H.T. (€) » → « cout ht ». */
export const normaliser = (t: string) =>
  sansMarques(t)
    .toLowerCase()
    .replace(/\./g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
