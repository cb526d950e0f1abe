import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
const TEXTE = 'Vérifier avec le SGAC\u00a0: la coordination.\nPuis rappeler la mairie.'
beforeAll(async () => {
  m = await ouvrirInstruction()
  id = await m.dossier()
})
beforeEach(async () => {
  await m.w.owner.query('delete from annotation')
})
afterAll(() => m.w.close())

const annoter = (note: string, qui: { cookie: string } = m.referent, ancre = '') => m.w.post(i.annotations(id), { note, ancre }, qui.cookie)
const notes = () => m.w.auGuichet(tx => tx.selectFrom('annotation').selectAll().orderBy('id').execute())
const page = async (qui = m.referent) => lisible(await m.w.get(i.dossier(id), qui.cookie))
const marque = async (note: string) =>
  /name="vu" value="([^"]+)"/.exec(await (await m.w.get(i.annotation(id, note), m.referent.cookie)).text())![1]!

describe('annoter un dossier', () => {
  it('le service lit la note, au sujet d’une étape s’il le dit ; le porteur jamais', async () => {
    expect((await annoter(TEXTE, m.referent, 'plan')).status).toBe(303)
    expect(await page(m.collegue)).toContain('Vérifier avec le SGAC')
    expect((await notes())[0]).toMatchObject({ ancre: 'plan', texte: TEXTE })
    for (const adresse of [paths.dossiers.voir(id), paths.dossiers.donnees(id)])
      expect(await (await m.w.get(adresse, m.porteur.cookie)).text()).not.toContain('SGAC\u00a0: la coordination')
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.annote', ancre: 'plan' })
  })

  it('vide ou trop longue, elle revient avec ce qui est tapé', async () => {
    expect((await annoter('   ')).status).toBe(422)
    const r = await annoter('y'.repeat(5001))
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('y'.repeat(5001))
    expect(await notes()).toEqual([])
  })

  it('un texte qui ressemble à du HTML se lit tel quel', async () => {
    await annoter('<script>alert(1)</script>')
    expect(await (await m.w.get(i.dossier(id), m.referent.cookie)).text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
})

describe('reprendre sa note', () => {
  it('on la modifie et on la retire ; le journal garde les deux actes', async () => {
    await annoter(TEXTE)
    const [note] = await notes()
    expect((await m.w.post(i.annotation(id, note!.id), { note: 'Fait.', vu: await marque(note!.id) }, m.referent.cookie)).status).toBe(303)
    expect(await page()).toContain('Fait.')
    expect((await m.w.post(i.retraitAnnotation(id, note!.id), {}, m.referent.cookie)).status).toBe(303)
    expect(await page()).not.toContain('Fait.')
    expect((await notes())[0]).toMatchObject({ retiree_par: m.referent.id })
    expect((await actesDe(m.w, id)).slice(-2).map(e => e.action)).toEqual(['instruction.note_modifiee', 'instruction.note_retiree'])
  })

  it('ouverte deux fois, la seconde écriture montre la première et garde son texte', async () => {
    await annoter(TEXTE)
    const [note] = await notes()
    const vu = await marque(note!.id)
    await m.w.post(i.annotation(id, note!.id), { note: 'Premier onglet.', vu }, m.referent.cookie)
    const r = await m.w.post(i.annotation(id, note!.id), { note: 'Second onglet.', vu }, m.referent.cookie)
    expect(r.status).toBe(409)
    const html = await r.text()
    expect(html).toContain('Premier onglet.')
    expect(html).toContain('Second onglet.')
    expect((await notes())[0]!.texte).toBe('Premier onglet.')
    const encore = /name="vu" value="([^"]+)"/.exec(html)![1]!
    expect((await m.w.post(i.annotation(id, note!.id), { note: 'Second onglet.', vu: encore }, m.referent.cookie)).status).toBe(303)
    expect((await notes())[0]!.texte).toBe('Second onglet.')
  })

  it('la note d’un collègue se lit et ne se change pas', async () => {
    await annoter(TEXTE, m.collegue)
    const [note] = await notes()
    expect((await m.w.get(i.annotation(id, note!.id), m.referent.cookie)).status).toBe(404)
    const r = await m.w.post(i.annotation(id, note!.id), { note: 'Effacée.', vu: '' }, m.referent.cookie)
    expect(r.status).toBe(403)
    expect(await lisible(r)).toContain('Seule cette personne peut la changer')
    expect((await m.w.post(i.retraitAnnotation(id, note!.id), {}, m.referent.cookie)).status).toBe(403)
    expect((await m.w.post(i.retraitAnnotation(id, note!.id), {}, m.ailleurs.cookie)).status).toBe(404)
    expect((await notes())[0]).toMatchObject({ texte: TEXTE, retiree_le: null })
  })
})
