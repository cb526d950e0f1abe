import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { accordDe } from '../../../test/accord.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { publierPrevues } from './jouer-prevues.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const SLUG = 'detr-tarn-2018'
const { studio: p, administration: a } = paths
let w: World
let admin: string
let id: string
let numero: number
beforeAll(async () => {
  w = await openWorld({ instant: '2017-10-02T10:00:00' })
  w.deps.config.guichet.seuilsLusAvantPublication = true
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  id = /[0-9a-f-]{36}/.exec((await w.post(p.accueil, { source: DETR }, admin)).headers.get('location')!)![0]
  const html = await lire(p.brouillon(id))
  const r = await w.post(p.version(id), { revision: /name="revision" value="(\d+)"/.exec(html)![1]! }, admin)
  numero = Number(/versions\/(\d+)/.exec(r.headers.get('location')!)![1])
})
afterAll(() => w.close())

const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const propre = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const publier = async () => w.post(a.publication(SLUG, numero), await accordDe(await lire(a.publication(SLUG, numero))), admin)
const clesARelire = async () => [
  ...new Set([...(await lire(p.section(id, 'essais'))).matchAll(/name="cle" value="([0-9a-f]{32})"/g)].map(m => m[1]!)),
]

describe('un guichet qui fait lire chaque seuil avant de publier', () => {
  it('tant qu’un seuil n’est pas lu, la page dit lesquels et où, et publier est refusé sans rien perdre', async () => {
    const page = await propre(w.get(a.publication(SLUG, numero), admin))
    expect(page).toMatch(/\d+ seuils à relire avant de publier/)
    expect(page).toContain('Lire les seuils')
    const r = await publier()
    expect([r.status, await propre(r)]).toEqual([409, expect.stringMatching(/seuils à relire avant de publier : vos raisons sont gardées/)])
  })

  // seen to fail: « Ligne 42, colonne 11 » was said to somebody who never saw a file, and « Qui instruit quoi » was not a link
  it('ce que dit le vérificateur mène à la page du studio où cela s’écrit, ou à celle des personnes, sans ligne ni colonne', async () => {
    const html = await lire(a.publication(SLUG, numero))
    expect(html).not.toMatch(/Ligne[^<]{1,12}, colonne/)
    expect(html).toMatch(new RegExp(`href="${a.personnes(SLUG)}">\\s*Désigner quelqu’un`))
    const liens = [...html.matchAll(/href="([^"]+)">\s*Corriger dans/g)].map(m => m[1]!.split('#')[0]!.replaceAll('&amp;', '&'))
    expect(liens.length).toBeGreaterThan(0)
    for (const lien of new Set(liens)) expect((await w.get(lien, admin)).status, lien).toBe(200)
  })

  it('tous lus sauf un, il en reste un ; tous lus, la version paraît', async () => {
    const cles = await clesARelire()
    expect(cles.length).toBeGreaterThan(2)
    expect((await w.post(p.seuils(id), { cle: cles.slice(1), lu: 'oui' }, admin)).status).toBe(303)
    expect(await propre(w.get(a.publication(SLUG, numero), admin))).toContain('1 seuil à relire avant de publier')
    await w.post(p.seuils(id), { cle: cles[0]!, lu: 'oui' }, admin)
    expect((await publier()).status).toBe(303)
  })

  it('une version déposée en fichier se relit dans le studio, et un guichet qui ne le demande pas n’attend rien', async () => {
    const source = DETR.replace('valeur: 10 000 €', 'valeur: 12 000 €')
    expect(source).not.toBe(DETR)
    const r = await w.post(a.versions(SLUG), { source }, admin)
    expect(r.status).toBe(303)
    numero++
    const page = await propre(w.get(a.publication(SLUG, numero), admin))
    expect(page).toContain('Ouvrez ce texte dans le studio')
    expect(page).toMatch(/Ligne \d+, colonne \d+/)
    w.deps.config.guichet.seuilsLusAvantPublication = false
    expect(await propre(w.get(a.publication(SLUG, numero), admin))).not.toContain('à relire avant de publier')
  })

  // seen to fail: what nobody had read came out by itself
  it('une version programmée, dont un seuil n’est plus lu à son heure, ne paraît pas', async () => {
    w.deps.config.guichet.seuilsLusAvantPublication = true
    const source = DETR.replace('valeur: 10 000 €', 'valeur: 12 000 €')
    id = /[0-9a-f-]{36}/.exec((await w.post(p.accueil, { source }, admin)).headers.get('location')!)![0]
    const cles = await clesARelire()
    await w.post(p.seuils(id), { cle: cles, lu: 'oui' }, admin)
    const quand = { quand: 'date', jour: '03/10/2017', heure: '9 h 00' }
    const page = await lire(a.publication(SLUG, numero))
    expect((await w.post(a.publication(SLUG, numero), { ...(await accordDe(page)), ...quand }, admin)).status).toBe(303)
    await w.post(p.seuils(id), { cle: cles[0]!, lu: 'non' }, admin)
    w.regler('2017-10-03T09:00:00')
    expect(await publierPrevues(w.deps, w.horloge.instant)).toBe(0)
    const { rows } = await w.owner.query('select fin, motif from publication_prevue')
    expect(rows).toEqual([{ fin: 'refusee', motif: expect.stringContaining('1\u00a0seuil n’a pas été relu') }])
  })
})
