/** Where a value stands in a call: keys of groups, ranks in lists (from 0). */
export type Chemin = readonly (string | number)[]

/** What stands there; keys that every object has count for nothing. */
export const valeurA = (brut: unknown, chemin: Chemin): unknown =>
  chemin.reduce<unknown>(
    (v, cle) => (v !== null && typeof v === 'object' && Object.hasOwn(v, cle) ? (v as Record<string, unknown>)[cle] : undefined),
    brut,
  )
