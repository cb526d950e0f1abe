import { expect } from 'vitest'
import { OPTIONS } from '../../bench/options.ts'
import { ouvrirScans } from '../../src/test/gestes-scans.ts'
import type { Programme } from '../../src/test/programme.ts'
import { type Machine, ouvrirMachine } from '../guichet.ts'
import { demander, type Mesure, observer, vit } from './observer.ts'

/** What the program may hold at its highest, whatever is sent to it or asked of it; in Mo. */
export const PLAFOND_MO = 700
/** What the program's own work may make somebody else wait; the rest of a wait is a machine's that does other things. */
const TRAVAIL_MAX_MS = 200

type Depart = Awaited<ReturnType<typeof ouvrirScans>>
/** People who ask at once: each comes from a network of their own. */
export type Qui = { cookie: string }

/** The built program in production, with the options of `npm start`, alone on a database that holds lauréats whose acts wait for a signature. */
export async function ouvrirMemoire(laureats: number) {
  const depart: Depart = await ouvrirScans(laureats)
  const m: Machine = await ouvrirMachine(depart.m.w)
  const regler = () => m.reglerDe(depart.m.w.horloge.instant.getTime() - Date.now())
  regler()
  const mesures: Mesure[] = []
  const env = {
    PROXY_DE_CONFIANCE: '127.0.0.1',
    BASE_CONNEXIONS: '10',
    NODE_OPTIONS: `--import=${process.cwd()}/pannes/horloge-decalee.mjs ${OPTIONS.join(' ')}`,
  }
  let programme: Programme | undefined
  /** Started again when what came before has ended it: the rest is measured all the same. */
  const enMarche = async () => {
    if (!programme || !vit(programme)) programme = await m.demarrer({ env })
    return programme
  }
  let n = 0
  return {
    ...depart,
    m: depart.m,
    machine: m,
    regler,
    mesures,
    /** Does this while the program is watched, and keeps what it cost. */
    mesurer: async (quoi: string, faire: (p: Programme) => Promise<(number | string)[]>) => {
      const p = await enMarche()
      const mesure = await observer(p, quoi, () => faire(p))
      mesures.push(mesure)
      console.log(ligne(mesure))
      return mesure
    },
    envoyer: (p: Programme, chemin: string, qui: Qui, d: Partial<Parameters<typeof demander>[1]> = {}) =>
      demander(p.url, { chemin, cookie: qui.cookie, adresse: `198.18.${(n >> 8) & 255}.${n++ & 255}`, ...d }),
    /** The next thing is measured on a program just started. */
    repartir: async () => {
      await programme?.arreter()
      programme = undefined
    },
    fermer: () => m.fermer(),
  }
}
export type Memoire = Awaited<ReturnType<typeof ouvrirMemoire>>

const ligne = (m: Mesure) => `| ${m.quoi} | ${m.statuts} | ${m.memoire} Mo | ${m.attente} ms | ${m.travail} ms | ${m.secondes} s |`

/** The table, and that nothing of it went above the ceiling, stopped the program or made anybody wait by its own work. */
export function conclure(mesures: readonly Mesure[]) {
  console.log(
    [
      '| envoi | réponses | mémoire au plus haut | attente d’un autre visiteur | dont notre travail | durée |',
      '|---|---|---|---|---|---|',
      ...mesures.map(ligne),
    ].join('\n'),
  )
  expect(mesures.filter(m => m.memoire > PLAFOND_MO || m.statuts === 'program dead')).toEqual([])
  expect(mesures.filter(m => m.travail > TRAVAIL_MAX_MS)).toEqual([])
}
