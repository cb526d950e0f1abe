import type { Noeud } from '../../recevabilite/index.ts'

/** A value that is written out: cents, a fraction, a number, days since 1970, a code. */
export type Litteral = { genre: 'litteral'; type: 'montant' | 'taux' | 'nombre' | 'date' | 'texte'; valeur: number | string }
/**
 * A formula where spaces, parentheses and the ways of writing one same thing are gone: « x = oui » is `x`, « x = non » its `non`; « x = 'a' » is `parmi`; « a et b et c »
 * is one `lien`; the total of a table is a name.
 */
export type Arbre =
  | Litteral
  | { genre: 'nom'; nom: string }
  | { genre: 'non'; de: Arbre }
  | { genre: 'operation'; op: string; gauche: Arbre; droite: Arbre }
  | { genre: 'lien'; op: 'et' | 'ou'; membres: Arbre[] }
  | { genre: 'fonction'; fonction: string; arguments: Arbre[] }
  | { genre: 'si'; si: Arbre; alors: Arbre; sinon: Arbre }
  | { genre: 'parmi'; valeur: Arbre; codes: string[]; dedans: boolean }
  | { genre: 'agregat'; quoi: string; tableau: string; colonne: string; ou: Arbre }

/** A comparison said from its other side. */
export const RENVERSE: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' }
const COMMUTENT: ReadonlySet<string> = new Set(['=', '!=', '+', '*'])
export const commute = (op: string) => COMMUTENT.has(op)

const ouiNon = (n: Noeud) => (n.genre === 'litteral' && n.type === 'oui_non' ? n.valeur : undefined)
const code = (n: Noeud) => (n.genre === 'litteral' && n.type === 'texte' ? n.valeur : undefined)

export function arbreDe(n: Noeud): Arbre {
  switch (n.genre) {
    case 'nom':
      return { genre: 'nom', nom: n.nom }
    case 'litteral':
      return n.type === 'oui_non' ? { genre: 'nom', nom: n.valeur ? 'oui' : 'non' } : { genre: 'litteral', type: n.type, valeur: n.valeur }
    case 'fonction':
      return { genre: 'fonction', fonction: n.fonction, arguments: n.arguments.map(arbreDe) }
    case 'si':
      return { genre: 'si', si: arbreDe(n.si), alors: arbreDe(n.alors), sinon: arbreDe(n.sinon) }
    case 'parmi':
      return { genre: 'parmi', valeur: arbreDe(n.valeur), codes: n.codes.flatMap(c => code(c) ?? []), dedans: n.dedans }
    case 'agregat':
      if (n.ou) return { genre: 'agregat', quoi: n.quoi, tableau: n.tableau, colonne: n.colonne ?? '', ou: arbreDe(n.ou) }
      return { genre: 'nom', nom: n.quoi === 'nombre' ? `${n.tableau} . nombre` : `${n.quoi} ${n.tableau} . ${n.colonne}` }
    case 'operation':
      return operation(n)
  }
}

function operation({ op, gauche, droite }: Extract<Noeud, { genre: 'operation' }>): Arbre {
  if (op === 'et' || op === 'ou') {
    const membres = [gauche, droite].map(arbreDe).flatMap(m => (m.genre === 'lien' && m.op === op ? m.membres : [m]))
    return { genre: 'lien', op, membres }
  }
  if (op === '=' || op === '!=')
    for (const [a, b] of [
      [gauche, droite],
      [droite, gauche],
    ] as const) {
      const [mot, dit] = [code(b), ouiNon(b)]
      if (mot !== undefined) return { genre: 'parmi', valeur: arbreDe(a), codes: [mot], dedans: op === '=' }
      if (dit !== undefined) return dit === (op === '=') ? arbreDe(a) : { genre: 'non', de: arbreDe(a) }
    }
  return { genre: 'operation', op, gauche: arbreDe(gauche), droite: arbreDe(droite) }
}

/** One text for all formulas that say the same, whatever the order of what may be said in any order. */
export function canon(a: Arbre): string {
  switch (a.genre) {
    case 'litteral':
      return `${a.type} ${typeof a.valeur === 'number' ? Math.round(a.valeur * 1e6) : JSON.stringify(a.valeur)}`
    case 'nom':
      return `[${a.nom}]`
    case 'non':
      return `non(${canon(a.de)})`
    case 'lien':
      return `${a.op}(${a.membres.map(canon).sort().join(' ; ')})`
    case 'fonction': {
      const dits = a.arguments.map(canon)
      return `${a.fonction}(${(a.fonction === 'min' || a.fonction === 'max' ? dits.sort() : dits).join(' ; ')})`
    }
    case 'si':
      return `si(${canon(a.si)} ; ${canon(a.alors)} ; ${canon(a.sinon)})`
    case 'parmi':
      return `${a.dedans ? '' : 'pas '}parmi(${canon(a.valeur)} ; ${[...new Set(a.codes)].sort().join(' ; ')})`
    case 'agregat':
      return `${a.quoi}(${a.tableau} ; ${a.colonne} ; ${canon(a.ou)})`
    case 'operation': {
      const renverse = a.op === '>' || a.op === '>='
      const cotes = [canon(a.gauche), canon(a.droite)]
      if (renverse) cotes.reverse()
      if (commute(a.op)) cotes.sort()
      return `(${cotes.join(` ${renverse ? RENVERSE[a.op] : a.op} `)})`
    }
  }
}

/** Every name that a formula says, in the order in which it is read, each once. */
export function nomsDeLArbre(a: Arbre): string[] {
  const dedans = (x: Arbre): string[] => {
    switch (x.genre) {
      case 'nom':
        return [x.nom]
      case 'litteral':
        return []
      case 'non':
        return dedans(x.de)
      case 'operation':
        return [x.gauche, x.droite].flatMap(dedans)
      case 'lien':
        return x.membres.flatMap(dedans)
      case 'fonction':
        return x.arguments.flatMap(dedans)
      case 'si':
        return [x.si, x.alors, x.sinon].flatMap(dedans)
      case 'parmi':
        return dedans(x.valeur)
      case 'agregat':
        return dedans(x.ou)
    }
  }
  return [...new Set(dedans(a))]
}
