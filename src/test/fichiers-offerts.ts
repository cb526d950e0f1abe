import { paths } from '../paths.ts'
import { lirePage } from './lire-page.ts'

/**
 * Every file that the pages offer, as each person finds it: links are followed page by page, alike pages a few times only. One walk serves the tests
 * (in memory) and the outside validators (over HTTP).
 */

/** Whoever walks: how an address is asked for. */
export type Lire = (chemin: string) => Promise<Response>
export type FichierOffert = { chemin: string; forme: string; type: string; octets: Buffer; nom: string }

/** What an address is of, whichever dossier, séance or list it names and however it is sorted: « /dossiers/:id/acte.pdf ». Open data keep their filters. */
export const formeDe = (chemin: string) => {
  const [adresse, requete = ''] = chemin.split('?')
  const ouverte = adresse!.startsWith(paths.donneesOuvertes.accueil)
  const cles = [...new URLSearchParams(requete)].flatMap(([k, v]) => (k === 'format' ? `format=${v}` : ouverte ? k : [])).sort()
  const nue = adresse!.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/\d+(?=\/|$)/g, '/:n')
  return nue + cles.map(k => `?${k}`).join('')
}
const FICHIER = /\.(pdf|ics|yml|json|jsonld|geojson|atom|zip|xlsx|ods|csv|txt)$/
export const estFichier = (chemin: string) => FICHIER.test(chemin.split('?')[0]!) || /[?&]format=/.test(chemin)

/** What would leave the walk, or change who walks: the demonstration's own pages, the pages made for those who write the code. */
const LAISSEES = [paths.demo.accueil, '/dev/', paths.demo.courriels]

export type Bornes = { pages: number; fichiers: number; total: number }
const BORNES: Bornes = { pages: 24, fichiers: 6, total: 900 }

/**
 * Walks from these pages. `bornes.pages`: how many pages of one form are read; `fichiers`: how many files of one form are taken away. A page that answers
 * 500, or a file that does not answer 200, is a fault.
 */
export async function fichiersOfferts(
  lire: Lire,
  depart: readonly string[],
  prendre: (f: FichierOffert) => void | Promise<void>,
  bornes: Bornes = BORNES,
): Promise<{ fautes: string[]; pages: number }> {
  const vues = new Set<string>(depart)
  const parForme = new Map<string, number>()
  const file = [...depart]
  const fautes: string[] = []
  let pages = 0
  const encore = (forme: string, max: number) => {
    const n = (parForme.get(forme) ?? 0) + 1
    parForme.set(forme, n)
    return n <= max
  }
  for (let chemin = file.shift(); chemin !== undefined && pages < bornes.total; chemin = file.shift()) {
    const forme = formeDe(chemin)
    const fichier = estFichier(chemin)
    if (!encore(forme, fichier ? bornes.fichiers : bornes.pages)) continue
    const r = await lire(chemin)
    pages++
    const type = r.headers.get('content-type') ?? ''
    const octets = Buffer.from(await r.arrayBuffer())
    if (r.status >= 500 || (fichier && r.status !== 200)) fautes.push(`${chemin} : ${r.status}`)
    const vers = r.headers.get('location')
    const suivre = (liens: readonly string[]) => {
      for (const l of liens) {
        if (vues.has(l) || LAISSEES.some(x => l.startsWith(x))) continue
        vues.add(l)
        file.push(l)
      }
    }
    if (vers?.startsWith('/')) suivre([vers])
    if (r.status !== 200) continue
    if (type.startsWith('text/html')) suivre(lirePage(octets.toString('utf8'), chemin).liens.map(l => l.split('#')[0]!))
    else await prendre({ chemin, forme, type, octets, nom: nomDe(r.headers.get('content-disposition'), chemin) })
  }
  return { fautes, pages }
}

const nomDe = (disposition: string | null, chemin: string) =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1] ?? chemin.split('?')[0]!.split('/').at(-1)!)
