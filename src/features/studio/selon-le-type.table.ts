import { lireTable } from '../../lib/table.ts'
import type { Chemin } from '../formes/index.ts'

/** What a question, or a column, says only when it is of these types; the sheet keeps the rest out of sight (`studio.css`). */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  longueur_max: ['texte_court', 'texte_long'],
  exemple: ['texte_court', 'texte_long', 'nombre', 'montant', 'date', 'siren', 'siret', 'commune'],
  min: ['nombre', 'montant'],
  max: ['nombre', 'montant'],
  unite: ['nombre'],
  options: ['choix', 'choix_multiple'],
  colonnes: ['tableau'],
  lignes_min: ['tableau'],
  lignes_max: ['tableau'],
  unique: ['tableau'],
  ligne: ['tableau'],
  calcul: [],
  arrondi: [],
}
/** A column that nobody fills in has no type: what it is worked out from is asked then. */
const DES_COLONNES_CALCULEES = new Set(['calcul', 'arrondi'])

/** The classes of an empty field, or of an empty list, that goes with some types only, and of the field that says which; nothing elsewhere. */
export function selonLeType(chemin: Chemin): string {
  const cle = chemin.at(-1)
  if (typeof chemin.at(-2) !== 'number' || typeof cle !== 'string') return ''
  const dans = chemin.at(-3)
  if (dans !== 'questions' && dans !== 'colonnes') return ''
  if (cle === 'type') return 'gt-type'
  if (DES_COLONNES_CALCULEES.has(cle)) return dans === 'colonnes' ? 'gt-selon gt-selon--aucun' : ''
  const types = lireTable(TYPES, cle)
  return types ? ['gt-selon', ...types.map(t => `gt-selon--${t}`)].join(' ') : ''
}
