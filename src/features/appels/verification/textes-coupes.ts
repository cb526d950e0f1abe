import { type Document, isMap, isPair, isScalar, isSeq, Scalar } from 'yaml'
import type { Remarque } from './sujets.table.ts'

/** Code, day, yes or no, number: none goes on after a « # ». */
const SANS_SUITE = /^(?:[a-z0-9_.-]+|\d[\d :h€%,\u00a0\u202f-]*)$/
/** No formula has this sign: what follows it there was meant as a note. */
const FORMULES: ReadonlySet<PropertyKey> = new Set(['formule', 'si', 'applicable_si', 'calcul'])
const NOTE_MAX = 60

/** Texts without quotes that a « # » ends, since what follows it is a note to oneself: nobody would read the rest of « Lot # 2 ». Pure; `texte` is the one of which `doc` is the tree. */
export function textesCoupes(texte: string, doc: Document.Parsed): Remarque[] {
  if (!/\S[ \t]+#/.test(texte)) return []
  const coupes: Remarque[] = []
  const voir = (n: unknown, chemin: PropertyKey[]) => {
    if (isMap(n)) for (const p of n.items) isPair(p) && isScalar(p.key) && voir(p.value, [...chemin, String(p.key.value)])
    else if (isSeq(n)) for (const [i, m] of n.items.entries()) voir(m, [...chemin, i])
    else if (isScalar(n)) coupes.push(...coupe(texte, n, chemin))
  }
  voir(doc.contents, [])
  return coupes
}

function coupe(texte: string, { type, value, range }: Scalar, chemin: PropertyKey[]): Remarque[] {
  if (type !== Scalar.PLAIN || typeof value !== 'string' || !range || SANS_SUITE.test(value) || FORMULES.has(chemin.at(-1) ?? '')) return []
  const [, note] = /^[ \t]+(#[^\n]*)/.exec(texte.slice(range[1], range[1] + 200)) ?? []
  if (note === undefined) return []
  return [
    {
      sujet: 'texte_coupe',
      chemin,
      fait: `Ce texte s’arrête à «\u00a0${value.length > NOTE_MAX ? `…${value.slice(-NOTE_MAX)}` : value}\u00a0», parce que «\u00a0#\u00a0» commence une note.`,
      consequence: `Personne ne lirait «\u00a0${note.length > NOTE_MAX ? `${note.slice(0, NOTE_MAX)}…` : note.trimEnd()}\u00a0».`,
      remede: 'Mettez le texte entier entre guillemets, ou la note sur sa propre ligne.',
    },
  ]
}
