// Which browser journeys `npm test` plays today: those of every day, and one in three of the others, the rest the next two days. `CAMPAGNE=tout` plays all of them.
import { readdirSync } from 'node:fs'

const DOSSIER = 'src/test/parcours'
/** The walk through every page, and the ways that nobody may find broken: to file, to instruct, to deliberate, to write a call. */
const CHAQUE_JOUR = ['pages', 'dossier', 'instruire', 'comite', 'salle', 'studio'].map(nom => `${nom}.spec.ts`)

/** The day: a run of the same day plays the same; `GRAINE=…` draws it again, as it does the ways of each journey (`src/test/tirage.ts`). */
export const graineDuJour = (env = process.env) => Number(env.GRAINE ?? Math.floor(Date.now() / 86_400_000))

/** The journeys left for the next two days, of all that there are. */
export function laisses(tous, graine) {
  const tires = tous.filter(f => !CHAQUE_JOUR.includes(f)).toSorted()
  return tires.filter((_, i) => (graine + i) % 3 !== 0)
}

/** What Vitest is told to leave out. */
export function exclusions() {
  if (process.env.CAMPAGNE === 'tout') return []
  const tous = readdirSync(DOSSIER).filter(f => f.endsWith('.spec.ts'))
  const apres = laisses(tous, graineDuJour())
  console.log(`\n${tous.length - apres.length} parcours sur ${tous.length} (graine ${graineDuJour()} ; tous : CAMPAGNE=tout)`)
  return apres.map(f => `--exclude=${DOSSIER}/${f}`)
}
