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

/** Text as it is kept: composed accents, one kind of line end, no control character (PostgreSQL refuses U+0000). */
export const nettoyer = (s: string) =>
  s
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .trim()

/** A text field of a submitted form, cleaned; nothing when it is missing, repeated or a file. */
export const texteSaisi = (v: unknown) => (typeof v === 'string' ? nettoyer(v) : '')
