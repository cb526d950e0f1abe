import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { type Feuille, feuilleBlanche, numeriser, relier } from '../../../test/scans.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../../test/suivi.ts'
import { gestesActes } from '../../../test/suivi-actes.ts'
import { URL_TEST } from '../../../test/world.ts'
import { rendrePdf } from '../../documents/index.ts'
import { purgerOrphelins } from '../../dossiers/index.ts'
import { jouerScan, tenirScans } from '../index.ts'
import { lireOctets } from './fichiers-ouverts.ts'

type Qui = { cookie: string }
let m: MondeSuivis
let g: ReturnType<typeof gestesActes>
let dossiers: string[]
/** Files kept once the acts are established. */
let etablis: number
let actes: { id: string; numero: string; cle: string }[]
const scans = new Map<string, Feuille[]>()

beforeAll(async () => {
  m = await ouvrirSuivis()
  g = gestesActes(m)
  m.w.regler(NOTIFIE)
  dossiers = await m.laureats(12)
  m.w.regler('2021-11-10T09:00:00')
  for (const d of dossiers) await g.etablir(d)
  actes = (await Promise.all(dossiers.map(g.actes))).map(a => a[0])
  m.w.regler('2021-11-20T09:00:00')
  etablis = octetsGardes()
}, 60_000)
afterAll(() => m.w.close())

