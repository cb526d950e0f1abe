import type { lecteurDeFormules } from '../../recevabilite/index.ts'
import type { Fait } from './faits.table.ts'
import type { Case } from './motifs.table.ts'

/** A name that a sentence may hold. `options`: its codes and their words; `detail`: what a figure is worth; `question`: where it is asked. */
export type Offre = Fait & {
  nom: string
  options?: Readonly<Record<string, string>>
  detail?: string
  question?: { etape: string; id: string }
}
/** Names of a draft by the name that formulas give them, and how its formulas are read. */
export type Offres = {
  noms: ReadonlyMap<string, Offre>
  colonnes: ReadonlyMap<string, Colonne>
  tableaux: ReadonlySet<string>
  lire: ReturnType<typeof lecteurDeFormules>
}

/** A column whose answers are yes or no, or among options, by « tableau . colonne ». */
export type Colonne = { dit: string; genre: 'oui_non' | 'texte'; options?: Readonly<Record<string, string>> }

/** Answers that what fills a blank may have. */
export const optionsDe = (nom: string, { noms, colonnes }: Offres) => noms.get(nom)?.options ?? colonnes.get(nom)?.options
/** Whether a name may stand in a blank. */
export function convient(c: Case, offre: Offre): boolean {
  if (c.genre === 'signe' || c.genre === 'codes' || c.genre === 'colonne') return false
  if (offre.genre !== (c.genre === 'affirme' ? 'oui_non' : c.de)) return false
  if (c.genre === 'fait' && c.de === 'texte' && !offre.options) return false
  return c.genre === 'valeur' || !c.sortes || c.sortes.includes(offre.sorte)
}

/** A name on its way to the others. */
export type Nommee = [nom: string, offre: Omit<Offre, 'nom'>]
