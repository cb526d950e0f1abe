import { type Appel, tableauxDe } from '../cahier/index.ts'
import { type Contenu, champCellule, lignesDe } from '../contenu/index.ts'
import type { LigneDeTableau } from '../verdicts/index.ts'

/** The lines of each table that hold something: an empty one is a place to type in, not a line. Pure. */
export function faitsDesTableaux(appel: Appel, c: Contenu): Record<string, LigneDeTableau[]> {
  return Object.fromEntries(
    [...tableauxDe(appel)].map(([id, t]) => {
      const codes = t.colonnes.flatMap(x => (x.type === undefined ? [] : [x.code]))
      const lignes = lignesDe(c, id).flatMap((ligne, i): LigneDeTableau[] => {
        const valeurs = Object.fromEntries(
          codes.flatMap(code => {
            const v = c.valeurs[champCellule(id, ligne, code)]
            return v === undefined ? [] : [[code, v]]
          }),
        )
        const illisibles = codes.filter(code => champCellule(id, ligne, code) in c.illisibles)
        return Object.keys(valeurs).length + illisibles.length > 0 ? [{ ligne, rang: i + 1, valeurs, illisibles }] : []
      })
      return [id, lignes] as const
    }),
  )
}
