/**
 * Tableaux: the tables of a form (`type: tableau`): filled in line by line, pasted or imported, read again with what is worked out of each line. Owns no table of the
 * database: the lines are in the draft. Invariant: a line that is not complete is never counted for zero. The cells are the plan's too.
 */

export {
  ChoixCellule,
  ErreursLigne,
  enErreur,
  MontantCellule,
  RegleLigne,
  RetirerLigne,
  TexteCellule,
} from './cellules.view.tsx'
export { tableauEnLettre, tableauxDuDepot } from './depose.ts'
export { colonnesDeFeuille } from './feuille.ts'
export { AideDeLigne, guideDesTableaux, TotalDeColonne } from './guide.view.tsx'
export { valeurDe } from './import/preparer.ts'
export { CelluleVue, TableauVue } from './tableau.view.tsx'
export { type ChoixDesLignes, controleDesLignes, TableauLu } from './tableau-lu.view.tsx'
export { celluleLue, colonnesLues, motDesLignes, motTotal, resumeDuTableau, titreDuNumero } from './tableaux.mots.ts'
