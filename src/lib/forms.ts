import type { z } from 'zod'
import { composer } from './accents.ts'

/** Field name → the sentence shown beside it and in the summary. */
export type FieldErrors = Record<string, string>
export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

/** Checks a submitted form; the first message of each field wins, in the order of the fields. */
export const parseForm = <T>(schema: z.ZodType<T>, raw: unknown): Parsed<T> => {
  const r = schema.safeParse(raw)
  if (r.success) return { ok: true, value: r.data }
  const errors: FieldErrors = {}
  for (const i of r.error.issues) errors[i.path.join('.')] ??= i.message
  return { ok: false, errors }
}

/** Signs that turn the direction of writing over, for the rest of a line and of the page around it: « fdp.exe » would read « exe.pdf ». */
const SENS_D_ECRITURE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text as it is kept: whole characters, composed accents, one kind of line end, no control character (PostgreSQL refuses U+0000), no reversal of writing. Signs that go do so first: between two accents, one would hide that they follow one another. */
export const nettoyer = (s: string) =>
  composer(
    s
      .toWellFormed()
      .replace(SENS_D_ECRITURE, '')
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''),
  ).trim()

/** A text field of a submitted form, cleaned; nothing when it is missing, repeated or a file. */
export const texteSaisi = (v: unknown) => (typeof v === 'string' ? nettoyer(v) : '')

/** Whether a text has a sign that shows: a name made of a space of no width is on no page. */
export const seVoit = (s: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(s)
/** Every sign that ends a line, for whoever reads the text afterwards: a mail, a file. */
export const FIN_DE_LIGNE = /[\n\u0085\u2028\u2029]/