/** The sheets of an act, out of the scanner in 150 dots an inch, a little askew; the first time it is printed. */
async function feuilles(i: number): Promise<Feuille[]> {
  const { id, cle } = actes[i]!
  if (!scans.has(id))
    scans.set(
      id,
      numeriser(await lireOctets(m.w.deps.stockage, cle), page => ({
        finesse: 150,
        angle: (i % 3) - 1,
        quart: i === 4 && page === 0 ? 2 : 0,
      })),
    )
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
const jouer = (id: string) => jouerScan(m.w.deps, { id }, { passeMs: 60_000 })
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
const octetsGardes = () => readdirSync(m.w.dossierFichiers, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).length

describe('les actes signés reviennent du scanner en un seul fichier', () => {
  let id: string
  /** Place of the first page of each act of the scan, from 1. */
  const debut: number[] = []
  beforeAll(async () => {
    // one is already signed, another was withdrawn
    await m.w.post(paths.suiviDossier.signature(dossiers[10]!, actes[10]!.id), await signe(), m.referent.cookie)
    await m.w.post(paths.suiviDossier.retraitActe(dossiers[11]!, actes[11]!.id), {}, m.referent.cookie)
    const tas: Feuille[] = []
    for (let i = 0; i < 12; i++) {
      debut[i] = tas.length + 1
      tas.push(...(await feuilles(i)))
    }
    // a page that lost its foot, and one of an act of another guichet
    const [perdue] = numeriser(await lireOctets(m.w.deps.stockage, actes[0]!.cle), p => (p === 0 ? { finesse: 150 } : undefined))
    const [etrangere] = numeriser(await ailleurs(), p => (p === 0 ? { finesse: 150, quart: 1 } : undefined))
    tas.push(feuilleBlanche(), sansPied(perdue!), etrangere!)
    id = await deposer([['Numérisation.pdf', relier(tas)]])
  }, 60_000)

  it('je relis ce qui est compris\u00a0: chaque acte, ses pages, et pourquoi certains ne s’enregistrent pas', async () => {
    const prets = await lignes(id, 'Actes à enregistrer')
    expect(prets).toHaveLength(10)
    for (const [i, a] of actes.slice(0, 10).entries()) {
      const n = (await feuilles(i)).length
      expect(prets[i]).toMatch(new RegExp(`n° ${a.numero} Vico .* ${debut[i]} (à|et) ${debut[i]! + n - 1} ${n} sur ${n}`))
    }
    const refuses = await lignes(id, 'Actes qui ne peuvent pas')
    expect(refuses).toHaveLength(3)
    expect(refuses[0]).toContain('Déjà signé, le 12 novembre 2021.')
    expect(refuses[1]).toContain('Cet acte est retiré.')
    expect(refuses[2]).toContain('Son code vient d’un autre guichet.')
    const page = await html(id)
    expect(page).toContain('10 actes à enregistrer, 3 à revoir, 1 page sans acte.')
    expect(page).toContain('Page blanche, laissée de côté')
    expect((await signes()).map(a => a.id)).toEqual([actes[10]!.id])
  })

  it('sans date, avec une date fausse ou d’avant l’acte, rien n’est enregistré', async () => {
    for (const [signe_le, mot] of [
      ['', 'Indiquez la date de signature'],
      ['09/11/2021', 'précède l’établissement'],
      ['21/11/2021', 'dans le futur'],
    ] as const) {
      const r = await confirmer(id, [actes[0]!.id], { signe_le })
      expect(r.status).toBe(422)
      expect(await r.text()).toContain(mot)
    }
    expect((await confirmer(id, [])).status).toBe(422)
    expect((await confirmer(id, [actes[10]!.id])).status).toBe(409)
    expect(await signes()).toHaveLength(1)
  })

  it('six confirmations à la fois, d’elle et de l’administrateur\u00a0: chaque acte coché est signé une fois, à sa date, avec ses pages', async () => {
    const choisis = actes.slice(0, 9).map(a => a.id)
    const autre = { [`signe_le.${choisis[3]}`]: '16/11/2021' }
    const avant = (await m.w.journal()).filter(e => e.action === 'suivi.acte_signe').length
    const rs = await Promise.all(Array.from({ length: 6 }, (_, i) => confirmer(id, choisis, autre, i % 2 ? m.admin : m.referent)))
    expect(rs.map(r => r.status)).toEqual(Array(6).fill(303))
    expect(await html(id)).toContain('0 sur 9 actes')
    await Promise.all([jouer(id), jouer(id), jouer(id)])
    await jouer(id)
    const faits = await signes()
    expect(faits.map(a => a.numero)).toEqual([...actes.slice(0, 9), actes[10]!].map(a => a.numero))
    expect(faits.filter(a => a.signe_le === '2021-11-16').map(a => a.id)).toEqual([choisis[3]])
    expect((await m.w.journal()).filter(e => e.action === 'suivi.acte_signe').length - avant).toBe(9)
    expect((await m.w.courriels()).filter(c => c.sujet.includes('signé') && c.dossier_id === dossiers[3])).toHaveLength(3)
    expect((await m.suivi(dossiers[4]!)).etape).toBe('conventionne')
    // the page that came upside down is put upright
    const copie = await m.w.get(paths.suiviDossier.acteSigne(dossiers[4]!, actes[4]!.id), m.referent.cookie)
    const octets = new Uint8Array(await copie.arrayBuffer())
    expect((await lirePdf(octets)).pages).toBe((await feuilles(4)).length)
    expect(await lignes(id, 'Actes à enregistrer')).toHaveLength(1)
    expect((await lignes(id, 'Actes confirmés')).every(l => l.endsWith('Enregistré'))).toBe(true)
    expect((await confirmer(id, choisis)).status).toBe(303)
  })

  it('un lecteur, un porteur, une référente d’ailleurs ne déposent ni ne voient ce scan', async () => {
    for (const [qui, statut] of [
      [m.lecteur, 404],
      [m.vico, 404],
    ] as const) {
      expect((await envoyer([['a.pdf', 'x']], qui)).status).toBe(statut)
      expect((await m.w.get(paths.suivi.scans, qui.cookie)).status).toBe(statut)
    }
    for (const qui of [m.lecteur, m.vico, m.hauteCorse]) {
      expect((await m.w.get(paths.suivi.scan(id), qui.cookie)).status).toBe(404)
      expect((await m.w.get(paths.suivi.pageScan(id, 1), qui.cookie)).status).toBe(404)
      expect((await confirmer(id, [actes[9]!.id], {}, qui)).status).toBe(404)
      expect((await m.w.post(paths.suivi.placementsScan(id), { 'page.1': 'ignoree' }, qui.cookie)).status).toBe(404)
      expect((await m.w.post(paths.suivi.suppressionScan(id), {}, qui.cookie)).status).toBe(404)
    }
    // the papers of another département tell her nothing
    const sien = await deposer([['2A.pdf', relier(await feuilles(9))]], m.hauteCorse)
    const [ligne] = await lignes(sien, 'Actes qui ne peuvent pas', m.hauteCorse)
    expect(ligne).toContain('n’est pas de votre territoire')
    expect(await html(sien, m.hauteCorse)).not.toContain(actes[9]!.numero)
    expect((await confirmer(sien, [actes[9]!.id], {}, m.hauteCorse)).status).toBe(409)
    expect(await signes()).toHaveLength(10)
  })

  it('une page perdue se place à la main, une page en double s’écarte, et l’acte peut s’enregistrer', async () => {
    const [une, deux, ...suite] = await feuilles(9)
    const scan = await deposer([
      ['scan 10.pdf', relier([...suite, deux!])],
      ['scan 2.pdf', relier([sansPied(une!), deux!])],
    ])
    expect((await lignes(scan, 'Actes qui ne peuvent pas'))[0]).toContain('Sa page 2 est là deux fois')
    await m.w.post(paths.suivi.placementsScan(scan), { 'page.1': actes[9]!.id, 'page.2': 'ignoree' }, m.referent.cookie)
    expect(await lignes(scan, 'Actes à enregistrer')).toHaveLength(1)
    expect((await m.w.get(paths.suivi.pageScan(scan, 1), m.referent.cookie)).headers.get('content-type')).toBe('application/pdf')
    expect((await confirmer(scan, [actes[9]!.id])).status).toBe(303)
    await jouer(scan)
    expect((await lignes(scan, 'Actes confirmés'))[0]).toContain('Enregistré')
    expect((await confirmer(id, [actes[9]!.id])).status).toBe(409)
  })
})

describe('ce qui ne se lit pas', () => {
  it('un texte nommé .pdf, un envoi vide\u00a0: refusés d’abord, et rien n’est gardé', async () => {
    const avant = octetsGardes()
    const r = await envoyer([['actes.pdf', 'Ceci est un texte.']])
    expect(r.status).toBe(422)
    expect(await g.texte(r)).toContain('« actes.pdf » n’est pas un PDF : son contenu est un fichier texte')
    expect(await g.texte(envoyer([]))).toContain('Choisissez un fichier')
    expect(octetsGardes()).toBe(avant)
  })

  it('un PDF abîmé le dit, les autres fichiers se lisent, même en plusieurs fois\u00a0; rien n’est gardé deux fois', async () => {
    const fichiers: [string, Buffer | string][] = [
      ['bon.pdf', relier(await feuilles(0))],
      ['casse.pdf', '%PDF-1.7\nrien de bon'],
      ['trop.pdf', pagesVides(501)],
    ]
    const id = idDe(await envoyer(fichiers))
    // the program is stopped after each page
    for (let i = 0; i <= (await feuilles(0)).length; i++) await jouerScan(m.w.deps, { id }, { passeMs: 0 })
    expect(await lignes(id, 'Fichiers qui ne se lisent pas')).toEqual([
      'casse.pdf Ce fichier est abîmé : numérisez-le à nouveau.',
      'trop.pdf Un dépôt compte 500 pages au plus : déposez la suite à part.',
    ])
    expect((await lignes(id, 'Actes qui ne peuvent pas'))[0]).toMatch(/(\d) sur \1 Déjà signé/)
    const avant = octetsGardes()
    expect((await Promise.all(Array.from({ length: 3 }, () => envoyer(fichiers)))).map(idDe)).toEqual([id, id, id])
    await purgerOrphelins(m.w.deps, new Date(Date.now() + 3 * 86_400_000))
    expect(octetsGardes()).toBe(avant)
    expect((await m.w.get(paths.suivi.pageScan(id, 1), m.referent.cookie)).status).toBe(200)
    expect((await m.w.post(paths.suivi.suppressionScan(id), {}, m.referent.cookie)).status).toBe(303)
    expect(octetsGardes()).toBe(avant - 3)
  })

  it('au bout de sept jours les scans partent, et les actes signés gardent leur exemplaire', async () => {
    m.w.regler('2021-11-27T08:00:00')
    await tenirScans(m.w.deps, m.w.horloge.instant)
    const reste = async () => (await m.w.owner.query('select count(*)::int as n from scan')).rows[0].n
    expect(await reste()).toBeGreaterThan(0)
    m.w.regler('2021-11-27T09:00:01')
    await tenirScans(m.w.deps, m.w.horloge.instant)
    expect(await reste()).toBe(0)
    for (const a of await signes()) expect((await lireOctets(m.w.deps.stockage, a.signe_cle)).length).toBeGreaterThan(0)
    expect(octetsGardes()).toBe(etablis + (await signes()).length)
  })
})

/** The same without its foot: the scanner cut it off. */
function sansPied(f: Feuille): Feuille {
  return { ...f, gris: f.gris.map((v, i) => (i > f.gris.length * 0.86 ? 235 : v)) }
}

/** The act of another guichet: the same, with an address of its own. */
async function ailleurs() {
  const { contenu, prepare_le } = (await m.w.owner.query('select contenu, prepare_le from acte where id = $1', [actes[0]!.id])).rows[0]
  const { dureeMois: _, ...ecrit } = contenu
  const adresse = ecrit.adresse.replace(URL_TEST, 'https://ailleurs.example').replaceAll(actes[0]!.id, nouvelId())
  return rendrePdf('acte', { ...ecrit, adresse, etabliLe: prepare_le }, { norme: 'UA-1' })
}

/** So many blank pages, a few bytes each. */
const pagesVides = (n: number) =>
  `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count ${n}/Kids[${Array.from({ length: n }, (_, i) => `${i + 3} 0 R`).join(' ')}]>>endobj\n${Array.from({ length: n }, (_, i) => `${i + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n`).join('')}trailer<</Root 1 0 R>>\n%%EOF\n`

async function signe() {
  const f = new FormData()
  f.set('signe_le', '12/11/2021')
  f.set('fichier', new File([relier([feuilleBlanche(20)]) as never], 'acte-signe.pdf'))
  return f
}
