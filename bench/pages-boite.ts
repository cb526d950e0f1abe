// The inbox as whole pages, and its list taken away as files, from a program that runs in demonstration with many dossiers. Part of `npm run bench`;
// alone: `node bench/pages-boite.ts ADRESSE PID`.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { enLigne, type Noter, plafond } from './resultats.ts'

const TOURS = 20
const PAGE_MS = 50
const EXPORT_MO = 400
const PAGES = [
  '',
  'tri=porteur',
  'tri=titre&sens=desc',
  'tri=aide_demandee',
  'tri=echeance',
  'volet=volet_2&suite=prendre&aide_min=5000&aide_max=40000',
  'departement=2A&verdict=a_verifier',
  'verdict=a_verifier&retard=1&tri=depose_le',
  'etiquette=mutualisation&tri=cout_global',
  'q=GEN-0050000',
  'q=cadastre',
  'q=cadatsre',
  'q=Ajaccio+guichet',
  'q=habitants',
]
const PERSONNES = ['administrateur', 'referent-2a']

/** A persona's session, with the clock of the demonstration put at an instant of Paris: by default while dossiers are instructed. */
export async function ouvrir(site: string, persona: string, instant = '2021-10-05T10:00:00') {
  const post = (chemin: string, cookie: string, corps: Record<string, string>) =>
    fetch(site + chemin, { method: 'POST', headers: { origin: site, cookie }, body: new URLSearchParams(corps), redirect: 'manual' })
  const { headers } = await post('/demo/session', '', { persona })
  const cookie = headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  await post('/demo/horloge', cookie, { instant })
  return cookie
}

/** Memory that a process holds, in millions of bytes (Linux). */
export const memoire = (pid: number) => (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6

export async function mesurerBoite(site: string, pid: number, noter: Noter) {
  await exporter(site, pid, noter)
  for (const persona of PERSONNES) {
    const cookie = await ouvrir(site, persona)
    const lire = async (q: string) => {
      const r = await fetch(`${site}/instruction${q && `?${q}`}`, { headers: { cookie } })
      if (!r.ok) throw new Error(`${q}: ${r.status}`)
      return r.text()
    }
    const p95 = async (q: string) => {
      for (let i = 0; i < 3; i++) await lire(q)
      const durees = []
      for (let i = 0; i < TOURS; i++) {
        const t = performance.now()
        await lire(q)
        durees.push(performance.now() - t)
      }
      return durees.toSorted((a, b) => a - b)[Math.floor(TOURS * 0.95)]!
    }
    for (const q of PAGES) noter(`boîte, ${persona}, ${q || 'sans filtre'}, p95`, await p95(q), 'ms', plafond(PAGE_MS))
    if (persona !== 'administrateur') continue
    for (const q of ['par=100', 'par=100&tri=porteur'])
      noter(`boîte, ${persona}, 25 000 plus loin, ${q}, p95`, await p95(await loin(lire, q)), 'ms', plafond(PAGE_MS))
  }
  await exporter(site, pid, noter, ', après ces pages')
}

/** The place 25 000 dossiers further, a thousand pages of 25, reached as one does: by the links. */
async function loin(lire: (q: string) => Promise<string>, q: string) {
  let ici = q
  for (let n = 0; n < 250; n++) {
    const suivants = /href="\/instruction\?([^"]*apres=[^"]*)"/.exec(await lire(ici))?.[1]
    if (!suivants) break
    ici = suivants.replaceAll('&amp;', '&')
  }
  return ici.replace('par=100&', '')
}

async function exporter(site: string, pid: number, noter: Noter, quand = '') {
  const cookie = await ouvrir(site, 'administrateur')
  for (const format of ['csv', 'xlsx', 'ods']) {
    const t = performance.now()
    const { body } = await fetch(`${site}/instruction?format=${format}`, { headers: { cookie } })
    let [mo, octets] = [0, 0]
    for await (const bloc of body!) {
      octets += bloc.length
      mo = Math.max(mo, memoire(pid))
    }
    noter(`boîte exportée en ${format} (${(octets / 1e6).toFixed(1)} Mo)${quand}, durée`, (performance.now() - t) / 1000, 's', plafond(120))
    noter(`boîte exportée en ${format}${quand}, mémoire du programme`, mo, 'Mo', plafond(EXPORT_MO))
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await mesurerBoite(process.argv[2]!, Number(process.argv[3]), (nom, valeur, unite, borne) =>
    console.log(enLigne({ nom, valeur, unite, borne })),
  )
