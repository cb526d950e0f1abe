import type { Tx } from '../../db/db.ts'
import { type DecisionPrise, decisionsDe } from '../decisions/index.ts'
import { examines, type Inscrit, type Seance } from './seance.ts'

/** Whether a dossier is decided; the decisions themselves, by dossier, answer it. */
type Decides = { has: (dossierId: string) => boolean }

/** The dossier that the room is on: where whoever presides has led it, otherwise the first that is not decided. */
export const enDebat = (s: Seance, decides: Decides): Inscrit | undefined => mene(s) ?? examines(s).find(d => !decides.has(d.id))
const mene = (s: Seance) => examines(s).find(d => d.id === s.enDebat?.dossierId)

/** The same where the decisions were not read: they are asked of the database only where nobody has led the room. */
export const trouverDebat = async (tx: Tx, guichetId: string, s: Seance): Promise<Inscrit | undefined> =>
  mene(s) ?? enDebat(s, await decisionsDe(tx, guichetId, s.appelId))

/** The one that comes after it: the next on the agenda that is not decided, from its beginning again once its end is reached. */
export function suivantDe(s: Seance, decides: Decides, dossierId: string): Inscrit | undefined {
  const dossiers = examines(s)
  const i = dossiers.findIndex(d => d.id === dossierId)
  return [...dossiers.slice(i + 1), ...dossiers.slice(0, Math.max(i, 0))].find(d => !decides.has(d.id))
}

/** How many decisions must follow one before its amount may be worked out by somebody in conflict on it. */
const SUIVANTES = 2

/** What those decisions take, in cents. */
export const montantTu = (s: Seance, prises: ReadonlyMap<string, DecisionPrise>) =>
  decisionsTues(s, prises).reduce((t, p) => t + p.montant, 0)

/**
 * The decisions that whoever reads must not be able to work out from what is left: those of dossiers on which they are in conflict, while a séance that examines them is open and
 * until two others have followed. The envelope is the call's: another of its séances would tell as much. The total shown is as it stood before.
 */
export function decisionsTues(s: Seance, prises: ReadonlyMap<string, DecisionPrise>): DecisionPrise[] {
  const ouverts = new Set(s.conflits.filter(c => c.ouverte).map(c => c.dossierId))
  const toutes = [...prises.values()]
  const suivies = (p: DecisionPrise) => toutes.filter(x => x.le > p.le).length >= SUIVANTES
  return toutes.filter(p => ouverts.has(p.dossierId) && !suivies(p))
}
