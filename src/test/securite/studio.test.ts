import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { accordDe } from '../accord.ts'
import { roleDe } from '../acteur.ts'
import { modeleRempli } from '../modeles.ts'
import { openWorld, URL_TEST, type World } from '../world.ts'
import { adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

const { studio: p, administration: a } = paths
const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
const CRU = '=cmd|\'/C calc\'!A0<script>x()</script>"\'><img src=x onerror=x()>#eval("1")\u202e'
const SECTIONS = ['bref', 'argent', 'qui', 'quoi', 'formulaire', 'regles', 'comite', 'textes', 'suivi', 'contacts', 'essais']

let w: World
let admin: Awaited<ReturnType<World['compte']>>
let autre: Awaited<ReturnType<World['compte']>>
beforeAll(async () => {
  w = await openWorld({ instant: '2027-02-02T10:00:00' })
  admin = await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })
  autre = await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })
})
afterAll(() => w.close())

const ouvrir = async (source: string) => {
  const r = await w.post(p.accueil, { source }, admin.cookie)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location') ?? '')?.[1] ?? ''
}
const brouillons = async () => (await w.owner.query('select id, revision, source from brouillon_appel order by id')).rows
const source = async (id: string): Promise<string> => (await brouillons()).find(b => b.id === id)!.source

it('un référent, un porteur, une lectrice envoient à chaque adresse du studio\u00a0: rien n’existe, rien ne change', async () => {
  const id = await ouvrir(FONDS)
  await w.post(p.relectures(id), { lecteur: autre.id, pour_le: '01/03/2027' }, admin.cookie)
  const relecture = (await w.owner.query('select id from relecture where brouillon_id = $1', [id])).rows[0].id as string
  const valeurs = { brouillon: id, section: 'bref', etape: 'projet', ecrit: 'retenu', rang: '1', formulaire: 'unique', relecture }
  const siennes = adressesServies(w).filter(r => /^\/(studio|relectures)/.test(r.chemin))
  expect(siennes.filter(r => r.methode !== 'GET').length).toBeGreaterThan(18)
  const avant = [await brouillons(), (await w.journal()).length, (await w.owner.query('select * from relecture')).rows]
  const intrus = [
    await w.compte({ roles: [roleDe('referent_regional')] }),
    await w.compte({ roles: [roleDe('lecteur')] }),
    await w.compte({ structures: ['Vico'] }),
  ]
  const corps = new URLSearchParams({ revision: '0', source: 'x', '/titre': 'Volé', lecteur: autre.id, sens: 'annuler', etape: 'bref' })
  for (const r of siennes)
    for (const { cookie } of intrus) {
      const body = r.methode === 'GET' ? {} : { body: corps }
      const entetes = { cookie, origin: URL_TEST, ...(r.methode === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) }
      const reponse = await w.app.request(URL_TEST + remplie(r.chemin, valeurs), { method: r.methode, headers: entetes, ...body })
      expect(reponse.status, nomAdresse(r)).toBe(404)
    }
  expect([await brouillons(), (await w.journal()).length, (await w.owner.query('select * from relecture')).rows]).toEqual(avant)
})

it('ce qui est d’un brouillon ne sert pas à un autre\u00a0: ni sa relecture, ni ses révisions, ni un essai qu’il n’a pas', async () => {
  const [un, deux] = [await ouvrir(FONDS), await ouvrir(modeleRempli('a_date', 2027))]
  await w.post(p.section(deux, 'bref'), { revision: '0', '/titre': 'Un autre titre' }, admin.cookie)
  const [avant, second] = [await source(un), await source(deux)]
  for (const chemin of [`${p.apercuEtape(un, 'projet')}?essai=nulle_part`, p.lieu(p.section(un, 'essais'), '/essais/99')])
    expect((await w.get(chemin, admin.cookie)).status, chemin).toBeLessThan(500)
  expect((await w.post(p.attente(un), { revision: '0', essai: 'nulle_part' }, admin.cookie)).status).toBeLessThan(500)
  // undoing speaks of the draft of its address, whatever revision another had
  expect((await w.post(p.retour(un), { sens: 'annuler', revision: '1' }, admin.cookie)).status).toBeLessThan(500)
  expect(await source(un)).toBe(avant)
  expect(await source(deux)).toBe(second)
})

