import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../contexte.ts'
import { fermerDocuments } from '../../features/documents/index.ts'
import { ouvrirSuivi } from '../../features/suivi/index.ts'
import { paths } from '../../paths.ts'
import { auComite } from '../comite.ts'
import { decide } from '../laureats.ts'
import { lirePdf } from '../lire-pdf.ts'
import { lireZip } from '../lire-zip.ts'
import { formulaire } from '../suivi.ts'
import { dossierPret, publier, REPONSES, SLUG } from '../vico.ts'
import { openWorld, URL_TEST, type World } from '../world.ts'
import { adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/**
 * One text that is a formula, a script, an image that runs and a template's code, put wherever people type, then looked for in every page and every file of the
 * product, as everybody who may read them.
 * Seen to fail: with `escapeFormulae: false` in `csv.ts`, and with the titles of the feed as they were typed (so they were). PDF: see also `documents.test.ts`.
 */
const MARQUE = '=1+1<script>x()</script>"\'><img src=x onerror=x()>#read("/etc/passwd")'
const CRU = /<script>x\(\)|<img src=x|onerror=x\(\)>(?!.*&)/
/** A decision written by the test has no letter to show; streams and the demonstration's own pages are left out. */
const SANS_LETTRE = /direct$|^\/(api|demo)|decision\.pdf$|^\/dossiers\/:id$/
const PIECE = 'a"><img src=x onerror=x()>.pdf'

let w: World
let valeurs: Record<string, string>
const lecteurs: Record<string, string | undefined> = { 'un inconnu': undefined }
/** Answers that are a fault of ours: a document that what was typed has broken. */
const pannes: string[] = []
const lus: { nom: string; qui: string; type: string; octets: Buffer; entetes: Headers }[] = []

const libres = (champs: Record<string, string | string[]>) =>
  Object.fromEntries(
    Object.entries(champs).map(([c, v]) => [c, typeof v === 'string' && /[a-zé] [a-zé]/i.test(v) && !c.startsWith('_') ? MARQUE : v]),
  )

beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  const agent = (nom: string, role: Role['role'], departements: string[] = []) =>
    w.compte({ nom, roles: [{ role, departements, volets: ['volet_1', 'volet_2', 'volet_3'] }] })
  const vico = await w.compte({ nom: MARQUE, structures: ['Vico'] })
  const referent = await agent(MARQUE, 'referent_departemental', ['2A'])
  const admin = await agent(MARQUE, 'administrateur')
  Object.assign(lecteurs, {
    'le porteur': vico.cookie,
    'le référent': referent.cookie,
    'l’administratrice': admin.cookie,
    'un lecteur': (await agent('x', 'lecteur')).cookie,
  })
  const autres = Object.fromEntries(Object.entries(REPONSES).map(([etape, champs]) => [etape, libres(champs)]))
  const reponses = { ...autres, projet: { ...autres.projet!, titre: MARQUE } }
  const brouillon = await dossierPret(w, vico.cookie, reponses)
  const id = await auComite(w, vico.cookie, reponses)
  const corps = new FormData()
  for (const [c, v] of Object.entries({ texte: MARQUE, corps: MARQUE, message: MARQUE, objet: MARQUE })) corps.append(c, v)
  corps.append('fichier', new Blob(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n']), PIECE)
  await w.post(paths.dossiers.echanges(id), corps, vico.cookie)
  await w.post(paths.instruction.annotations(id), { texte: MARQUE, corps: MARQUE }, referent.cookie)
  for (const etape of Object.keys(REPONSES)) await lire(`étape ${etape}`, 'le porteur', paths.dossiers.etape(brouillon, etape), vico.cookie)
  for (const chemin of [paths.dossiers.voir(id), paths.espace]) await lire('mon dossier', 'le porteur', chemin, vico.cookie)
  w.regler('2021-11-08T14:00:00')
  await decide(w, id, admin.id, { montant: 900_000, base: 1_200_000 })
  await w.auGuichet(tx => ouvrirSuivi(tx, w.ctx(), id))
  const { rows } = await w.owner.query('select id from bilan where dossier_id = $1 order by rang limit 1', [id])
  w.regler('2022-02-09T10:00:00')
  const bilan = paths.bilans.voir(id, rows[0].id)
  const champs = await formulaire(w, bilan, vico.cookie)
  const saisis = Object.fromEntries(Object.entries(champs).map(([c, v]) => [c, v === '' ? MARQUE : v]))
  expect(await (await w.post(bilan, saisis, vico.cookie)).text()).not.toMatch(CRU)
  valeurs = {
    id,
    dossier: id,
    bilan: rows[0].id,
    slug: SLUG,
    etape: 'projet',
    formulaire: 'projet',
    numero: '1',
    code: 'budget',
    nature: 'avance',
    jeton: 'jeton',
  }
  for (const r of adressesServies(w).filter(r => r.methode === 'GET' && !SANS_LETTRE.test(r.chemin)))
    for (const fichier of r.chemin.includes(':fichier')
      ? r.chemin.startsWith('/suivi')
        ? ['projets.csv', 'commandes.csv', 'projets.xlsx', 'projets.ods']
        : ['dossiers.csv']
      : [''])
      for (const [qui, cookie] of Object.entries(lecteurs))
        await lire(nomAdresse(r) + fichier, qui, remplie(r.chemin, { ...valeurs, fichier }), cookie)
  for (const format of ['csv', 'xlsx', 'ods'])
    await lire(`boite ${format}`, 'le référent', `${paths.instruction.boite}?format=${format}`, referent.cookie)
}, 120_000)
afterAll(async () => {
  await w.close()
  await fermerDocuments()
})

async function lire(nom: string, qui: string, chemin: string, cookie: string | undefined) {
  const r = await w.app.request(URL_TEST + chemin, { headers: { ...(cookie ? { cookie } : {}) } })
  const type = (r.headers.get('content-type') ?? '').split(';')[0]!
  const octets = Buffer.from(await r.arrayBuffer())
  if (r.status >= 500) pannes.push(`${nom} ${qui}`)
  if (r.status === 200) lus.push({ nom, qui, type, octets, entetes: r.headers })
}
const du = (type: RegExp) => lus.filter(l => type.test(l.type))

describe('ce que quelqu’un tape', () => {
  it('n’est jamais une balise dans une page, qui que ce soit la lise', () => {
    const pages = du(/html|xml/)
    const fautes = pages.filter(p => CRU.test(p.octets.toString())).map(p => `${p.nom}\u00a0: ${p.qui}`)
    expect(fautes).toEqual([])
    const montrent = new Set(pages.filter(p => p.octets.includes('&lt;script&gt;x()')).map(p => p.nom))
    for (const attendue of [
      'GET /mon-espace',
      'mon dossier',
      'GET /instruction',
      'GET /instruction/dossiers/:id',
      'GET /suivi',
      'GET /projets-aides',
      'étape projet',
    ])
      expect([...montrent]).toContain(attendue)
    expect(montrent.size).toBeGreaterThan(12)
  })

  it('n’est jamais une formule dans un fichier CSV', () => {
    const fichiers = du(/csv/)
    let vues = 0
    for (const f of fichiers) {
      const texte = f.octets.toString().replace(/^\ufeff/, '')
      const separateur = texte.split('\n')[0]!.includes(';') ? ';' : ','
      for (const c of parseCsv(texte, { delimiter: separateur }).flat().map(String)) {
        expect(/^[=+@\t\r-]/.test(c) && !/^[-+]?\d+([.,]\d+)?$/.test(c), `${f.nom} ${c}`).toBe(false)
        if (c.startsWith("'=1+1")) vues++
      }
    }
    expect(fichiers.length).toBeGreaterThan(4)
    expect(vues).toBeGreaterThan(3)
  })

  // seen to fail: with a formula where a text begins by « = » in `ods.ts`; with anything but a text there in `xlsx.ts`, whose library writes no formula in a stream
  it('est un texte dans un classeur', () => {
    const vus = new Set<string>()
    for (const f of du(/spreadsheet/))
      for (const [nom, octets] of lireZip(f.octets)) {
        const xml = octets.toString()
        expect(/<f>[^<]*1\+1|formula="[^"]*1\+1/.test(xml), `${f.nom} ${nom}`).toBe(false)
        if (xml.includes('=1+1&lt;script')) vus.add(f.nom)
      }
    for (const format of ['xlsx', 'ods'])
      for (const feuille of ['GET /appels/:slug/laureats.', 'GET /suivi/feuilles/:fichierprojets.', 'boite '])
        expect([...vus]).toContain(feuille + format)
  })

  // seen to fail: with the title given to `eval` in `dossier.typ`, its PDF is a fault of ours; in `accuse.typ`, see `documents.test.ts`
  it('est imprimé tel quel dans un PDF, jamais exécuté', async () => {
    expect(pannes).toEqual([])
    let vus = 0
    for (const f of du(/pdf/)) {
      const { texte } = await lirePdf(f.octets)
      expect(texte, f.nom).not.toMatch(/root:|daemon:/)
      if (texte.replace(/\s/g, '').includes('#read("/etc/passwd")')) vus++
    }
    expect(vus).toBeGreaterThan(2)
  }, 60_000)

  it('ne fait pas d’en-tête, et chaque réponse dit son genre sans qu’on le devine', () => {
    for (const l of lus) {
      expect(l.entetes.get('x-content-type-options'), l.nom).toBe('nosniff')
      expect(l.type, l.nom).not.toBe('')
    }
  })
})
