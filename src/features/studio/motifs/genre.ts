import type { Arbre } from './arbre.ts'
import type { Genre } from './faits.table.ts'

const COMPARAISONS = new Set(['=', '!=', '<', '<=', '>', '>='])

/** What a formula gives, from the names that it stands on; nothing where one of them is not known. A draft is not checked: this is told, not enforced. */
export function genreDe(a: Arbre, noms: ReadonlyMap<string, { genre: Genre }>): Genre | undefined {
  const de = (x: Arbre) => genreDe(x, noms)
  switch (a.genre) {
    case 'nom':
      return noms.get(a.nom)?.genre
    case 'litteral':
      return a.type
    case 'non':
    case 'lien':
    case 'parmi':
      return 'oui_non'
    case 'si':
      return de(a.alors) ?? de(a.sinon)
    case 'agregat':
      return a.quoi === 'nombre' ? 'nombre' : noms.get(`${a.quoi} ${a.tableau} . ${a.colonne}`)?.genre
    case 'fonction':
      return a.fonction === 'min' || a.fonction === 'max' ? a.arguments.map(de).find(g => g !== undefined) : 'montant'
    case 'operation':
      return COMPARAISONS.has(a.op) ? 'oui_non' : calcule(a.op, de(a.gauche), de(a.droite))
  }
}

function calcule(op: string, gauche: Genre | undefined, droite: Genre | undefined): Genre | undefined {
  if (op === '/') return gauche === droite ? 'taux' : gauche
  if (op === '*') return [gauche, droite].find(g => g === 'montant') ?? [gauche, droite].find(g => g === 'taux') ?? gauche
  return op === '-' && gauche === 'date' && droite === 'date' ? 'nombre' : (gauche ?? droite)
}
