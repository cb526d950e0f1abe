import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import type { World } from '../../../test/world.ts'
import { prouverJournal } from '../index.ts'

let m: MondeInstruction
let w: World
let id: string
let numero: string
const { administration: a } = paths
beforeAll(async () => {
  m = await ouvrirInstruction()
  w = m.w
  id = await m.dossier()
  numero = (await w.owner.query('select numero from dossier where id = $1', [id])).rows[0].numero
  await w.post(paths.instruction.priseEnCharge(id), {}, m.referent.cookie)
})
afterAll(() => w.close())

const lire = async (adresse: string, cookie = m.administratrice.cookie) => {
  const r = await w.get(adresse, cookie)
  return { statut: r.status, html: await r.clone().text(), texte: (await lisible(r)).replace(/[\u00a0\u202f]/g, ' ') }
}
const lignes = (html: string) => (html.match(/<tr/g)?.length ?? 1) - 1

it('le journal se lit par rang, à la seconde, qui, l’acte en français, sur quoi, avec le lien', async () => {
  const { texte, html } = await lire(a.journal)
  expect(texte).toContain('28/09/2021 15:12 :00')
  expect(texte).toContain('affecte le dossier à')
  expect(texte).toContain(numero)
  expect(html).toContain(`href="${paths.instruction.dossier(id)}"`)
  expect(texte).not.toContain('fait un acte enregistré sous')
  // seen to fail: a call was named by its address
  expect(html).toContain(`href="${a.appel(SLUG)}">Transformation numérique des collectivités</a>`)
  const { empreinte } = (await w.owner.query("select encode(hash, 'hex') as empreinte from evenement order by rang desc limit 1")).rows[0]
  expect(html).toContain(`title="${empreinte}"`)
})

it('on y cherche un dossier, un porteur, une personne, un acte, des jours, un rang', async () => {
  const du = async (q: Record<string, string>) => lignes((await lire(`${a.journal}?${new URLSearchParams(q)}`)).html)
  const duDossier = await du({ q: numero })
  expect(duDossier).toBeGreaterThan(3)
  expect(await du({ q: 'vicò' })).toBe(duDossier)
  expect(await du({ q: numero, acte: 'instruction' })).toBe(1)
  expect(await du({ q: numero, qui: m.referent.id })).toBe(1)
  expect(await du({ acte: 'instruction', du: '28/09/2021', au: '28/09/2021' })).toBe(1)
  expect(await du({ acte: 'instruction', au: '27/09/2021' })).toBe(0)
  expect(await du({ q: '1' })).toBe(1)
  for (const rien of ['%', 'ITN7-9999', '999']) expect(await du({ q: rien })).toBe(0)
  const faux = await lire(`${a.journal}?du=demain`)
  expect([faux.statut, faux.texte]).toEqual([422, expect.stringContaining('Écrivez un jour')])
})

