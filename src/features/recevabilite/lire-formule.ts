import { err, ok, type Result } from '../../lib/result.ts'
import { analyserFormule, ErreurFormule, type Noeud } from './formules.ts'
import { nomsProteges } from './jetons.ts'

/** `colonne` counts from 0 in the formula. */
export type FauteDeFormule = { message: string; colonne: number }

/**
 * Reads formulas of one call, checked or not: `noms`, those that it has; `tableaux`, ids of its tables. What comes out is data, which may stand on names that do not
 * exist; a formula too long or too deep is a refusal, said in a sentence. Pure.
 */
export function lecteurDeFormules(
  noms: Iterable<string>,
  tableaux: ReadonlySet<string>,
): (formule: string) => Result<Noeud, FauteDeFormule> {
  const proteges = nomsProteges(noms)
  return formule => {
    try {
      return ok(analyserFormule(formule, proteges, tableaux))
    } catch (e) {
      if (e instanceof ErreurFormule) return err({ message: e.message, colonne: e.colonne })
      throw e
    }
  }
}
