import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { openWorld, URL_TEST, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'

let w: World
let cookie: string
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
  cookie = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).cookie
})
afterAll(() => w.close())

const lire = async (chemin: string, entetes: Record<string, string> = {}, qui = cookie) =>
  (await (await w.get(chemin, qui, entetes)).text()).replace(/[\u00a0\u202f]/g, ' ')
const liens = (html: string) =>
  [...html.matchAll(/href="(\/instruction\/dossiers\/[0-9a-f-]{36}[^"]*)">([^<]+)</g)].map(m => ({
    href: m[1]!.replaceAll('&amp;', '&'),
    numero: m[2]!,
  }))
const fil = (html: string) => /<nav class="gt-fil".*?<\/nav>/s.exec(html)![0].replaceAll('&amp;', '&')
const voisin = (html: string, rel: 'prev' | 'next') => new RegExp(`rel="${rel}"[^>]* href="([^"]+)"`).exec(fil(html))?.[1]

const Q = 'volet=volet_1&tri=aide_demandee'

test('de dossier en dossier, on parcourt la liste filtrée dans son ordre, d’un bout à l’autre', async () => {
  const liste = liens(await lire(`/instruction?${Q}`))
  expect(liste.length).toBeGreaterThan(3)
  let ici: string | undefined = liste[0]!.href
  const vus: string[] = []
  while (ici) {
    const html = await lire(ici)
    vus.push(/<p class="gt-sous">(\S+) ·/.exec(html)![1]!)
    expect(fil(html)).toContain(`<strong>${vus.length} sur ${liste.length}</strong>`)
    ici = voisin(html, 'next')
  }
  expect(vus).toEqual(liste.map(l => l.numero))
  expect(voisin(await lire(liste[0]!.href), 'prev')).toBeUndefined()
})

test('le retour mène à la même liste, et chaque partie du dossier garde la liste', async () => {
  const { href } = liens(await lire(`/instruction?${Q}`))[0]!
  const html = await lire(href)
  const id = /dossiers\/([0-9a-f-]{36})/.exec(href)![1]!
  expect(fil(html)).toContain(`href="${paths.instruction.boite}?${Q}#d-${id}"`)
  expect(fil(html)).toContain('par aide demandée')
  const historique = paths.instruction.avecListe(paths.instruction.historique(id), Q)
  expect(html.replaceAll('&amp;', '&')).toContain(`href="${historique}"`)
  expect(fil(await lire(historique))).toBe(fil(html))
})

test('après un acte, la page d’où l’on vient dit encore la liste ; celle d’un autre site ou d’un autre dossier, non', async () => {
  const [un, deux] = liens(await lire(`/instruction?${Q}`))
  const nue = un!.href.split('?')[0]!
  const retour = (html: string) => /href="(\/instruction[^"#]*)/.exec(fil(html))![1]
  expect(retour(await lire(nue, { referer: URL_TEST + un!.href }))).toBe(`/instruction?${Q}`)
  for (const referer of [`https://ailleurs.example${un!.href}`, URL_TEST + deux!.href, 'pas une adresse'])
    expect(retour(await lire(nue, { referer }))).toBe('/instruction')
})

test('un dossier que le filtre ne garde plus le dit, et garde ses voisins', async () => {
  const [un, deux, trois] = liens(await lire(`/instruction?${Q}`))
  const id = /dossiers\/([0-9a-f-]{36})/.exec(deux!.href)![1]!
  await w.owner.query("update instruction set volet = 'volet_2' where dossier_id = $1", [id])
  const html = await lire(deux!.href)
  expect(fil(html)).toContain('Ce dossier n’est plus dans cette liste')
  expect([voisin(html, 'prev'), voisin(html, 'next')]).toEqual([un!.href, trois!.href])
  await w.owner.query("update instruction set volet = 'volet_1' where dossier_id = $1", [id])
})

test('les voisins sont ceux du périmètre du lecteur', async () => {
  const { cookie: referent } = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  const liste = liens(await lire('/instruction', {}, referent))
  const html = await lire(liste[1]!.href, {}, referent)
  expect([voisin(html, 'prev'), voisin(html, 'next')]).toEqual([liste[0]!.href, liste[2]!.href])
  expect(fil(html)).toContain(`<strong>2 sur ${liste.length}</strong>`)
})

test('une liste illisible ou trop longue est la liste entière', async () => {
  const nue = liens(await lire('/instruction'))[0]!.href
  for (const liste of ['n’importe quoi', '%00', 'x'.repeat(5000)])
    expect(fil(await lire(`${nue}?${new URLSearchParams({ liste })}`))).toContain(`href="${paths.instruction.boite}#d-`)
})