it('il se lit de page en page, sans sauter une ligne', async () => {
  const total = Number((await w.owner.query('select rang from journal_tete')).rows[0].rang)
  for (let i = total; i < 60; i++)
    await w.owner.query(
      "insert into evenement (guichet_id, instant, action, objet_id, donnees) values ($1, now(), 'demonstration.acte', $1, '{}')",
      [w.guichetId],
    )
  const rangs = async (adresse: string) => {
    const { html } = await lire(adresse)
    return {
      rangs: [...html.matchAll(/gt-journal-rang"[^>]*>\s*([\d\s]+)</g)].map(x => Number(x[1]!.replace(/\D/g, ''))),
      suite: /href="([^"]+avant=\d+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&'),
    }
  }
  const premiere = await rangs(a.journal)
  const seconde = await rangs(premiere.suite!)
  expect([...premiere.rangs, ...seconde.rangs]).toEqual(Array.from({ length: 60 }, (_, i) => 60 - i))
})

it('la direction lit les actes, l’administration seule les lectures et les connexions, et personne d’autre rien', async () => {
  const direction = await w.compte({ nom: 'Direction', roles: [{ role: 'direction', departements: [], volets: [] }] })
  expect((await lire(a.journal, direction.cookie)).statut).toBe(200)
  expect((await lire(a.journal, direction.cookie)).html).not.toContain(a.passages)
  expect((await lire(a.passages, direction.cookie)).statut).toBe(404)
  for (const { cookie } of [m.referent, m.regional, m.porteur])
    for (const adresse of [a.journal, a.passages]) expect((await lire(adresse, cookie)).statut).toBe(404)
  expect((await w.post(a.journalFichier, { format: 'csv' }, m.referent.cookie)).status).toBe(404)
  expect((await w.post(a.journalVerification, {}, m.referent.cookie)).status).toBe(404)
})

it('l’export est un acte, et aucune cellule n’y est une formule', async () => {
  await w.owner.query("update compte set name = '=1+1' where id = $1", [m.referent.id])
  const r = await w.post(a.journalFichier, { format: 'csv', qui: m.referent.id }, m.administratrice.cookie)
  expect(r.headers.get('content-disposition')).toContain('journal-2021-09-28.csv')
  const csv = await r.text()
  expect(csv).toContain('affecte le dossier')
  expect(csv).not.toMatch(/(^|;)"?=1/m)
  await w.owner.query("update compte set name = 'Référent' where id = $1", [m.referent.id])
  expect((await w.journal()).at(-1)).toMatchObject({ action: 'journal.exporte', donnees: { format: 'csv', nombre: 1 } })
  const rien = await w.post(a.journalFichier, { format: 'csv', q: 'ITN7-9999' }, m.administratrice.cookie)
  expect([rien.status, await lisible(rien)]).toEqual([422, expect.stringContaining('aucun acte ne répond')])
})

it('ouvrir un dossier s’écrit une fois par jour et par personne, pour l’administration\u00a0; le porteur sait quand, jamais qui', async () => {
  for (let i = 0; i < 3; i++) await w.get(paths.instruction.dossier(id), m.referent.cookie)
  await w.get(paths.instruction.dossier(id), m.collegue.cookie)
  const lues = (await w.owner.query('select compte_id from consultation where dossier_id = $1', [id])).rows
  expect(lues.map(l => l.compte_id).sort()).toEqual([m.referent.id, m.collegue.id].sort())
  expect((await lire(a.passages)).texte).toContain(`Dossier ouvert ${numero}`)
  const porteur = await lire(paths.compte.acces, m.porteur.cookie)
  expect(porteur.texte).toContain('2 agents du service')
  expect(porteur.texte).not.toContain('Référent de la Corse-du-Sud')
  const sien = await lire(paths.compte.acces, m.referent.cookie)
  expect(sien.texte).toContain(`Dossier ouvert ${numero}`)
  expect(sien.texte).toContain('Affecte le dossier')
  const autre = await w.compte({ nom: 'Autre mairie', structures: ['Guagno'] })
  expect((await lire(paths.compte.acces, autre.cookie)).texte).not.toContain(numero)
})

it('la preuve se demande, se lit, et une ligne changée se dit sur chaque page d’administration, sans rien fermer', async () => {
  expect((await lire(a.journal)).texte).toContain('Chaîne à vérifier')
  const demandes = await Promise.all(Array.from({ length: 6 }, () => w.post(a.journalVerification, {}, m.administratrice.cookie)))
  expect(demandes.map(r => r.status)).toEqual(Array(6).fill(303))
  expect(
    (await w.owner.query("select count(*)::int as n from graphile_worker._private_jobs where key like 'preuve_du_journal%'")).rows[0].n,
  ).toBe(1)
  expect((await lire(a.journal)).texte).toContain('vérification en cours')
  expect(await prouverJournal(w.deps, w.horloge.instant)).toBe(true)
  expect((await lire(a.journal)).texte).toMatch(/Chaîne intacte vérifiée le 28 septembre 2021/)
  expect((await lire(a.agents)).texte).not.toContain('rompue')

  await w.owner.query('alter table evenement disable trigger user')
  await w.owner.query(`update evenement set donnees = '{"faux":true}' where rang = 4`)
  expect(await prouverJournal(w.deps, w.horloge.instant)).toBe(false)
  for (const adresse of [a.journal, a.agents, a.appels]) {
    const page = await lire(adresse)
    expect([page.statut, page.texte]).toEqual([200, expect.stringContaining('La chaîne du journal est rompue')])
  }
  expect((await lire(a.journal)).texte).toContain('Sûr jusqu’au rang 3')
  expect((await lire(paths.instruction.boite)).texte).not.toContain('rompue')
})
