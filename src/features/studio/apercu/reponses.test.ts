import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
const { studio: p } = paths

let w: World
let admin: string
let id: string
beforeAll(async () => {
  w = await openWorld({ instant: '2027-02-02T10:00:00' })
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  const r = await w.post(p.accueil, { source: FONDS }, admin)
  id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
})
afterAll(() => w.close())

/** The fields of the form of a step, as a browser would send them. */
async function remplie(adresse: string) {
  const html = await (await w.get(adresse, admin)).text()
  const form = html.match(/<form\b[\s\S]*?<\/form>/g)!.find(f => /method="post"/.test(f) && f.includes('/apercu/formulaire/'))!
  return { action: /action="([^"]*)"/.exec(form)![1]!.replaceAll('&amp;', '&'), html: form }
}
const ecrire = async (adresse: string, champs: Record<string, string | string[]>) =>
  w.post((await remplie(adresse)).action, { _suite: 'continuer', ...champs }, admin)
/** All that the database holds, but how often somebody asked. */
async function compter() {
  const { rows } = await w.owner.query(
    "select relname as t from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'limite_acte'",
  )
  return (await w.owner.query(`${rows.map(({ t }) => `select '${t}' as t, count(*) from ${t}`).join(' union all ')} order by 1`)).rows
}

it('je tape mes réponses dans le formulaire d’un brouillon\u00a0: elles me suivent d’étape en étape, les règles y répondent, et rien n’est gardé', async () => {
  const avant = await compter()
  const r = await ecrire(`${p.apercuEtape(id, 'projet')}?essai=voirie`, { titre: 'La place du marché' })
  expect(r.status).toBe(303)
  const vers = r.headers.get('location')!
  expect(vers).toContain(p.apercuEtape(id, 'plan'))
  // the step that I left shows them again, the others keep the answers of the test dossier
  const projet = vers.replace('/plan?', '/projet?')
  expect((await remplie(projet)).html).toContain('La place du marché')
  const trop = await ecrire(vers, { aide: '9 000 000', _base: '{"aide":""}' })
  expect(trop.status).toBe(303)
  const depot = trop.headers.get('location')!.replace(/formulaire\/\w+/, 'formulaire/depot')
  expect(await lisible(await w.get(depot, admin))).toContain('La place du marché')
  const refus = await w.post((await remplieDepot(depot)).action, { engagements: [] }, admin)
  expect([refus.status, await lisible(refus)]).toEqual([422, expect.stringMatching(/demandez au plus|au-dessus/)])
  expect(await compter()).toEqual(avant)
})
const remplieDepot = async (adresse: string) => {
  const html = await (await w.get(adresse, admin)).text()
  return { action: /action="([^"]*apercu\/depot[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&') }
}

it('ce qui ne se lit pas est dit à sa place, avec ce que j’ai tapé', async () => {
  const r = await ecrire(`${p.apercuEtape(id, 'plan')}?essai=voirie`, { part: 'beaucoup', _base: '{"part":""}' })
  const dit = await r.text()
  expect([r.status, dit]).toEqual([422, expect.stringContaining('value="beaucoup"')])
  expect(dit).toContain('gt-apercu')
})

it('des réponses trop longues pour être essayées sont dites, et rendues', async () => {
  const bruit = Array.from({ length: 4000 }, (_, i) => ((i * 7919 + i * i * 31) % 46_656).toString(36))
    .join(' ')
    .slice(0, 19_000)
  const adresse = `${p.apercuEtape(id, 'projet')}?essai=voirie`
  const texte = /<textarea[^>]*name="([^"]+)"|<input[^>]*type="text"[^>]*name="([a-z_]+)"/.exec((await remplie(adresse)).html)!
  const r = await ecrire(adresse, { [texte[1] ?? texte[2]!]: bruit })
  const dit = await r.text()
  expect([r.status, dit.includes('trop longues pour être essayées')]).toEqual([422, true])
  expect(dit).toContain(bruit.slice(0, 200))
})

it('d’un essai qui serait reçu, je prends l’accusé\u00a0: il porte «\u00a0Essai\u00a0» à chaque page, un numéro qui n’existe pas, et rien à vérifier', async () => {
  const avant = await compter()
  const tape = await ecrire(`${p.apercuEtape(id, 'projet')}?essai=voirie`, { titre: 'La place du marché' })
  const suite = new URL(tape.headers.get('location')!, 'http://x').search
  const r = await w.get(p.apercuAccuse(id) + suite, admin)
  expect([r.status, r.headers.get('content-type'), r.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'no-store'])
  const texte = (await lirePdf(new Uint8Array(await r.arrayBuffer()))).texte.replaceAll(/\s+/g, ' ')
  expect(texte).toContain('La place du marché')
  expect(texte).toContain('Essai : rien n’est déposé')
  expect(texte).toContain('FDE27-0000')
  expect(texte).not.toContain('Vérifier cet accusé')
  expect(await compter()).toEqual(avant)
  // one that would be refused has none: its last step says why
  const refuse = await w.get(`${p.apercuAccuse(id)}?essai=un_euro_de_trop`, admin)
  expect([refuse.status, refuse.headers.get('location')]).toEqual([303, expect.stringContaining(p.apercuEtape(id, 'depot'))])
})

it('une adresse écrite à la main n’apprend rien au formulaire\u00a0: ce qui n’est pas lisible est laissé, et rien ne casse', async () => {
  const plier = (v: unknown) => deflateRawSync(JSON.stringify(v)).toString('base64url')
  const bombe = deflateRawSync(Buffer.alloc(5_000_000, 97)).toString('base64url').slice(0, 6000)
  const faites = [
    'x',
    bombe,
    plier(null),
    plier({ e: 'voirie', l: {}, v: { titre: 'sans liste' } }),
    plier({ e: 'autre', l: {}, v: { titre: ['Venu d’ailleurs'] } }),
    plier({ e: 'voirie', l: { depenses: Array.from({ length: 400 }, (_, i) => String(i).padStart(8, '0')) }, v: {} }),
    plier({
      e: 'voirie',
      l: { nulle_part: ['aaaaaaaa'] },
      v: { __proto__: ['x'], constructor: ['x'], volet: ['constructor'], aide: ['=1+1'] },
    }),
    plier({ e: 'voirie', l: {}, v: { titre: ['<script>alert(1)</script>'], volet: ['voirie'] } }),
  ]
  for (const reponses of faites)
    for (const chemin of [p.apercuEtape(id, 'projet'), p.apercuEtape(id, 'plan'), p.apercuEtape(id, 'depot'), p.apercuAccuse(id)]) {
      const r = await w.get(`${chemin}?${new URLSearchParams({ essai: 'voirie', reponses })}`, admin)
      expect(r.status, `${chemin} ${reponses.slice(0, 40)}`).toBeLessThan(400)
      expect(await r.text()).not.toMatch(/<script>alert|Venu d’ailleurs/)
    }
})

it('un référent, un porteur, un inconnu n’essaient rien', async () => {
  const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
  const porteur = (await w.compte({ structures: ['Vico'] })).cookie
  for (const qui of [referent, porteur]) {
    expect((await w.post(p.apercuEtape(id, 'projet'), { titre: 'x' }, qui)).status).toBe(404)
    expect((await w.get(p.apercuAccuse(id), qui)).status).toBe(404)
  }
  expect((await w.get(p.apercuAccuse(id))).status).toBe(303)
})
