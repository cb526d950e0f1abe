import { suggestion } from '../../lib/proche.ts'
import type { Appel } from '../cahier/index.ts'
import type { Defaut } from './erreurs-schema.ts'

type Chemin = PropertyKey[]
/** A name that the call does not have, and the nearest that it has. */
export const inconnu = (quoi: string, cite: string, connus: Iterable<string>) =>
  `${quoi} «\u00a0${cite}\u00a0» n’existe pas dans cet appel${suggestion(cite, connus)}`

/** Every `clause` and `clauses` of the file, wherever it stands. */
export function clausesCitees(valeur: unknown, chemin: Chemin): { cite: string; chemin: Chemin }[] {
  if (Array.isArray(valeur)) return valeur.flatMap((v, i) => clausesCitees(v, [...chemin, i]))
  if (valeur === null || typeof valeur !== 'object' || valeur instanceof Date) return []
  return Object.entries(valeur).flatMap(([cle, v]) => {
    // what the lines of a plan carry is written under « plan »
    const ici = [...chemin, cle === 'lignes_du_plan' ? 'plan' : cle]
    if (cle === 'clause' && typeof v === 'string') return [{ cite: v, chemin: ici }]
    if (cle === 'clauses' && Array.isArray(v)) return v.map((cite, i) => ({ cite: String(cite), chemin: [...ici, i] }))
    return clausesCitees(v, ici)
  })
}

/** Clauses that are cited and not declared. */
export function clauses(appel: Appel): Defaut[] {
  const { clauses: declarees, essais: _, second: __, ...reste } = appel
  const connues = Object.keys(declarees)
  return clausesCitees(reste, []).flatMap(({ cite, chemin }) =>
    Object.hasOwn(declarees, cite) ? [] : [{ chemin, message: inconnu('la clause', cite, connues) }],
  )
}