it('annuler après avoir publié change le brouillon, jamais la version publiée', async () => {
  const texte = modeleRempli('forfait', 2027)
    .replace(/^slug: .*$/m, 'slug: annule-2027')
    .replace(/^code_dossier: .*$/m, 'code_dossier: ANN27')
  const id = await ouvrir(texte)
  await w.post(p.section(id, 'bref'), { revision: '0', '/titre': 'Titre publié' }, admin.cookie)
  const la = (await w.post(p.version(id), { revision: '1' }, admin.cookie)).headers.get('location')!.split('?')[0]!
  const publie = await w.post(la, await accordDe(await (await w.get(la, admin.cookie)).text()), admin.cookie)
  expect(publie.status).toBe(303)
  const versions = async () =>
    (await w.owner.query("select v.source from appel_version v join appel a on a.id = v.appel_id where a.slug = 'annule-2027'")).rows
  const scellees = await versions()
  expect(scellees).toHaveLength(1)
  const retour = await Promise.all(Array.from({ length: 6 }, () => w.post(p.retour(id), { sens: 'annuler', revision: '1' }, admin.cookie)))
  expect(retour.every(r => r.status < 500)).toBe(true)
  expect(await versions()).toEqual(scellees)
  expect(await (await w.get(paths.appels.voir('annule-2027'), admin.cookie)).text()).toContain('Titre publié')
  expect((await w.post(la, {}, admin.cookie)).status).toBeLessThan(500)
  expect(await versions()).toEqual(scellees)
})

it('qui regarde «\u00a0comme\u00a0» un autre n’écrit dans aucun brouillon', async () => {
  const id = await ouvrir(FONDS)
  const vu = await w.compte({ nom: 'Référent regardé', roles: [roleDe('referent_regional')] })
  const qui = await w.compte({ nom: 'Qui regarde', roles: [roleDe('administrateur')] })
  expect((await w.post(a.vueAgent(vu.id), {}, qui.cookie)).status).toBe(303)
  const avant = await brouillons()
  for (const chemin of [p.accueil, p.section(id, 'bref'), p.texte(id), p.abandon(id), p.version(id), p.apercuEtape(id, 'projet')])
    expect((await w.post(chemin, { revision: '0', source: 'x', '/titre': 'Écrit comme un autre' }, qui.cookie)).status, chemin).not.toBe(
      303,
    )
  expect(await brouillons()).toEqual(avant)
})

it('un texte hostile dans chaque champ se garde, se relit échappé, et ne casse aucune page', async () => {
  const id = await ouvrir(FONDS)
  for (const section of SECTIONS) {
    const html = await (await w.get(p.section(id, section), admin.cookie)).text()
    const noms = [...html.matchAll(/<(?:input|textarea)[^>]* name="(\/[^"]+)"/g)].map(m => m[1]!)
    const revision = /name="revision" value="(\d+)"/.exec(html)?.[1] ?? '0'
    const r = await w.post(p.section(id, section), { revision, ...Object.fromEntries(noms.map(n => [n, CRU])) }, admin.cookie)
    expect(r.status, section).toBeLessThan(500)
  }
  const pages = [...SECTIONS.map(s => p.section(id, s)), p.brouillon(id), p.texte(id), p.apercu(id), p.apercuFormulaire(id), p.accueil]
  for (const chemin of pages) {
    const r = await w.get(chemin, admin.cookie)
    expect(r.status, chemin).toBeLessThan(500)
    expect(await r.text(), chemin).not.toMatch(/<script>x\(\)|<img src=x/)
  }
})

it('dix mille questions, un texte de 512\u00a0ko\u00a0: le brouillon s’ouvre ou se refuse d’une phrase, et ses pages répondent', async () => {
  const question = (i: number) => `          - { id: q${i}, type: texte_court, libelle: Question ${i} }\n`
  const debut = FONDS.indexOf('        questions:\n') + '        questions:\n'.length
  const enorme = FONDS.slice(0, debut) + Array.from({ length: 10_000 }, (_, i) => question(i)).join('') + FONDS.slice(debut)
  const commente = `${FONDS}\n# ${'x'.repeat(500 * 1024 - Buffer.byteLength(FONDS))}\n`
  const refuse = await w.post(p.accueil, { source: enorme }, admin.cookie)
  expect([refuse.status, await refuse.text()]).toEqual([422, expect.stringContaining('512')])
  for (const texte of [enorme.slice(0, 480_000), commente]) {
    const r = await w.post(p.accueil, { source: texte }, admin.cookie)
    expect(r.status).toBe(303)
    const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    for (const chemin of [p.brouillon(id), p.section(id, 'formulaire'), p.section(id, 'regles'), p.apercu(id), p.apercuEtape(id, 'projet')])
      expect((await w.get(chemin, admin.cookie)).status, chemin).toBe(200)
  }
})
