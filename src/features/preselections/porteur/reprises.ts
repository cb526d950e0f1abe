import { actuelDe, type Contenu } from '../../contenu/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import type { Lecture } from '../../examen/index.ts'

/** What a step of the second form takes from the intention: answers and pieces that came with it, and those that are new. */
export type Reprises = { reprises: number; nouvelles: number; pieces: number }

const dite = (c: Contenu, champ: string) => actuelDe(c, champ) !== ''

/** By code of step. Pure. */
export function reprisesDe({ intention, pieces }: Pick<Dossier, 'intention' | 'pieces'>, l: Lecture): Map<string, Reprises> {
  const gardees = new Set(pieces.filter(p => intention?.pieces.includes(p.id)).map(p => p.code))
  return new Map(
    l.formulaire.etapes.map(e => {
      const champs = l.champs(e).filter(ch => !ch.calcule)
      const reprises = champs.filter(ch => intention && dite(intention.contenu, ch.nom)).length
      const deLEtape = e.blocs.includes('pieces') ? l.appel.pieces.filter(p => gardees.has(p.code)).length : 0
      return [e.code, { reprises, nouvelles: champs.length - reprises, pieces: deLEtape }]
    }),
  )
}
