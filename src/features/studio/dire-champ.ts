import { type Chemin, valeurA } from '../formes/index.ts'
import { nomDe } from './document/lignes.ts'
import { nomAttendu } from './document/volets.ts'
import { libelleDe } from './libelles.table.ts'

/** What a line is called by: while it is typed, its rank says better which line it is. */
const NOMS = new Set<unknown>(['libelle', 'titre', 'nom', 'id', 'code'])

/** A field for the history: « Clôture (Période d’automne) », « Libellé (ligne 2 de Pièces) ». Pure. */
export function direChamp(brut: unknown, chemin: Chemin): string {
  const figure = chemin.at(-2) === 'valeurs' ? nomAttendu(brut, valeurA(brut, chemin.slice(0, -2)), String(chemin.at(-1))) : undefined
  const libelle = figure ?? libelleDe(chemin).split(/, une? /)[0]!
  const rang = chemin.findLastIndex(c => typeof c === 'number')
  if (rang < 0) return libelle
  const ligne = chemin.slice(0, rang + 1)
  const nom = NOMS.has(chemin.at(-1)) ? '' : nomDe(valeurA(brut, ligne))
  return `${libelle} (${nom || `ligne\u00a0${Number(chemin[rang]) + 1} de ${libelleDe(ligne.slice(0, -1)).split(/, une? /)[0]!}`})`
}
