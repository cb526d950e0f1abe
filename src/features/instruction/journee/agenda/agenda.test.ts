import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../../test/instruits.ts'

const p = paths.instruction
let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction(t => t.replace('      releve: 2021-09-20\n', '      releve: 2021-09-20\n      comite: 2021-10-26\n'))
  const id = await m.dossier()
  await m.w.post(p.priseEnCharge(id), {}, m.referent.cookie)
  await m.w.owner.query("update instruction set echeance = '2021-10-05T18:00:00+02', echeance_motif = 'fiche'")
})
afterAll(() => m.w.close())

const creer = async (qui: { cookie: string }) => {
  const r = await m.w.post(p.agenda, {}, qui.cookie)
  expect(r.headers.get('cache-control')).toContain('no-store')
  return /(\/agenda\/[A-Za-z0-9_-]{43})/.exec(await r.text())![1]!
}

it('mon agenda lit mes dates et combien d’actes je dois, sans dossier ni nom', async () => {
  const adresse = await creer(m.referent)
  const r = await m.w.get(adresse)
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  const lu = (await r.text()).replaceAll('\r\n ', '')
  expect(lu).toMatch(/SUMMARY:1\sacte à faire dans le guichet/)
  expect(lu).toContain('DTSTART;VALUE=DATE:20211005')
  expect(lu).toMatch(/DTSTART;VALUE=DATE:20211026\r\n[\s\S]*SUMMARY:Comité/)
  expect(lu).not.toContain('Vico')
  expect(lu).not.toMatch(/ITN7-\d/)
  expect(new Set(lu.match(/^UID:.*$/gm))).toHaveLength(lu.match(/^BEGIN:VEVENT$/gm)!.length)
})

it('en faire une autre arrête la première\u00a0; ne plus la partager arrête tout\u00a0; la page ne la montre pas deux fois', async () => {
  const une = await creer(m.referent)
  const autre = await creer(m.referent)
  expect((await m.w.get(une)).status).toBe(404)
  expect((await m.w.get(autre)).status).toBe(200)
  const page = await (await m.w.get(p.agenda, m.referent.cookie)).text()
  expect(page).not.toContain(autre)
  expect((await m.w.post(p.arretAgenda, {}, m.collegue.cookie)).status).toBe(303)
  expect((await m.w.get(autre)).status).toBe(200)
  await m.w.post(p.arretAgenda, {}, m.referent.cookie)
  expect((await m.w.get(autre)).status).toBe(404)
})

it('l’adresse n’est gardée nulle part\u00a0; qui n’instruit plus n’a plus de calendrier', async () => {
  const adresse = await creer(m.collegue)
  const { rows } = await m.w.owner.query('select a::text as t from agenda_secret a')
  for (const { t } of rows) expect(t).not.toContain(adresse.split('/').at(-1)!)
  await m.w.owner.query('delete from role where compte_id in (select compte_id from agenda_secret)')
  expect((await m.w.get(adresse)).status).toBe(404)
})

it('un porteur, un inconnu, une adresse au hasard\u00a0: rien', async () => {
  expect((await m.w.get(p.agenda, m.porteur.cookie)).status).toBe(404)
  expect((await m.w.post(p.agenda, {}, m.porteur.cookie)).status).toBe(404)
  expect((await m.w.post(p.agenda, {})).status).toBe(303)
  expect((await m.w.get(paths.agenda.suivre('x'.repeat(43)))).status).toBe(404)
})
