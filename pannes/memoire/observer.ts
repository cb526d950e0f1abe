import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { paths } from '../../src/paths.ts'
import type { Programme } from '../../src/test/programme.ts'
import { attendre } from '../guichet.ts'

/**
 * What one sending cost: the answers by status, the memory of the program at its highest, in Mo, the longest wait of somebody else, in milliseconds, and how much of
 * one such wait the thread that serves was at work itself (the rest is the machine's, that others keep busy).
 */
export type Mesure = { quoi: string; statuts: string; memoire: number; attente: number; travail: number; secondes: number }
const PAS_MS = 100
/** Writing it makes the kernel count the highest memory of the process from now. */
const REPARTIR = '5'
const MO = 1024

const lire = (pid: number, champ: 'VmRSS' | 'VmHWM') =>
  Number(new RegExp(`${champ}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / MO

/** Milliseconds of processor that the thread that serves has had. */
const travailDe = (pid: number) => Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6

export const vit = (p: Programme) => p.processus.exitCode === null && !p.processus.signalCode

/** Does something to the program while its memory is read each 100 ms, and its highest from the kernel, and while somebody reads a light page again and again. */
export async function observer(p: Programme, quoi: string, faire: () => Promise<(number | string)[]>): Promise<Mesure> {
  const pid = p.processus.pid!
  writeFileSync(`/proc/${pid}/clear_refs`, REPARTIR)
  let [fini, memoire, attente, travail] = [false, 0, 0, 0]
  const minuterie = setInterval(() => {
    if (vit(p)) memoire = Math.max(memoire, lire(pid, 'VmRSS'))
  }, PAS_MS)
  const agent = new Agent({ keepAlive: true })
  const visite = (async () => {
    while (!fini && vit(p)) {
      const [debut, avant] = [performance.now(), travailDe(pid)]
      await demander(p.url, { chemin: paths.mentionsLegales, agent, adresse: '198.18.255.1' })
      const duree = performance.now() - debut
      attente = Math.max(attente, duree)
      if (vit(p)) travail = Math.max(travail, Math.min(duree, travailDe(pid) - avant))
      await attendre(20)
    }
  })()
  const debut = performance.now()
  const statuts = await faire().finally(() => {
    fini = true
    clearInterval(minuterie)
  })
  const secondes = (performance.now() - debut) / 1000
  await visite
  agent.destroy()
  const comptes = Map.groupBy(statuts, s => s)
  return {
    quoi,
    statuts: vit(p) ? [...comptes].map(([s, l]) => (l.length > 1 ? `${s} ×${l.length}` : `${s}`)).join(', ') : 'program dead',
    memoire: Math.round(vit(p) ? Math.max(memoire, lire(pid, 'VmHWM')) : memoire),
    attente: Math.round(attente),
    travail: Math.round(travail),
    secondes: Math.round(secondes * 10) / 10,
  }
}

type Demande = {
  chemin: string
  cookie?: string
  adresse: string
  agent?: Agent
  method?: string
  entetes?: Record<string, string | number>
  corps?: Iterable<Buffer>
}
const LIMITE_MS = 180_000
/** The status of an answer, read to its end and thrown away; 0 without any. `adresse`: whose network it comes from, as the proxy says it. */
export function demander(site: string, d: Demande): Promise<number> {
  const { hostname, port } = new URL(site)
  const headers = { origin: site, accept: 'text/html', cookie: d.cookie ?? '', 'x-forwarded-for': d.adresse, ...d.entetes }
  return new Promise(fait => {
    const q = request(
      { hostname, port, path: d.chemin, method: d.method ?? 'GET', headers, timeout: LIMITE_MS, ...(d.agent ? { agent: d.agent } : {}) },
      r => {
        r.resume()
        r.on('error', () => fait(0))
        r.on('end', () => fait(r.statusCode ?? 0))
      },
    )
    q.on('timeout', () => q.destroy())
    q.on('error', () => fait(0))
    const suite = (d.corps ?? [])[Symbol.iterator]()
    const pousser = () => {
      for (let b = suite.next(); !b.done; b = suite.next()) if (!q.write(b.value)) return void q.once('drain', pousser)
      q.end()
    }
    pousser()
  })
}

/** A form with files, block by block; `octets` is a generator for files too large to be held. */
export type Fichier = { champ?: string; nom: string; taille: number; octets: () => Iterable<Buffer> }
export const entier = (nom: string, octets: Buffer): Fichier => ({ nom, taille: octets.length, octets: () => [octets] })
/** Long, so that no file holds it by chance. */
const FRONTIERE = `guichet-memoire-${'7f3a9c2e'.repeat(4)}`
export function formulaire(champs: Record<string, string>, fichiers: readonly Fichier[]) {
  const partie = (entete: string) => Buffer.from(`--${FRONTIERE}\r\ncontent-disposition: form-data; ${entete}\r\n\r\n`)
  const fin = Buffer.from('\r\n')
  const simples = Object.entries(champs).map(([n, v]) => Buffer.concat([partie(`name="${n}"`), Buffer.from(v), fin]))
  const tetes = fichiers.map(f => partie(`name="${f.champ ?? 'fichier'}"; filename="${f.nom}"`))
  const fermeture = Buffer.from(`--${FRONTIERE}--\r\n`)
  function* corps() {
    yield* simples
    for (const [i, f] of fichiers.entries()) {
      yield tetes[i]!
      yield* f.octets()
      yield fin
    }
    yield fermeture
  }
  const somme = (bs: readonly Buffer[]) => bs.reduce((n, b) => n + b.length, 0)
  const taille = somme(simples) + somme(tetes) + fichiers.reduce((n, f) => n + f.taille + fin.length, 0) + fermeture.length
  return {
    method: 'POST',
    entetes: { 'content-type': `multipart/form-data; boundary=${FRONTIERE}`, 'content-length': taille },
    corps: corps(),
  }
}
export const champs = (corps: Record<string, string>) => {
  const octets = Buffer.from(new URLSearchParams(corps).toString())
  return {
    method: 'POST',
    entetes: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': octets.length },
    corps: [octets],
  }
}
