import { Agent, request } from 'node:http'
import { paths } from '../../src/paths.ts'
import { ENGAGEMENTS } from '../../src/test/vico.ts'
import { attendre } from '../guichet.ts'
import { type Acquis, estDepose, type Reponse } from '../porteurs.ts'
import type { PorteurInvente } from './porteurs-inventes.ts'

/** A request of the evening: milliseconds taken, instant at which it left by the guichet's clock, and what came back. */
export type Trait = { genre: 'enregistrer' | 'page' | 'déposer'; ms: number; partie: number; reponse: Reponse; dossier: string }
export type Soiree = {
  sites: readonly string[]
  porteurs: readonly PorteurInvente[]
  /** Until the closing, and after it, in milliseconds. */
  dureeMs: number
  apresMs: number
  enregistrements: number
  maintenant: () => number
}

const LIMITE_MS = 60_000

/** Everybody at once: each saves a few times, opens the last page and files; the later it is, the more of them file, one in twenty too late. */
export async function jouerSoiree(s: Soiree, acquis: Acquis): Promise<Trait[]> {
  const traits: Trait[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 2_000 })
  const debut = performance.now()
  const jusquA = async (t: number) => attendre(Math.max(0, t - (performance.now() - debut)))
  await Promise.all(
    s.porteurs.map(async ({ cookie, dossier }, i) => {
      const site = s.sites[i % s.sites.length]!
      const adresse = `198.18.${i >> 8}.${i & 255}`
      const t = { acquis: 0, tente: 0 }
      acquis.textes.set(dossier, t)
      const faire = async (genre: Trait['genre'], method: string, chemin: string, champs?: [string, string][]) => {
        const [partie, depart] = [s.maintenant(), performance.now()]
        const reponse = await demanderVite(agent, site, { method, chemin, cookie, adresse, champs })
        acquis.noter(genre, reponse)
        traits.push({ genre, ms: performance.now() - depart, partie, reponse, dossier })
        return reponse
      }
      const depot = i % 20 === 0 ? s.dureeMs + Math.random() * s.apresMs : s.dureeMs * Math.sqrt(Math.random())
      const quand = Array.from({ length: s.enregistrements }, () => Math.random() * Math.min(depot, s.dureeMs)).sort((a, b) => a - b)
      for (const q of quand) {
        await jusquA(q)
        const r = await faire('enregistrer', 'PUT', paths.dossiers.etape(dossier, 'projet'), [['resume', `Texte ${++t.tente}`]])
        if (r?.statut === 200) t.acquis = t.tente
      }
      await jusquA(depot)
      await faire('page', 'GET', paths.dossiers.etape(dossier, 'depot'))
      const r = await faire(
        'déposer',
        'POST',
        paths.dossiers.depot(dossier),
        ENGAGEMENTS.map(e => ['engagements', e]),
      )
      if (estDepose(r)) acquis.deposes.add(dossier)
    }),
  )
  agent.destroy()
  return traits
}

type Demande = { method: string; chemin: string; cookie: string; adresse: string; champs: [string, string][] | undefined }
/** As the one proxy of the guichet asks, in the name of each browser. */
function demanderVite(agent: Agent, site: string, { method, chemin, cookie, adresse, champs }: Demande): Promise<Reponse> {
  const { hostname, port } = new URL(site)
  const corps = champs && new URLSearchParams(champs).toString()
  const envoi = corps ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(corps) } : {}
  return new Promise(fait => {
    const headers = { origin: site, cookie, 'x-forwarded-for': adresse, accept: 'text/html', ...envoi }
    const q = request({ agent, hostname, port, method, path: chemin, headers, timeout: LIMITE_MS }, r => {
      const blocs: Buffer[] = []
      r.on('data', b => blocs.push(b))
      r.on('error', () => fait(undefined))
      r.on('end', () => fait({ statut: r.statusCode ?? 0, vers: r.headers.location ?? '', texte: Buffer.concat(blocs).toString() }))
    })
    q.on('timeout', () => q.destroy())
    q.on('error', () => fait(undefined))
    q.end(corps)
  })
}
