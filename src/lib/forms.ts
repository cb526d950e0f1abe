import type { z } from 'zod'

/** Field name → the sentence shown beside it and in the summary. */
export type FieldErrors = Record<string, string>
export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

/** Checks a submitted form; the first message of each field wins. */
export const parseForm = <T>(schema: z.ZodType<T>, raw: unknown): Parsed<T> => {
  const r = schema.safeParse(raw)
  if (r.success) return { ok: true, value: r.data }
  return { ok: false, errors: Object.fromEntries(r.error.issues.map(i => [i.path.join('.'), i.message]).reverse()) }
}
