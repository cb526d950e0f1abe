import type { Chemin } from '../../formes/index.ts'

/** Things of a call that others name by a code, or by their name. */
export type Sorte = 'question' | 'piece' | 'categorie' | 'chiffre' | 'option'
/** `chemin`: the place of the thing; its code stands under `cle`, or is the name under which it stands. */
export type Nomme = { sorte: Sorte; chemin: Chemin; cle?: 'id' | 'code' }

const LISTES: Readonly<Record<string, Nomme['sorte']>> = { questions: 'question', pieces: 'piece', volets: 'categorie' }
const CHIFFRES = new Set(['parametres', 'calculs'])

/** The question that offers an answer: the answer is named with it, or not at all. */
export const questionDe = ({ sorte, chemin }: Nomme): Chemin | undefined => (sorte === 'option' ? chemin.slice(0, -2) : undefined)

/** What stands at a place, if others name it. */
export function nommeA(chemin: Chemin): Nomme | undefined {
  const [liste, dernier] = chemin.slice(-2)
  if (typeof dernier === 'number' && typeof liste === 'string') {
    if (liste === 'options' && chemin.at(-4) === 'questions') return { sorte: 'option', chemin, cle: 'code' }
    const sorte = Object.hasOwn(LISTES, liste) ? LISTES[liste] : undefined
    // a test dossier and an opinion list pieces too: by their codes
    if (!sorte || (sorte !== 'question' && !estDuCahier(chemin.slice(0, -2)))) return undefined
    return { sorte, chemin, cle: sorte === 'question' ? 'id' : 'code' }
  }
  if (typeof dernier === 'string' && typeof liste === 'string' && CHIFFRES.has(liste) && estDuCahier(chemin.slice(0, -2)))
    return { sorte: 'chiffre', chemin }
  return undefined
}
/** At the first level of the call, or at that of its second temps. */
const estDuCahier = (chemin: Chemin) => chemin.length === 0 || chemin.join('/') === 'phases/dossier_complet'

/** The thing whose code stands at this very place. */
export function nommeParSonCode(chemin: Chemin): Nomme | undefined {
  const n = nommeA(chemin.slice(0, -1))
  return n?.cle !== undefined && n.cle === chemin.at(-1) ? n : undefined
}
