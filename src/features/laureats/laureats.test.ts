import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { auComite, copiesAuComite } from '../../test/comite.ts'
import { decide } from '../../test/laureats.ts'
import { projetCommun, validerCommun } from '../../test/projet-commun.ts'
import { deposer, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { importerContours } from '../territoires/index.ts'

const SLUG = 'itn7-axe3-corse-2021'
const p = paths.appels
/** Vico and Olmeto, as squares where they are. */
const carre = (code: string, x: number, y: number) => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 0.1, y],
        [x + 0.1, y + 0.1],
        [x, y + 0.1],
        [x, y],
      ],
    ],
  },
})
const CARTE = JSON.stringify({ type: 'FeatureCollection', features: [carre('2A348', 8.7, 42.1), carre('2A189', 8.9, 41.7)] })

let w: World
let agent: string
let vico: { cookie: string }
let olmeto: { cookie: string }
/** The page with its tags. */
const PAGE = paths.projetsAides({ appel: SLUG })
const brut = async (query = '') => (await (await w.get(`${PAGE}${query.replace('?', '&')}`)).text()).replace(/[\u00a0\u202f]/g, ' ')
/** The home page, the list of calls and the page of the call once it is closed, as text. */
async function appelsApres() {
  const { instant } = w.horloge
  w.regler('2021-11-08T12:00:00')
  const pages: string[] = []
  for (const chemin of [paths.accueil, p.liste, p.voir(SLUG)]) pages.push(await lisible(await w.get(chemin)))
  w.horloge.regler(instant)
  return pages.map(html => html.replace(/[\u00a0\u202f]/g, ' '))
}
const page = async (query = '') => (await lisible(await w.get(`${PAGE}${query.replace('?', '&')}`))).replace(/[\u00a0\u202f]/g, ' ')
/** Where the page says the lauréat of this bearer is: the last one that it lists. */
async function ancre(porteur: string) {
  const trouve = [...(await brut()).matchAll(/id="(laureat-[^"]+)"(.*?)<\/li>/gs)].find(m => m[2]!.includes(porteur))
  return trouve?.[1]
}
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  vico = await w.compte({ structures: ['Vico'] })
  olmeto = await w.compte({ structures: ['Olmeto'] })
  agent = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).id
})
afterAll(() => w.close())

