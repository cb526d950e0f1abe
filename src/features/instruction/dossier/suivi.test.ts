import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

describe('prendre un dossier en charge', () => {
  it('le référent le prend d’un bouton, la page le dit, le journal le garde', async () => {
    expect(await lisible(await m.w.get(i.dossier(id), m.referent.cookie))).toContain('À faire : prendre ce dossier en charge')
    const r = await m.w.post(i.priseEnCharge(id), {}, m.referent.cookie)
    expect(r.status).toBe(303)
    const page = await lisible(await m.w.get(r.headers.get('location')!, m.referent.cookie))
    expect(page).toContain('Affecté à vous')
    expect(await ligneDe(m.w, id)).toMatchObject({ assigne_a: m.referent.id, suite: expect.not.stringContaining('prendre') })
    expect(await actesDe(m.w, id)).toMatchObject([{ action: 'instruction.affecte', a: m.referent.id, avant: null }])
    await m.w.post(i.priseEnCharge(id), {}, m.referent.cookie)
    expect(await actesDe(m.w, id)).toHaveLength(1)
  })

  it('six personnes à la fois : une le prend, les autres lisent qui et depuis quand', async () => {
    const qui = [m.referent, m.collegue, m.administratrice, m.referent, m.collegue, m.administratrice]
    const six = await Promise.all(qui.map(p => m.w.post(i.priseEnCharge(id), {}, p.cookie)))
    const prise = (await ligneDe(m.w, id)).assigne_a
    six.forEach((r, n) => {
      expect(r.status).toBe(qui[n]!.id === prise ? 303 : 409)
    })
    const refus = six[qui.findIndex(p => p.id !== prise)]!
    expect(await lisible(refus)).toContain('s’en occupe depuis le 28 septembre 2021 à 15 h 12')
    expect(await actesDe(m.w, id)).toHaveLength(1)
  })

  it('avant le relevé, la page dit pourquoi c’est impossible', async () => {
    const tot = await m.dossier({ releve: false })
    const r = await m.w.post(i.priseEnCharge(tot), {}, m.referent.cookie)
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('pas encore relevé')
  })

  it('hors de son périmètre, le dossier n’existe pas', async () => {
    expect((await m.w.post(i.priseEnCharge(id), {}, m.ailleurs.cookie)).status).toBe(404)
    expect((await m.w.post(i.affectation(id), { a: m.ailleurs.id }, m.ailleurs.cookie)).status).toBe(404)
  })
})

describe('affecter un dossier', () => {
  const affecter = (a: string, vu: string, qui = m.administratrice) => m.w.post(i.affectation(id), { a, vu }, qui.cookie)

  it('on choisit parmi ceux qui peuvent le lire ; la personne reçoit un courriel', async () => {
    const page = await lisible(await m.w.get(i.affectation(id), m.administratrice.cookie))
    expect(page).toContain('Référent de la Corse-du-Sud')
    expect(page).not.toContain('Référente de la Haute-Corse')
    expect((await affecter(m.collegue.id, '')).status).toBe(303)
    expect((await ligneDe(m.w, id)).assigne_a).toBe(m.collegue.id)
    const [courriel] = (await m.w.courriels()).filter(c => c.destinataire === m.collegue.courriel)
    expect(courriel).toMatchObject({ lien: i.dossier(id), sujet: expect.stringContaining('vous est affecté') })
  })

  it('à quelqu’un qui ne peut pas le lire : refusé, avec la raison', async () => {
    const r = await affecter(m.ailleurs.id, '')
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('ne peut pas lire ce dossier')
  })

  it('si quelqu’un l’a affecté entre-temps, le second le lit et rien n’est écrasé', async () => {
    await m.w.post(i.priseEnCharge(id), {}, m.referent.cookie)
    const r = await affecter(m.collegue.id, '')
    expect(r.status).toBe(409)
    const page = await lisible(r)
    expect(page).toContain('Référent de la Corse-du-Sud s’en occupe depuis')
    expect((await ligneDe(m.w, id)).assigne_a).toBe(m.referent.id)
    expect((await affecter(m.collegue.id, m.referent.id)).status).toBe(303)
    expect((await affecter('', m.collegue.id)).status).toBe(303)
    expect((await ligneDe(m.w, id)).assigne_a).toBeNull()
  })

  it('sans rien choisir, la page redemande', async () => {
    const r = await m.w.post(i.affectation(id), {}, m.referent.cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Choisissez une personne')
  })
})

describe('étiqueter un dossier', () => {
  const etiqueter = (corps: Record<string, string | string[]>, qui = m.referent) => m.w.post(i.etiquettes(id), corps, qui.cookie)

  it('on ajoute et on retire ; ce qu’un collègue a mis entre-temps reste', async () => {
    await etiqueter({ nouvelles: 'mutualisation, à  revoir, Mutualisation' })
    expect((await ligneDe(m.w, id)).etiquettes).toEqual(['mutualisation', 'à revoir'])
    await etiqueter({ nouvelles: 'numérique' }, m.collegue)
    expect((await etiqueter({ vues: ['mutualisation', 'à revoir'], gardees: ['mutualisation'], nouvelles: '' })).status).toBe(303)
    expect((await ligneDe(m.w, id)).etiquettes).toEqual(['mutualisation', 'numérique'])
    expect(await actesDe(m.w, id)).toMatchObject([
      { ajoutees: ['mutualisation', 'à revoir'] },
      { ajoutees: ['numérique'] },
      { retirees: ['à revoir'] },
    ])
    expect(await lisible(await m.w.get(i.dossier(id), m.collegue.cookie))).toContain('mutualisation')
  })

  it('une étiquette trop longue revient telle que tapée, avec la raison', async () => {
    const r = await etiqueter({ nouvelles: 'x'.repeat(41) })
    expect(r.status).toBe(422)
    const page = await r.text()
    expect(page).toContain(`value="${'x'.repeat(41)}"`)
    expect(page).toContain('40\u00a0caractères au plus')
    const trop = await etiqueter({ nouvelles: Array.from({ length: 21 }, (_, n) => `e${n}`).join(',') })
    expect(trop.status).toBe(422)
    expect(await lisible(trop)).toContain('Un dossier porte 20 étiquettes au plus')
    expect((await m.w.get(i.etiquettes(id), m.referent.cookie)).status).toBe(200)
  })

  it('six collègues à la fois : aucune étiquette ne se perd', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, n) => etiqueter({ nouvelles: `étiquette ${n}` }, n % 2 ? m.collegue : m.referent)))
    expect((await ligneDe(m.w, id)).etiquettes.sort()).toEqual(Array.from({ length: 6 }, (_, n) => `étiquette ${n}`))
  })

  it('le porteur ne la voit jamais, une autre référente non plus', async () => {
    await etiqueter({ nouvelles: 'confidentielle' })
    expect(await lisible(await m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).not.toContain('confidentielle')
    expect((await m.w.get(i.etiquettes(id), m.ailleurs.cookie)).status).toBe(404)
  })
})
