import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'

let m: MondeInstruction
const i = paths.instruction
const LISTE = 'volet=volet_3&tri=numero'
beforeAll(async () => {
  m = await ouvrirInstruction()
})
afterAll(() => m.w.close())

// seen to fail: no form carried it, and the page after an act had lost it
it('la liste que je parcours tient d’acte en acte, de page en page, sans que le navigateur dise d’où il vient', async () => {
  const id = await m.dossier()
  const ici = i.dossier(id)
  const liensDe = (html: string) =>
    [...html.matchAll(/\b(?:href|action)="([^"]*)"/g)]
      .map(x => x[1]!.replaceAll('&amp;', '&'))
      .filter(h => h === ici || new RegExp(`^${ici}[/?#]`).test(h))
  const listeDe = (adresse: string) => new URL(adresse, 'http://x').searchParams.get('liste')
  let adresse = i.avecListe(i.dossier(id), LISTE)
  for (const [acte, corps] of [
    [i.etiquettes(id), { etiquettes: 'à revoir' }],
    [i.priseEnCharge(id), {}],
    [i.etiquettes(id), { etiquettes: '' }],
  ] as const) {
    const html = await (await m.w.get(adresse, m.referent.cookie)).text()
    const liens = liensDe(html)
    expect(liens.length).toBeGreaterThan(10)
    expect(liens.filter(l => listeDe(l) !== LISTE)).toEqual([])
    const forme = liens.find(l => l.startsWith(`${acte}?`)) ?? i.avecListe(acte, LISTE)
    const r = await m.w.post(forme, corps, m.referent.cookie)
    expect(r.status).toBe(303)
    adresse = r.headers.get('location')!
    expect(listeDe(adresse)).toBe(LISTE)
  }
  // a link of one of its pages says it as well, before its anchor
  expect(liensDe(await (await m.w.get(i.avecListe(i.analyse(id), LISTE), m.referent.cookie)).text()).map(listeDe)).not.toContain(null)
  // nothing is added when no list is walked through
  expect(liensDe(await (await m.w.get(ici, m.referent.cookie)).text()).filter(l => listeDe(l) !== null)).toEqual([])
})
