import { readdirSync } from 'node:fs'
import { nouvelId } from '../contexte.ts'
import { jouerScan } from '../features/suivi/index.ts'
import { BUDGET } from '../features/suivi/scans/budget.ts'
import { lireOctets } from '../features/suivi/scans/fichiers-ouverts.ts'
import { paths } from '../paths.ts'
import { type Feuille, feuilleBlanche, numeriser, relier } from './scans.ts'
import { NOTIFIE, ouvrirSuivis } from './suivi.ts'
import { gestesActes } from './suivi-actes.ts'

type Qui = { cookie: string }
/** An act of the world of scans, and where its file is. */
type ActeEtabli = { id: string; numero: string; cle: string }

/** The form that files a signed act by hand. */
export function papierSigne() {
  const f = new FormData()
  f.set('signe_le', '12/11/2021')
  f.set('fichier', new File([relier([feuilleBlanche(20)]) as never], 'acte-signe.pdf'))
  return f
}

/** Lauréats whose acts are established and printed on 10 November 2021, ten days before; what one does with the scanner. */
export async function ouvrirScans(laureats: number) {
  const m = await ouvrirSuivis()
  const g = gestesActes(m)
  m.w.regler(NOTIFIE)
  const dossiers = await m.laureats(laureats)
  m.w.regler('2021-11-10T09:00:00')
  for (const d of dossiers) await g.etablir(d)
  const actes: ActeEtabli[] = (await Promise.all(dossiers.map(g.actes))).map(a => a[0])
  m.w.regler('2021-11-20T09:00:00')
  const scans = new Map<string, Feuille[]>()
  const octetsGardes = () => readdirSync(m.w.dossierFichiers, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).length

  /** The sheets of an act, out of the scanner in 150 dots an inch, a little askew; the first time it is printed. */
  async function feuilles(i: number): Promise<Feuille[]> {
    const { id, cle } = actes[i]!
    if (!scans.has(id)) {
      const mode = (page: number) => ({ finesse: 150, angle: (i % 3) - 1, quart: i === 4 && page === 0 ? 2 : 0 }) as const
      scans.set(id, numeriser(await lireOctets(m.w.deps.stockage, cle), mode))
    }
    return scans.get(id)!
  }
  const envoyer = (fichiers: [string, Buffer | string][], qui: Qui = m.referent, cle: string = nouvelId()) => {
    const f = new FormData()
    f.set('cle', cle)
    for (const [nom, contenu] of fichiers) f.append('fichier', new File([contenu as never], nom))
    return m.w.post(paths.suivi.scans, f, qui.cookie)
  }
  const idDe = (r: Response) => {
    const id = /scans\/([0-9a-f-]{36})$/.exec(r.headers.get('location') ?? '')?.[1]
    if (!id) throw new Error(`no scan: ${r.status}`)
    return id
  }
  const jouer = (id: string, passeMs = 60_000, budget = BUDGET) => jouerScan(m.w.deps, { id }, { passeMs, budget })
  /** Dropped, then read by the job. */
  async function deposer(fichiers: [string, Buffer | string][], qui?: Qui) {
    const id = idDe(await envoyer(fichiers, qui))
    await jouer(id)
    return id
  }
  const html = async (id: string, qui: Qui = m.referent) =>
    (await (await m.w.get(paths.suivi.scan(id), qui.cookie)).text()).replace(/[\u00a0\u202f]/g, ' ')
  /** The lines of a table of the page, in words. */
  async function lignes(id: string, legende: string, qui?: Qui): Promise<string[]> {
    const table = (await html(id, qui)).split('<table>').find(t => t.startsWith(`<caption>${legende}`)) ?? ''
    return [...table.split('</table>')[0]!.matchAll(/<tr>(.*?)<\/tr>/gs)].slice(1).map(([, l]) =>
      l!
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  }
  const confirmer = (id: string, ids: string[], plus: Record<string, string> = {}, qui: Qui = m.referent) =>
    m.w.post(paths.suivi.confirmationScan(id), { signe_le: '15/11/2021', acte: ids, ...plus }, qui.cookie)
  const signes = async () =>
    (await m.w.owner.query('select id, numero, signe_le::text, signe_cle from acte where signe_le is not null order by numero')).rows as {
      id: string
      numero: string
      signe_le: string
      signe_cle: string
    }[]
  return { m, g, dossiers, actes, feuilles, envoyer, idDe, jouer, deposer, html, lignes, confirmer, signes, octetsGardes }
}
