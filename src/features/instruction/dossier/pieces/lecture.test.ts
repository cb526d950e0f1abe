import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../../test/instruits.ts'
import { deposer, dossierPret, joindre, lisible } from '../../../../test/vico.ts'

const i = paths.instruction
let m: MondeInstruction
let id: string
let pieces: Record<string, string>
beforeAll(async () => {
  m = await ouvrirInstruction()
  m.w.regler('2021-09-13T10:00:00')
  id = await dossierPret(m.w, m.porteur.cookie)
  await joindre(m.w, m.porteur.cookie, id, 'annexes')
  // an image as it was kept before photographs became pages
  await m.w.owner.query("update piece set nom = 'plan du site.png', type = 'png' where dossier_id = $1 and code = 'annexes'", [id])
  await deposer(m.w, m.porteur.cookie, id)
  m.w.regler('2021-09-28T15:12:00')
  const { rows } = await m.w.owner.query('select id, nom from piece where dossier_id = $1', [id])
  pieces = Object.fromEntries(rows.map(r => [r.nom, r.id]))
})
afterAll(() => m.w.close())

const page = (nom: string, qui = m.referent) => m.w.get(i.lecture(id, pieces[nom]!), qui.cookie)
const html = async (nom: string) => (await page(nom)).text()
const cspDe = (r: Response) => r.headers.get('content-security-policy')!

test('un PDF se lit dans la page, sans script, avec le panneau à côté ; on le télécharge aussi', async () => {
  const lue = await html('deliberation.pdf')
  const adresse = i.piece(id, pieces['deliberation.pdf']!)
  expect(lue).toMatch(new RegExp(`<iframe[^>]*src="${adresse}\\?voir=1"[^>]*title="Délibération[^"]*deliberation.pdf"`))
  expect(lue).toContain(`href="${adresse}"`)
  expect(lue).toContain('id="p-recevabilite"')
  const dossier = await (await m.w.get(i.dossier(id), m.referent.cookie)).text()
  expect(dossier).toMatch(/Voir ici.{0,40}: deliberation\.pdf/)
  // from the panel too, beside the piece that the call expects
  expect(dossier.slice(dossier.indexOf('id="p-pieces"'))).toContain(`href="${i.lecture(id, pieces['deliberation.pdf']!)}"`)
})

test('la page laisse entrer le fichier dans son cadre, et lui seul s’y laisse mettre', async () => {
  expect(cspDe(await page('deliberation.pdf'))).toContain("frame-src 'self'")
  expect(cspDe(await page('deliberation.pdf'))).toContain("frame-ancestors 'none'")
  const fichier = await m.w.get(`${i.piece(id, pieces['deliberation.pdf']!)}?voir=1`, m.referent.cookie)
  expect(fichier.headers.get('content-type')).toBe('application/pdf')
  expect(fichier.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(cspDe(fichier)).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
  const image = await m.w.get(`${i.piece(id, pieces['plan du site.png']!)}?voir=1`, m.referent.cookie)
  expect(cspDe(image)).toMatch(/^sandbox; /)
  const telecharge = await m.w.get(i.piece(id, pieces['deliberation.pdf']!), m.referent.cookie)
  expect(telecharge.headers.get('x-frame-options')).toBe('DENY')
  expect(telecharge.headers.get('content-disposition')).toMatch(/^attachment/)
})

test('de pièce en pièce, dans l’ordre du dossier ; une image se lit aussi', async () => {
  const premiere = await html('deliberation.pdf')
  expect(premiere).toMatch(new RegExp(`rel="next" href="${i.lecture(id, pieces['budget.pdf']!)}"`))
  expect(premiere).not.toContain('rel="prev"')
  expect(await lisible(await page('budget.pdf'))).toContain('Pièce 2 sur 3')
  const derniere = await html('plan du site.png')
  expect(derniere).toMatch(/<img[^>]*class="gt-visionneuse"[^>]*\?voir=1/)
  expect(derniere).toContain('rel="prev"')
  expect(derniere).not.toContain('rel="next"')
})

test('une pièce du brouillon, celle d’un autre dossier et un autre département ne trouvent rien', async () => {
  const autre = await m.dossier()
  expect((await m.w.get(i.lecture(autre, pieces['budget.pdf']!), m.referent.cookie)).status).toBe(404)
  expect((await page('budget.pdf', m.ailleurs)).status).toBe(404)
  expect((await page('budget.pdf', m.porteur)).status).toBe(404)
})
