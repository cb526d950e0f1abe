import { LineCounter, parseDocument } from 'yaml'
import { err, ok, type Result } from '../../lib/result.ts'
import { type Appel, appelSchema } from './appel.schema.ts'

/** One thing to mend in a call's file. `message` is a whole French sentence that repeats the place. */
export type ErreurAppel = { fichier: string; ligne: number; colonne: number; champ: string; message: string }

export function lireAppel(texte: string, fichier: string): Result<Appel, ErreurAppel[]> {
  const lignes = new LineCounter()
  const doc = parseDocument(texte, { lineCounter: lignes })
  const lu = appelSchema.safeParse(doc.toJS({ maxAliasCount: 20 }))
  if (lu.success) return ok(lu.data)
  return err(lu.error.issues.map(i => ({ fichier, ligne: 1, colonne: 1, champ: i.path.join('.'), message: i.message })))
}
