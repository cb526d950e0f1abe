import { typographie } from '../../../lib/typographie.ts'

/** A group of a draft, which may lack anything. */
export type Groupe = Readonly<Record<string, unknown>>
/** What is not there, or is something else, is an empty one. */
export const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})
export const liste = (v: unknown): Groupe[] => (Array.isArray(v) ? v.map(groupe) : [])
export const texte = (v: unknown) => (typeof v === 'string' || typeof v === 'number' ? typographie(String(v)) : '')
export const entre = (t: string) => `«\u00a0${t}\u00a0»`
/** What may stand between the apostrophes of a formula: a draft may hold anything. */
const CODE = /^[A-Za-z0-9_]{1,60}$/
export const codes = (v: unknown, libelle = 'libelle', code = 'code') =>
  Object.fromEntries(
    liste(v).flatMap(o => {
      const mot = String(o[code] ?? '')
      return CODE.test(mot) ? [[mot, texte(o[libelle]) || mot]] : []
    }),
  )
export const formulairesDe = (brut: Groupe) => [
  ...liste(brut.formulaires),
  ...liste(groupe(groupe(brut.phases).dossier_complet).formulaires),
]
