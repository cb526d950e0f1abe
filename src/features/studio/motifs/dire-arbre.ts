import type { Arbre } from './arbre.ts'
import { minuscule } from './composer.ts'
import { estPluriel } from './faits.table.ts'
import { genreDe } from './genre.ts'
import { direLitteral, ecrireLitteral } from './litteraux.ts'
import { motDuSigne } from './motifs.table.ts'
import type { Offres } from './offre.ts'

const CALCULS: Readonly<Record<string, string>> = { '+': 'plus', '-': 'moins', '*': 'fois', '/': 'divisé par' }
const ou = (mots: readonly string[]) => (mots.length < 2 ? (mots[0] ?? '') : `${mots.slice(0, -1).join(', ')} ou ${mots.at(-1)}`)

/** A formula that no pattern says, read back in words: the names as people say them, nothing left out. */
export function direArbre(a: Arbre, offres: Offres): string {
  const de = (x: Arbre) => direArbre(x, offres)
  const nom = (n: string) => offres.noms.get(n) ?? offres.colonnes.get(n)
  switch (a.genre) {
    case 'litteral':
      return a.type === 'texte' ? String(a.valeur) : direLitteral(ecrireLitteral(a), a.type)
    case 'nom': {
      const o = offres.noms.get(a.nom)
      return (o?.oui && minuscule(o.oui)) || o?.dit || `«\u00a0${a.nom}\u00a0»`
    }
    case 'non': {
      const o = a.de.genre === 'nom' ? offres.noms.get(a.de.nom) : undefined
      return o?.non ? minuscule(o.non) : `il n’est pas vrai que ${de(a.de)}`
    }
    case 'lien':
      return a.membres.map(m => (m.genre === 'lien' ? `(${de(m)})` : de(m))).join(a.op === 'et' ? ', et ' : ', ou ')
    case 'si':
      return `${de(a.alors)} si ${de(a.si)}, sinon ${de(a.sinon)}`
    case 'parmi': {
      const quoi = a.valeur.genre === 'nom' ? nom(a.valeur.nom) : undefined
      return `${quoi?.dit ?? de(a.valeur)} ${a.dedans ? 'est' : 'n’est pas'} ${ou(a.codes.map(c => quoi?.options?.[c] ?? c))}`
    }
    case 'agregat': {
      const quoi = a.quoi === 'nombre' ? 'le nombre de lignes' : (offres.noms.get(`${a.quoi} ${a.tableau} . ${a.colonne}`)?.dit ?? a.quoi)
      return `${quoi} de «\u00a0${a.tableau}\u00a0» où ${de(a.ou)}`
    }
    case 'fonction':
      if (a.fonction === 'min' || a.fonction === 'max')
        return `le plus ${a.fonction === 'min' ? 'petit' : 'grand'} de ${a.arguments.map(de).join(' et de ')}`
      return `${de(a.arguments[0]!)}, arrondi`
    case 'operation': {
      const mot = CALCULS[a.op]
      if (mot) return `${de(a.gauche)} ${mot} ${de(a.droite)}`
      const gauche = de(a.gauche)
      return `${gauche} ${motDuSigne(a.op, genreDe(a.gauche, offres.noms) ?? 'nombre', estPluriel(gauche))} ${de(a.droite)}`
    }
  }
}
