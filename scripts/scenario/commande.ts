import { execFileSync } from 'node:child_process'
import { Surprise } from './visiteur.ts'

const debut = performance.now()
/** Seconds since an instant of the process (its start), to a tenth. */
export const secondes = (depuis = debut) => Math.round((performance.now() - depuis) / 100) / 10

/** Does a step, then says it with what came of it and how long it took. */
export async function etape<T>(titre: string, faire: () => Promise<T>, dire: (fait: T) => string = () => ''): Promise<T> {
  const t = performance.now()
  const fait = await faire()
  console.log(`${titre}${dire(fait)} (${secondes(t)} s)`)
  return fait
}

/** The same command as anybody's, on the guichet that has just been played. */
export function verifierJournal(donnees: string) {
  const env = { PATH: process.env.PATH, GUICHET_DONNEES: donnees }
  return execFileSync(process.execPath, ['scripts/journal-verifier.ts'], { env, encoding: 'utf8' }).split('\n', 1)[0]!
}

type Ouvert = { sortie: () => string; fermer: () => Promise<void> }
/** Opens a guichet, plays it, closes it whatever happens. The first answer that is not the expected one is said, and the process ends with 1. */
export async function conduire<M extends Ouvert>(ouvrir: () => Promise<M>, jouer: (monde: M) => Promise<object>, json: boolean) {
  const monde = await etape('Guichet ouvert', ouvrir)
  process.once('SIGINT', () => void monde.fermer().then(() => process.exit(130)))
  try {
    const resume = await jouer(monde)
    if (json) console.log(JSON.stringify(resume))
  } catch (e) {
    console.error(e instanceof Surprise ? e.message : e)
    const derniers = monde.sortie().trim().split('\n').slice(-5).join('\n')
    console.error(`Les dernières lignes du guichet :\n${derniers}`)
    process.exitCode = 1
  } finally {
    await monde.fermer()
  }
}
