import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'
import { ACTES_D_UN_DOSSIER, type ActeDUnDossier, journaliser } from '../../journal/index.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
  id = await m.dossier()
})
afterAll(() => m.w.close())

const lire = async (suite = '', qui = m.referent) => lisible(await m.w.get(i.historique(id) + suite, qui.cookie))

test('chaque acte se lit en clair, le plus récent d’abord, avec qui et quand', async () => {
  await m.w.post(i.priseEnCharge(id), {}, m.referent.cookie)
  await m.w.post(i.etiquettes(id), { nouvelles: 'mutualisation' }, m.collegue.cookie)
  await m.w.post(i.verdict(id, 'porteur'), { resultat: 'sans_objet', raison: 'Vu.', vu: '' }, m.referent.cookie)
  const page = await lire()
  const attendus = [
    'Vous : juge la règle « Porteur » : sans objet',
    'Seconde référente de la Corse-du-Sud : ajoute l’étiquette « mutualisation »',
    'Vous : affecte le dossier à Référent de la Corse-du-Sud',
    'Secrétariat de Vico : dépose le dossier',
    'Secrétariat de Vico : commence le dossier',
  ].map(t => page.indexOf(t))
  expect(attendus.every(n => n > 0)).toBe(true)
  expect(attendus).toEqual([...attendus].sort((a, b) => a - b))
  expect(page).not.toContain('dossier.enregistre')
})

test('chaque acte du journal sur un dossier a ses mots, sans le nom de l’acte ni un chiffre de la décision', async () => {
  const complet = await m.dossier()
  const donnees = {
    sens: 'retenu',
    montant: 4_321_00,
    rang: 7,
    decision: nouvelId(),
    resultat: 'respectee',
    echeance: '2021-10-20',
    fin: '2021-12-31',
  }
  for (const acte of Object.keys(ACTES_D_UN_DOSSIER) as ActeDUnDossier[])
    await m.w.auGuichet(tx => journaliser(tx, m.w.ctx(), acte, complet, donnees))
  let page = await (await m.w.get(i.historique(complet), m.referent.cookie)).text()
  for (let suite = /href="([^"]+\?avant=\d+)"/.exec(page)?.[1]; suite; ) {
    const html = await (await m.w.get(suite, m.referent.cookie)).text()
    page += html
    suite = /href="([^"]+\?avant=\d+)"/.exec(html)?.[1]
  }
  expect(page.match(/<li>\s*<time/g)!.length).toBeGreaterThan(50)
  expect(page).not.toContain('enregistré sous')
  for (const acte of ['notification.envoyee', 'comite.decide']) expect(page).not.toContain(acte)
  // amounts paid are told; those of a decision are not; an address may hold those digits by chance
  const lu = page.replaceAll(/un versement de [^<]+/g, '').replaceAll(/<[^>]+>/g, ' ')
  expect(lu).not.toMatch(/4[\s\u202f]?321/)
})

test('cent vingt actes se lisent en trois pages, sans trou ni répétition', async () => {
  const long = await m.dossier()
  const ctx = m.w.ctx()
  for (let n = 0; n < 118; n++)
    await m.w.auGuichet(tx => journaliser(tx, ctx, 'instruction.renvoye', long, { raison: `raison ${n} ${nouvelId()}` }))
  const vus: string[] = []
  let adresse: string | undefined = i.historique(long)
  let pages = 0
  const retours: boolean[] = []
  while (adresse && pages < 9) {
    const html: string = await (await m.w.get(adresse, m.referent.cookie)).text()
    retours.push(/Début\s*<\/a>/.test(html))
    vus.push(...[...html.matchAll(/raison \d+ [0-9a-f-]{36}/g)].map(x => x[0]))
    adresse = /href="([^"]+\?avant=\d+)"/.exec(html)?.[1]
    pages++
  }
  expect(pages).toBe(3)
  // the first page leads to no other before it
  expect(retours).toEqual([false, true, true])
  expect(new Set(vus).size).toBe(118)
  expect(vus).toHaveLength(118)
})

test('une adresse bricolée rend la première page ; hors du périmètre, rien', async () => {
  expect(await lire('?avant=x')).toBe(await lire())
  expect((await m.w.get(i.historique(id), m.ailleurs.cookie)).status).toBe(404)
})