describe('les lauréats d’un appel', () => {
  it('personne n’est lauréat tant que rien n’est notifié\u00a0: la page le dit, les fichiers sont vides', async () => {
    const id = await auComite(w, vico.cookie)
    await decide(w, id, agent, { notifiee: null })
    const html = await page()
    expect(html).toContain('Aucun projet aidé n’est publié.')
    expect(html).not.toContain('Un guichet en ligne pour les familles')
    expect(await (await w.get(p.laureatsFeuilles.csv(SLUG))).text()).not.toContain('Vico')
    expect((await (await w.get(p.laureatsGeojson(SLUG))).json()).features).toEqual([])
    expect(await (await w.get(p.laureatsAtom(SLUG))).text()).not.toContain('<entry>')
    for (const html of await appelsApres())
      expect([html.includes('Transformation numérique'), /\d lauréat/.test(html)]).toEqual([true, false])
    await w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
  })

  it('un appel inconnu n’a pas de page', async () => {
    for (const chemin of [p.laureats('autre'), p.laureatsFeuilles.csv('autre'), p.laureatsGeojson('autre'), p.laureatsAtom('autre')])
      expect((await w.get(chemin)).status).toBe(404)
    expect((await w.get(p.laureatsFeuilles.csv(SLUG).replace(/csv$/, 'exe'))).status).toBe(404)
  })

  it('une fois notifiés, les retenus seuls paraissent\u00a0: ni les non retenus, ni la liste complémentaire, ni ce qui reste à dire', async () => {
    const modele = await auComite(w, vico.cookie)
    const [refuse, attente, muet] = (await copiesAuComite(w, modele, 3)) as [string, string, string]
    const titres = { [refuse]: 'Projet refusé', [attente]: 'Projet en attente', [muet]: 'Projet à notifier' }
    for (const [id, titre] of Object.entries(titres))
      await w.owner.query('update instruction set titre = $2 where dossier_id = $1', [id, titre])
    await decide(w, modele, agent, { montant: 900_050 })
    await decide(w, refuse, agent, { sens: 'non_retenu' })
    await decide(w, attente, agent, { sens: 'liste_complementaire' })
    await decide(w, muet, agent, { notifiee: null })
    const html = await page()
    for (const mot of ['Un guichet en ligne pour les familles', '9 000,50 €', 'sur une enveloppe de 794 000 €', 'Corse-du-Sud', 'Vico'])
      expect(html).toContain(mot)
    for (const titre of Object.values(titres)) expect(html).not.toContain(titre)
    const csv = parseCsv(await (await w.get(p.laureatsFeuilles.csv(SLUG))).text(), { delimiter: ';' })
    expect(csv).toHaveLength(2)
    expect(csv[1]).toEqual(expect.arrayContaining(['Vico', 'Un guichet en ligne pour les familles', '9000,50']))
    const { features } = await (await w.get(p.laureatsGeojson(SLUG))).json()
    expect(features[0].properties).toMatchObject({ cout_global_eur: 12_500.5, aide_eur: 9_000.5 })
    for (const html of await appelsApres()) expect(html).toContain('1 lauréat, 9 000,50 €')
  })

  it('une correction paraît quand elle est notifiée, pas avant', async () => {
    const id = await auComite(w, vico.cookie)
    await w.owner.query("update instruction set titre = 'Projet corrigé' where dossier_id = $1", [id])
    const premiere = await decide(w, id, agent, { montant: 500_000 })
    const seconde = await decide(w, id, agent, { montant: 700_000, remplace: premiere, notifiee: null })
    await w.owner.query("update dossier set etat = 'retenu' where id = $1", [id])
    expect(await page('?q=corrige')).toContain('5 000 €')
    await w.owner.query(
      "update notification set envoyee_le = $2, sha256 = repeat('0', 64), cle = gen_random_uuid() where decision_id = $1",
      [seconde, new Date(w.horloge.instant.getTime() + 60_000)],
    )
    const html = await page('?q=corrige')
    expect(html).toContain('7 000 €')
    expect(html).not.toContain('5 000 €')
    await w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
    expect(await page()).not.toContain('Projet corrigé')
  })

  it('je filtre sans accents et je trie\u00a0; les numéros restent ceux de la carte', async () => {
    const modele = await auComite(w, olmeto.cookie)
    await w.owner.query("update instruction set titre = 'Télétransmission des actes' where dossier_id = $1", [modele])
    await decide(w, modele, agent, { montant: 300_000 })
    for (const html of await appelsApres()) expect(html).toContain('2 lauréats, 12 000,50 €')
    const trouve = await page('?q=teletransmission')
    expect(trouve).toContain('Télétransmission des actes')
    expect(trouve).not.toContain('Un guichet en ligne pour les familles')
    expect(await brut('?q=Vico')).toContain(`id="${await ancre('Vico')}"`)
    // 3 000 € of 12 500,50 € are 23,999 %: a rate to the nearest tenth, in the file as on the page
    const csv = parseCsv(await (await w.get(p.laureatsFeuilles.csv(SLUG))).text(), { delimiter: ';' })
    expect(csv.find(l => l.includes('Télétransmission des actes'))![csv[0]!.indexOf('Taux (%)')]).toBe('24')
    const lignes = (html: string) => [...html.matchAll(/<tbody>(.*?)<\/tbody>/gs)].at(-1)![1]!
    const parAide = lignes(await brut('?tri=aide'))
    expect(parAide.indexOf('3 000 €')).toBeLessThan(parAide.indexOf('9 000,50 €'))
    const descend = lignes(await brut('?tri=aide&sens=desc'))
    expect(descend.indexOf('9 000,50 €')).toBeLessThan(descend.indexOf('3 000 €'))
    const rien = await page('?q=zzzz')
    expect(rien).toContain('Aucun projet ne correspond.')
    for (const absent of ['Sur la carte', '0 projet, 0 €', 'en tableau']) expect(rien).not.toContain(absent)
  })

  it('sans carte importée, un disque par projet dans sa commune\u00a0; sans savoir où est le territoire, un disque par département', async () => {
    const dessinee = await brut()
    expect(dessinee).toContain('svg-maps')
    expect(dessinee).toContain('aria-label="2. Vico, 9 000,50 €"')
    const { territoire } = w.deps.config.guichet
    const { emprise } = territoire
    territoire.emprise = undefined
    const sans = await brut()
    territoire.emprise = emprise
    expect(sans).toContain(`href="#${await ancre('Olmeto')}" class="gt-carte-projet" aria-label="Corse-du-Sud : 2 projets, 12 000,50 €"`)
    expect(sans).not.toContain('aria-label="Haute-Corse')
  })

  it('avec la carte importée, un disque par projet, qui mène à sa ligne', async () => {
    await importerContours(w.db, w.guichetId, { texte: CARTE, source: 'essai', instant: w.horloge.instant })
    const html = await brut()
    expect(html).toContain(`href="#${await ancre('Olmeto')}"`)
    expect(html).toContain('aria-label="2. Vico, 9 000,50 €"')
    const { features } = await (await w.get(p.laureatsGeojson(SLUG))).json()
    const points = features.filter((f: { geometry: { type: string } }) => f.geometry.type === 'Point')
    expect(points).toHaveLength(2)
    const deVico = points.find((f: { properties: { porteur: string } }) => f.properties.porteur === 'Vico')
    expect(deVico.geometry.coordinates[0]).toBeCloseTo(8.75, 2)
    expect(deVico.properties).toMatchObject({ aide_eur: 9000.5, nature: 'projet' })
    expect(features.filter((f: { geometry: { type: string } }) => f.geometry.type === 'MultiPolygon')).toHaveLength(2)
  })

  it('une intercommunalité lauréate est sur la carte elle aussi', async () => {
    const agglo = await w.compte({ structures: ['CA du Pays Ajaccien'] })
    const id = await auComite(w, agglo.cookie)
    await decide(w, id, agent, { montant: 100_000 })
    const { features } = await (await w.get(p.laureatsGeojson(SLUG))).json()
    const sien = features.find((f: { properties: { porteur: string } }) => f.properties.porteur === 'CA du Pays Ajaccien')
    expect(sien.geometry?.type).toBe('Point')
    await w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
  })

  it('le flux Atom donne une entrée par lauréat, avec des balises dans un titre comme du texte', async () => {
    const id = await auComite(w, olmeto.cookie)
    await w.owner.query("update instruction set titre = '<script>alert(1)</script> & co' where dossier_id = $1", [id])
    await decide(w, id, agent, { montant: 100_000 })
    const [annonce] = /<link rel="alternate"[^>]*>/.exec(await brut()) ?? []
    expect(annonce).toContain(`href="${p.laureatsAtom(SLUG)}"`)
    const r = await w.get(p.laureatsAtom(SLUG))
    expect(r.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const xml = await r.text()
    expect(xml.match(/<entry>/g)).toHaveLength(3)
    expect(xml).toContain(`urn:uuid:${id}`)
    expect(xml).not.toMatch(/<title[^>]*><script>/)
    expect(await brut()).not.toContain('<script>alert')
    await w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
  })

  it('un lien gardé du flux mène au même lauréat quand d’autres viennent avant lui', async () => {
    const liens = async () =>
      Object.fromEntries(
        [...(await (await w.get(p.laureatsAtom(SLUG))).text()).matchAll(/<id>(urn:uuid:[^<]+)<\/id>.*?<link href="[^"]*#([^"]+)"/gs)].map(
          m => [m[1], m[2]],
        ),
      )
    const avant = await liens()
    expect(Object.keys(avant).length).toBeGreaterThan(0)
    const id = await auComite(w, (await w.compte({ structures: ['Ajaccio'] })).cookie)
    await decide(w, id, agent, { montant: 50_000 })
    expect(await liens()).toMatchObject(avant)
    const html = await brut()
    for (const a of Object.values(await liens())) expect(html).toContain(`id="${a}"`)
    await w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
  })

  it('un projet commun nomme ses partenaires, et compte leurs communes', async () => {
    const { id } = await projetCommun(w, vico.cookie, ['Olmeto'])
    await validerCommun(w, olmeto.cookie, id)
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    await w.owner.query("update dossier set etat = 'au_comite' where id = $1", [id])
    await decide(w, id, agent, { montant: 200_000 })
    const html = await page('?q=olmeto')
    expect(html).toMatch(/Vico · commune, avec Olmeto/)
  })
})
