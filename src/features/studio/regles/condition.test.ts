import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { champsDe, texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const { studio: p } = paths

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const ouvrir = async () =>
  /\/studio\/([0-9a-f-]{36})/.exec((await w.post(p.accueil, { source: DETR }, admin)).headers.get('location')!)![1]!
const source = (id: string) => lire(p.fichier(id))
const envoyer = async (chemin: string, change: Record<string, string>) =>
  w.post(chemin, { ...champsDe(await lire(chemin)), ...change }, admin)

describe('je dis quand une question est posée', () => {
  const si = (id: string, lieu: string, motif = '') => `${p.condition(id)}?${new URLSearchParams({ lieu, ...(motif ? { motif } : {}) })}`
  const lieu = '/formulaires/0/etapes/1/questions/4/si'

  it('la condition est une phrase, où ne s’offre que ce qui est demandé plus haut', async () => {
    const id = await ouvrir()
    const html = await lire(si(id, lieu))
    expect(texte(html)).toContain('est posée seulement dans ce cas')
    expect(html).toContain('name="si.0.question"')
    const tout = await lire(si(id, lieu, 'comparer_nombre'))
    expect(tout).not.toContain('value="classes"')
    expect(tout).not.toContain('value="dossiers du porteur"')
  })

  it('je la change, je la retire, j’en mets une autre\u00a0: une ligne du fichier à chaque fois', async () => {
    const id = await ouvrir()
    await envoyer(si(id, lieu), { 'si.0.codes': 'batiments' })
    expect(await source(id)).toContain("si: volet = 'batiments'")
    expect((await envoyer(si(id, lieu), { acte: 'retirer' })).headers.get('location')).toContain('fait=retiree')
    expect(await source(id)).not.toContain('libelle: Nombre de classes concernées, si:')
    await envoyer(si(id, lieu, 'faux'), { 'si.0.fait': 'commence' })
    expect(await source(id)).toContain('si: commence = non')
  })

  // seen to fail: in a group that the call has not written, the link led nowhere
  it('chaque lien « en phrase » d’une page mène à une page', async () => {
    const id = await ouvrir()
    const liens: string[] = []
    for (const section of ['quoi', 'formulaire', 'comite', 'suivi'] as const)
      for (const [, lien] of (await lire(p.section(id, section))).matchAll(/href="([^"]*\/condition\?[^"]*)"/g)) liens.push(lien!)
    expect(liens).not.toEqual([])
    for (const lien of liens) expect((await w.get(lien.replaceAll('&amp;', '&'), admin)).status, lien).toBe(200)
  })

  it('un lieu qui n’est pas une condition n’ouvre rien', async () => {
    const id = await ouvrir()
    for (const faux of ['', '/titre', '/regles/99/applicable_si', '/regles/0/titre', '/__proto__/x/si', `/${'x'.repeat(2000)}/a/si`])
      expect((await w.get(si(id, faux), admin)).status, faux).toBe(404)
    expect((await w.get(p.regle(id, 99), admin)).status).toBe(404)
    expect((await w.get(p.regle(id, 0), admin)).status).toBe(404)
  })
})
