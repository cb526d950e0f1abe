import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { lireAppel } from '../../features/appels/lire-appel.ts'
import { appelSchema } from '../../features/cahier/index.ts'
import { fermerDocuments } from '../../features/documents/index.ts'
import { paths } from '../../paths.ts'
import { roleDe } from '../acteur.ts'
import { auComite } from '../comite.ts'
import { decide } from '../laureats.ts'
import { lirePdf } from '../lire-pdf.ts'
import { lireZip } from '../lire-zip.ts'
import { publier, SLUG } from '../vico.ts'
import { openWorld, URL_TEST, type World } from '../world.ts'
import { adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/** What an agent writes in a call (or pastes, or uploads), looked for where others read it: what people answer is `textes.test.ts`. */
const MARQUE = '=cmd|\'/C calc\'!A0<script>x()</script>"\'><img src=x onerror=x()>#eval("1")'
const CRU = /<script>x\(\)|<img src=x/
/** What people read of a call; not its codes, its formulas, nor what is sent by a mail or opened. */
const LUS = new Set([
  'titre',
  'libelle',
  'texte',
  'accroche',
  'resume',
  'aide',
  'phrase',
  'constat',
  'sinon',
  'nom',
  'objet',
  'intitule',
  'precision',
  'pour',
  'exemple',
  'attribuant',
])

type Groupe = Record<string, unknown>
/** Each text of a call that people read, with the mark before it, unless the call could not have it there. */
function hostile(source: string): string {
  const brut = parse(source) as Groupe
  const avant = new Map<string, string>()
  const marquer = (v: unknown, chemin: PropertyKey[]): unknown => {
    if (Array.isArray(v)) return v.map((x, i) => marquer(x, [...chemin, i]))
    if (v !== null && typeof v === 'object') return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, marquer(x, [...chemin, k])]))
    const nom = chemin.findLast(c => typeof c === 'string')
    if (typeof v !== 'string' || chemin[0] === 'essais' || !LUS.has(String(nom))) return v
    avant.set(chemin.join('\u0000'), v)
    return `${MARQUE} ${v}`
  }
  const marque = marquer(brut, []) as Groupe
  for (const { path } of appelSchema.safeParse(marque).error?.issues ?? []) {
    const parent = path.slice(0, -1).reduce<unknown>((v, c) => (v as Groupe)[c as string], marque) as Groupe
    const ancien = avant.get(path.join('\u0000'))
    if (ancien !== undefined) parent[path.at(-1) as string] = ancien
  }
  return stringify(marque, { lineWidth: 0 })
}

let w: World
const pannes: string[] = []
const lus: { nom: string; type: string; octets: Buffer }[] = []
async function lire(nom: string, chemin: string, cookie: string | undefined) {
  const r = await w.app.request(URL_TEST + chemin, { headers: cookie ? { cookie } : {} })
  const octets = Buffer.from(await r.arrayBuffer())
  if (r.status >= 500) pannes.push(`${nom} ${r.status}`)
  if (r.status === 200) lus.push({ nom, type: (r.headers.get('content-type') ?? '').split(';')[0]!, octets })
}
const du = (type: RegExp) => lus.filter(l => type.test(l.type))

beforeAll(async () => {
  w = await openWorld()
  let source = ''
  await publier(w, t => (source = hostile(t)))
  const vico = await w.compte({ structures: ['Vico'] })
  const admin = await w.compte({ nom: 'Administratrice', roles: [roleDe('administrateur')] })
  const id = await auComite(w, vico.cookie)
  const cree = await w.post(paths.studio.accueil, { source: source.replace(`slug: ${SLUG}`, 'slug: hostile-2022') }, admin.cookie)
  const brouillon = /\/studio\/([0-9a-f-]{36})/.exec(cree.headers.get('location') ?? '')![1]!
  w.regler('2021-11-08T14:00:00')
  await decide(w, id, admin.id, { montant: 900_000, base: 1_200_000 })
  const valeurs = {
    id,
    dossier: id,
    slug: SLUG,
    brouillon,
    section: 'regles',
    etape: 'projet',
    formulaire: 'projet',
    numero: '1',
    version: '1',
    code: 'budget',
  }
  const etudie = (chemin: string) =>
    /^\/(appels|donnees|studio|instruction|administration|eligibilite|dossiers|mon-espace|suivi)/.test(chemin)
  for (const r of adressesServies(w).filter(
    a => a.methode === 'GET' && etudie(a.chemin) && !/direct$|decision\.pdf$|^\/dossiers\/:id$/.test(a.chemin),
  ))
    await lire(
      nomAdresse(r),
      remplie(r.chemin, valeurs),
      r.chemin.startsWith('/dossiers') || r.chemin === paths.espace ? vico.cookie : admin.cookie,
    )
  for (const chemin of [paths.accueil, paths.appels.liste, paths.appels.voir(SLUG)]) await lire(`public ${chemin}`, chemin, undefined)
  for (const s of ['bref', 'argent', 'qui', 'formulaire', 'comite', 'textes', 'suivi', 'essais'])
    await lire(`studio ${s}`, paths.studio.section(brouillon, s), admin.cookie)
  for (const ecrit of ['retenu', 'non_retenu', 'arrete', 'convention'])
    await lire(`écrit ${ecrit}`, paths.studio.documentEcrit(brouillon, ecrit), admin.cookie)
  for (const format of ['csv', 'xlsx', 'ods']) await lire(`boite ${format}`, `${paths.instruction.boite}?format=${format}`, admin.cookie)
}, 180_000)
afterAll(async () => {
  await w.close()
  await fermerDocuments()
})

