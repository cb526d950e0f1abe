import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

const { studio: p } = paths
let w: World
let admin: string
let id: string
beforeAll(async () => {
  w = await openWorld({ instant: '2027-04-01T10:00:00' })
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  const r = await w.post(p.modele, { modele: 'a_date', titre: 'Aide aux associations', annee: '2027' }, admin)
  if (r.status !== 303) throw new Error(await lisible(r))
  id = /[0-9a-f-]{36}/.exec(r.headers.get('location')!)![0]
})
afterAll(() => w.close())

const html = async () => (await w.get(p.brouillon(id), admin)).text()
const lire = async () => (await lisible(await w.get(p.brouillon(id), admin))).replaceAll(/[\u00a0\u202f]/g, ' ')
const cles = async () => [...(await html()).matchAll(/name="cle" value="([0-9a-f]{32})"/g)].map(m => m[1]!)

// seen to fail: a draft said nothing of what nobody had read in it
it('ce qui vient du modèle sans avoir été relu est dit par section, avec ses dates passées', async () => {
  const dit = await lire()
  expect(dit).toContain('Vient du modèle, jamais relu')
  expect(dit).toMatch(/\d+ textes? et \d+ dates?, dont \d+ passées?/)
  expect((await cles()).length).toBeGreaterThan(5)
})

it('une pression dit que la section est bien ainsi\u00a0; elle ne revient pas, les autres restent', async () => {
  const avant = await cles()
  const r = await w.post(p.seuils(id), { cle: avant[0]!, lu: 'oui', retour: 'brouillon' }, admin)
  expect([r.status, r.headers.get('location')]).toEqual([303, `${p.brouillon(id)}?fait=lu#remarques`])
  expect(await cles()).toEqual(avant.slice(1))
})

// seen to fail: any text counted as left from the model, so that one written anew still did
it('un texte changé ne compte plus, et un brouillon venu d’un fichier n’a rien d’un modèle', async () => {
  const { source } = (await w.owner.query('select source from brouillon_appel where id = $1', [id])).rows[0]
  const reste = async () => (await cles()).length
  const avant = await reste()
  const textes = async () => [...(await lire()).matchAll(/(\d+) textes?/g)].reduce((n, m) => n + Number(m[1]), 0)
  const tous = await textes()
  const accroche = source.replace('est une part des dépenses, dans', 'est une fraction des dépenses, dans')
  expect(accroche).not.toBe(source)
  await w.owner.query('update brouillon_appel set source = $2 where id = $1', [id, accroche])
  expect(await textes()).toBe(tous - 1)
  const contacts = source.replace(/\n(suivi: .*|suivi:\n(?: .*\n)+)/, '\n')
  expect(contacts).not.toBe(source)
  await w.owner.query('update brouillon_appel set source = $2 where id = $1', [id, contacts])
  expect(await reste()).toBe(avant - 1)
  await w.owner.query('update brouillon_appel set source = $2, origine = $3 where id = $1', [id, source, 'D’un texte collé'])
  expect(await reste()).toBe(0)
})
