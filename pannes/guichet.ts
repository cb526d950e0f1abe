import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { instantDeParis } from '../src/lib/dates.ts'
import { dossierTemporaire } from '../src/test/dossiers.ts'
import { lancer, type Programme } from '../src/test/programme.ts'
import { openWorld, type World } from '../src/test/world.ts'

/** What the program of `npm start` is given, in production: its clock is the machine's, which a file shifts for the processes of one test. */
export type Machine = {
  w: World
  donnees: string
  /** Puts the clock of every process at this instant of Paris, at once. */
  regler: (local: string) => void
  /** The same, in milliseconds from the machine's clock. */
  reglerDe: (ms: number) => void
  /** Starts one more process on the same database: web, and jobs unless `travaux` is false. */
  demarrer: (v?: { travaux?: boolean; env?: Record<string, string> }) => Promise<Programme>
  fermer: () => Promise<void>
}

const PRELUDE = resolve('pannes/horloge-decalee.mjs')
export const OUVERT = '2021-09-13T10:00:00'

/** A world of the tests, on a database that several processes of the built program then serve. */
export async function ouvrirMachine(monde: World | undefined = undefined): Promise<Machine> {
  const w = monde ?? (await openWorld())
  const racine = dossierTemporaire()
  const heure = join(racine, 'heure')
  const donnees = join(racine, 'donnees')
  const lances: Programme[] = []
  const reglerDe = (ms: number) => {
    writeFileSync(`${heure}.neuve`, String(ms))
    renameSync(`${heure}.neuve`, heure)
  }
  const regler = (local: string) => reglerDe(instantDeParis(local).getTime() - Date.now())
  regler(OUVERT)
  return {
    w,
    donnees,
    regler,
    reglerDe,
    demarrer: async ({ travaux = true, env = {} } = {}) => {
      const p = await lancer({
        ...w.adresses,
        GUICHET_MODE: 'production',
        SECRET: w.deps.secret,
        GUICHET_DONNEES: donnees,
        GUICHET_ROLE: travaux ? 'tout' : 'web',
        PANNES_HEURE: heure,
        NODE_OPTIONS: `--import=${PRELUDE}`,
        ...env,
      })
      lances.push(p)
      return p
    },
    fermer: async () => {
      for (const p of lances) if (vivant(p)) await p.arreter('SIGKILL')
      await w.close()
      rmSync(dirname(donnees), { recursive: true, force: true })
    },
  }
}

export const vivant = ({ processus }: Programme) => processus.exitCode === null && !processus.signalCode
export const attendre = (ms: number) => new Promise<void>(done => setTimeout(done, ms))

/** Waits for what must come; says what was not there when it did not. */
export async function jusqua(quoi: string, vrai: () => Promise<boolean> | boolean, secondes = 60) {
  const limite = Date.now() + secondes * 1000
  while (!(await vrai())) {
    if (Date.now() > limite) throw new Error(`${secondes} s, and not yet: ${quoi}`)
    await attendre(100)
  }
}