describe('Ce qu’un agent écrit dans un appel', () => {
  it('n’est jamais une balise dans une page', () => {
    const pages = du(/html|xml/)
    expect(pages.filter(p => CRU.test(p.octets.toString())).map(p => p.nom)).toEqual([])
    expect(pages.filter(p => p.octets.includes('&lt;script&gt;x()')).length).toBeGreaterThan(20)
  })

  // seen to fail: the name of a column was written as it is, and a spreadsheet computed it
  it('n’est jamais une formule dans un fichier', () => {
    for (const f of du(/csv/)) {
      const texte = f.octets.toString().replace(/^\ufeff/, '')
      const separateur = texte.split('\n')[0]!.includes(';') ? ';' : ','
      for (const c of parseCsv(texte, { delimiter: separateur }).flat().map(String))
        expect(/^[=+@\t\r]/.test(c), `${f.nom} ${c}`).toBe(false)
    }
    for (const f of du(/spreadsheet/))
      for (const [nom, octets] of lireZip(f.octets))
        expect(/<f>[^<]*cmd|formula="[^"]*cmd/.test(octets.toString()), `${f.nom} ${nom}`).toBe(false)
    expect(du(/csv/).length).toBeGreaterThan(2)
  })

  it('est imprimé tel quel dans les lettres et les actes, et ne casse aucune page', async () => {
    expect(pannes).toEqual([])
    const imprimes = await Promise.all(du(/pdf/).map(async f => (await lirePdf(f.octets)).texte.replace(/\s/g, '')))
    expect(imprimes.filter(t => t.includes('#eval("1")')).length).toBeGreaterThan(3)
  })

  it('part tel quel dans les courriels, jamais comme une balise ni un en-tête', async () => {
    const { rows } = await w.owner.query('select to_jsonb(c) as c from courriel c')
    expect(rows.length).toBeGreaterThan(0)
    for (const { c } of rows) {
      expect(String(c.objet ?? c.sujet), JSON.stringify(c).slice(0, 200)).not.toMatch(/[\r\n]/)
      expect(String(c.html ?? '')).not.toMatch(CRU)
    }
    expect(rows.some(({ c }) => JSON.stringify(c).includes('calc'))).toBe(true)
  })

  // seen to fail: all were accepted, and a NUL made the publication a fault of ours
  it.each([
    ['un NUL', 'Aide\u0000 aux communes', 'U+0000'],
    ['un caractère d’échappement', 'Aide\u001b[31m', 'U+001B'],
    ['une écriture retournée', 'Aide \u202egnp.exe', 'U+202E'],
    ['une moitié de signe', 'Aide \ud800', 'U+FFFD'],
    ['un retour de chariot', 'Aide\rBcc: x', 'U+000D'],
  ])('ne cache pas de signe\u00a0: %s est refusé, où qu’il soit', (_, texte, dit) => {
    const source = `slug: x\ntitre: ${JSON.stringify(texte)}\nparametres: { ${JSON.stringify(texte)}: 3 }\n`
    const lu = lireAppel(source, 'appel.yml')
    const fautes = lu.ok ? [] : lu.error.filter(e => e.message.includes('ne voit pas'))
    expect(fautes.map(e => [e.ligne, e.message.includes(dit)])).toEqual([
      [2, true],
      [3, true],
    ])
  })

  it('un signe caché dans un brouillon se voit dans le studio, et ne se publie pas', async () => {
    const admin = (await w.compte({ roles: [roleDe('administrateur')] })).cookie
    const r = await w.post(paths.studio.accueil, { source: 'slug: cache-2022\ntitre: "Aide \\0 \\u202e aux communes"\n' }, admin)
    const page = await w.get(r.headers.get('location')!, admin)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('que l’on ne voit pas (U+0000)')])
    const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    expect((await w.post(paths.studio.version(id), { revision: '0' }, admin)).status).toBe(409)
    for (const chemin of [paths.studio.section(id, 'bref'), paths.studio.texte(id), paths.studio.apercu(id)])
      expect((await w.get(chemin, admin)).status, chemin).toBe(200)
  })
})
