import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { communesActuelles, ecrireRepertoire, suite } from './repertoire.ts'
import { type Noter, plafond } from './resultats.ts'

const LIGNES = 1_000_000
const RECHERCHES: [quoi: string, q: string[]][] = [
  ['un nom', ['foyer rural vico', 'harmonie de corte', 'syndicat mixte de sartene', 'les amis de cargese']],
  ['des mots que beaucoup ont', ['foyer rural', 'association sportive', 'comite des fetes', 'sarl']],
  ['un nom mal tapé', ['foyer rurale vicco', 'harmonnie de corte', 'comite des fetse de sartene', 'asociation sportivve bonifacio']],
  ['un SIREN', ['000000018', '000000042']],
]

/** The directory imported by its command, and what a search costs then, by HTTP; in the folder of data of a program that runs. */
export async function mesurerRepertoire(site: string, donnees: string, dossier: string, noter: Noter) {
  const f = await ecrireRepertoire(dossier, LIGNES)
  const t = performance.now()
  const p = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--max-old-space-size=128', 'scripts/structures-importer.ts', f.unites, f.etablissements],
    {
      env: { PATH: process.env.PATH, GUICHET_DONNEES: donnees },
      stdio: 'ignore',
    },
  )
  let pic = 0
  const guet = setInterval(() => {
    try {
      pic = Math.max(pic, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${p.pid}/status`, 'utf8'))?.[1] ?? 0))
    } catch {}
  }, 200)
  const [code] = await once(p, 'exit')
  clearInterval(guet)
  if (code !== 0) throw new Error(`structures:importer: ${code}`)
  noter('répertoire, deux fichiers d’un million de lignes', (performance.now() - t) / 1000, 's', plafond(240))
  noter('répertoire, mémoire de la commande', pic / 1000, 'Mo', plafond(200))
  for (const [quoi, qs] of RECHERCHES) noter(`recherche dans un million, ${quoi}, p95`, await p95DeRecherches(site, qs), 'ms', plafond(30))
}

/** The bodies that the guichet ships with, before any directory: 120 names of communes, each mistyped once. */
export const mesurerReferentiel = async (site: string, noter: Noter) =>
  noter(
    'recherche parmi les communes et groupements, un nom mal tapé, p95',
    await p95DeRecherches(site, nomsMalTapes(120)),
    'ms',
    plafond(6),
  )

/** 120 searches one after the other, the first twenty not counted, in milliseconds. */
async function p95DeRecherches(site: string, qs: readonly string[]): Promise<number> {
  const durees: number[] = []
  for (let i = 0; i < 120; i++) {
    const debut = performance.now()
    await (
      await fetch(`${site}/structures?${new URLSearchParams({ q: qs[i % qs.length]!, tout: 'oui' })}`, {
        headers: { accept: 'application/json' },
      })
    ).arrayBuffer()
    if (i >= 20) durees.push(performance.now() - debut)
  }
  return durees.sort((a, b) => a - b)[Math.floor(durees.length * 0.95)]!
}

/** Names of communes, each with a letter less, twice, another, or two that changed places. The same ones each time. */
function nomsMalTapes(combien: number): string[] {
  const alea = suite(20_791)
  const communes = communesActuelles().filter(c => c.nom.length > 7)
  return Array.from({ length: combien }, () => {
    const { nom } = communes[alea(communes.length)]!
    const i = 2 + alea(nom.length - 4)
    const [avant, lettre, apres] = [nom.slice(0, i), nom[i]!, nom.slice(i + 1)]
    return [avant + apres, avant + lettre + lettre + apres, avant + apres[0] + lettre + apres.slice(1), `${avant}e${apres}`][alea(4)]!
  })
}
