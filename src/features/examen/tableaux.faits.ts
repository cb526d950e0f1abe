import { type Appel, tableauxDe } from '../cahier/index.ts'
import { type Contenu, champCellule, lignesMontrees } from '../contenu/index.ts'
import type { LigneDeTableau, Reponse } from '../verdicts/index.ts'

/** Nothing ticked in a list of boxes is nothing typed. */
const dit = (v: Reponse | undefined) => v !== undefined && !(Array.isArray(v) && v.length === 0)

/** The lines of each table that hold something: an empty one is a place to type in, not a line; each line of a plan is one, its rank its place. Pure. */
export function faitsDesTableaux(appel: Appel, c: Contenu): Record<string, LigneDeTableau[]> {
  return Object.fromEntries(
    [...tableauxDe(appel)].map(([id, t]) => {
      const codes = t.colonnes.flatMap(x => (x.type === undefined ? [] : [x.code]))
      const duPlan = t.liste !== id
      const lignes = lignesMontrees(c, t.liste).flatMap((ligne, i): LigneDeTableau[] => {
        const lues = codes.flatMap(code => {
          const v = c.valeurs[champCellule(t.liste, ligne, code)]
          return v !== undefined && dit(v) ? [[code, v] as const] : []
        })
        const valeurs = Object.fromEntries([...lues, ...(duPlan && codes.includes('rang') ? [['rang', i + 1] as const] : [])])
        const illisibles = codes.filter(code => champCellule(t.liste, ligne, code) in c.illisibles)
        return duPlan || lues.length + illisibles.length > 0 ? [{ ligne, rang: i + 1, valeurs, illisibles }] : []
      })
      return [id, lignes] as const
    }),
  )
}
