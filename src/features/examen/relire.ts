import { hash } from 'node:crypto'
import { parObjet } from '../../lib/une-fois.ts'
import type { Dossier } from '../dossiers/index.ts'
import { momentDesRegles } from '../recevabilite/index.ts'
import { type Lecture, lireRegles } from './lecture.ts'

/** Readings kept in a process; beyond, the one asked longest ago goes. */
const GARDEES = 150
const gardees = new Map<string, Lecture>()

let appels = 0
/** A call as it was read, with what happened to it since: another object once anything of it is other. */
const rangDe = parObjet(() => ++appels)

/**
 * What its rules say of a dossier, for a page that shows it: worked out again only when something that they may know of it is other. All of it was read for this
 * very request and is compared whole, so that nothing is shown that would not be worked out now. An act that saves or files works it out itself.
 */
export function relireRegles(d: Dossier, instant: Date): Lecture {
  const { appel, sha256 } = d.version
  const { structure, contenu, partenaires, autres, intention, derogation } = d
  const pieces = d.pieces.map(p => p.code)
  const moment = momentDesRegles(appel, { instant, prolongation: derogation?.jusquAu })
  const lu = [d.id, rangDe(appel), sha256, moment, structure, contenu, pieces, partenaires, autres, intention?.contenu, derogation?.jusquAu]
  const cle = hash('sha256', JSON.stringify(lu), 'base64')
  const lecture = gardees.get(cle) ?? lireRegles(d, instant)
  gardees.delete(cle)
  if (gardees.size >= GARDEES) gardees.delete(gardees.keys().next().value!)
  gardees.set(cle, lecture)
  return lecture
}
