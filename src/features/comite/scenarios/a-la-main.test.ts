import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite } from '../../../test/comite.ts'
import { type MondeScenarios, ouvrirScenarios, type Qui, texte } from '../../../test/scenarios.ts'

const p = paths.comite
let m: MondeScenarios
let modele: string
let copie: string
beforeAll(async () => {
  m = await ouvrirScenarios()
})
beforeEach(async () => {
  await m.recommencer()
  modele = await m.propose({ seuil: '25' })
  copie = await dupliquer(modele)
})
afterAll(() => m.w.close())

/** Copies a scenario, and gives the address of its amounts. */
const dupliquer = async (href: string) =>
  (await m.w.post(`${href}/duplication`, {}, m.administratrice.cookie)).headers.get('location')!.replace('/montants', '')
const changer = (montants: readonly string[], plus: Record<string, string> = {}, qui: Qui = m.administratrice) => {
  const champs = Object.fromEntries(m.dossiers.map((d, n) => [`montant-${d}`, montants[n] ?? '']))
  return m.w.post(`${copie}/montants`, { nom: 'À la main', revision: '1', ...champs, ...plus }, qui.cookie)
}
const lu = async (href = copie) => (await m.w.owner.query('select * from scenario where id = $1', [href.slice(-36)])).rows[0]
const montants = async () => {
  const { attributions } = (await lu()).resultat.allocation as { attributions: { id: string; montant: number }[] }
  return m.dossiers.map(d => attributions.find(a => a.id === d)?.montant ?? 0)
}

describe('retoucher un scénario à la main', () => {
  it('la copie part des montants du modèle, qui ne change pas', async () => {
    expect(await montants()).toEqual([1_000_000, 0, 0])
    expect(await lu()).toMatchObject({ nom: 'Meilleures notes, à la main', origine: 'main', issu_de: modele.slice(-36) })
    expect(await lu(await dupliquer(modele))).toMatchObject({ nom: 'Meilleures notes, à la main 2' })
    expect(await lu(modele)).toMatchObject({ nom: 'Meilleures notes', origine: 'optimiseur', revision: 1 })
  })

  it('les dossiers s’y lisent du mieux noté au moins bien, quel que soit leur ordre à l’ordre du jour', async () => {
    await m.w.owner.query(
      `update scenario set probleme = jsonb_set(probleme, '{dossiers}', (select jsonb_agg(x order by (x ->> 'points')::int)
        from jsonb_array_elements(probleme -> 'dossiers') x)) where id = $1`,
      [copie.slice(-36)],
    )
    expect(await m.lire(`${copie}/montants`)).toMatch(/30 sur 30.*20 sur 30.*10 sur 30/)
  })

  it('un montant en euros ou un taux de la demande, au centime\u00a0; ce que le scénario demandait et qu’ils ne respectent pas est nommé', async () => {
    await m.w.owner.query(`update scenario set probleme = jsonb_set(probleme, '{dossiers,1,plancher}', '100') where id = $1`, [
      copie.slice(-36),
    ])
    const { dossiers } = (await lu()).probleme as { dossiers: { id: string }[] }
    const rang = m.dossiers.indexOf(dossiers[1]!.id)
    const saisie = ['10 000', '10 000', '10 000'].map((x, n) => (n === rang ? '33,33 %' : x))
    const r = await changer(saisie)
    expect(r.status).toBe(303)
    expect((await montants())[rang]).toBe(333_300)
    expect(await lu()).toMatchObject({ nom: 'À la main', revision: 2 })
    const page = await m.lire(r.headers.get('location')!)
    for (const mot of [
      'Les montants sont enregistrés',
      'En partie',
      '23 333 €',
      'Note, au moins 25. Il manque 15 points à un dossier retenu.',
    ])
      expect(page).toContain(mot)
    expect((await actesDuComite(m.w, m.seance)).at(-1)).toMatchObject({ action: 'comite.scenario_modifie', revision: 2 })
    const rejeu = await m.w.post(`${copie}/rejeu`, {}, m.administratrice.cookie)
    expect(await m.lire(rejeu.headers.get('location')!)).toContain('donne le même résultat')
  })

  it('au-delà de l’enveloppe\u00a0: refusé, avec ce qui dépasse, et la saisie reste', async () => {
    const r = await changer(['10 000', '10 000', '10 000'])
    expect(r.status).toBe(422)
    const copieHtml = r.clone()
    const page = await texte(r)
    expect(page).toContain('Enveloppe, au plus 25 000 €. Il faudrait 5 000 € de plus.')
    expect((await copieHtml.text()).match(/value="10\u00a0?\s?000"/g)).toHaveLength(3)
    expect(await montants()).toEqual([1_000_000, 0, 0])
  })

  it.each([
    ['plus que la demande', { montants: ['10 000,01'] }, 'dépassent ce que les règles permettent, 10 000 €'],
    ['plus de cent pour cent', { montants: ['101 %'] }, 'dépassent ce que les règles permettent'],
    ['sous le plancher du porteur', { montants: ['9 999'] }, 'sous le plancher que le porteur accepte, 10 000 €'],
    ['un montant illisible', { montants: ['un peu'] }, 'un peu'],
    ['sans nom', { montants: [], nom: '' }, 'Donnez un nom'],
    ['un nom déjà pris', { montants: [], nom: 'meilleures notes' }, 'porte déjà ce nom'],
  ])('%s\u00a0: rien ne change', async (_cas, { montants: saisis, ...plus }, phrase) => {
    const r = await changer(saisis, plus as Record<string, string>)
    expect(r.status).toBe(422)
    expect(await texte(r)).toContain(phrase)
    expect(await lu()).toMatchObject({ revision: 1 })
  })

  it('deux personnes à la fois\u00a0: la seconde relit, et rien n’est perdu', async () => {
    const deux = await Promise.all([changer(['10 000']), changer(['', '10 000'], {}, m.regionale)])
    expect(deux.map(r => r.status).sort()).toEqual([303, 409])
    expect(await texte(deux.find(r => r.status === 409)!)).toContain('a changé pendant votre saisie')
    expect(await lu()).toMatchObject({ revision: 2 })
  })

  it('un scénario calculé ne se retouche pas sans être dupliqué', async () => {
    const r = await m.w.post(`${modele}/montants`, { nom: 'X', revision: '1' }, m.administratrice.cookie)
    expect(r.status).toBe(404)
    expect((await m.w.get(`${modele}/montants`, m.administratrice.cookie)).status).toBe(303)
    expect(await lu(modele)).toMatchObject({ revision: 1 })
  })

  it('ni par un membre qui n’a pas tout noté, ni par quelqu’un d’une autre séance', async () => {
    await m.declarer(m.regional)
    expect((await changer([], {}, m.regional)).status).toBe(403)
    expect((await m.w.post(`${modele}/duplication`, {}, m.regional.cookie)).status).toBe(403)
    expect((await changer([], {}, m.suppleante)).status).toBe(404)
    expect(await lu()).toMatchObject({ revision: 1 })
  })
})

describe('comparer des scénarios', () => {
  it('trois au plus côte à côte, ce qui fait débat d’abord\u00a0; un scénario impossible ne se compare pas', async () => {
    const troisieme = await m.propose({ nom: 'Les derniers', exclus: m.dossiers[0]! })
    const impossible = await m.propose({ nom: 'Tout', imposes: m.dossiers })
    const page = (await m.lire(p.comparaisonScenarios(m.seance))).replace(/\s+/g, ' ')
    expect(page).toContain('A. Meilleures notes')
    expect(page).toContain('C. Les derniers')
    expect(page).toContain('Ce qui fait débat : 3 dossiers')
    expect(page).toMatch(/Dossiers retenus 1 sur 3 1 sur 3 2 sur 3/)
    expect(page).not.toContain('Tout ')
    expect(page).not.toContain('les mêmes montants')
    // Seen to fail: without the sentence, two equal columns are read to their end to find nothing.
    const jumeau = (await dupliquer(troisieme)).slice(-36)
    const pareils = `${p.comparaisonScenarios(m.seance)}?s=${troisieme.slice(-36)}&s=${jumeau}`
    expect(await m.lire(pareils)).toContain('retiennent les mêmes dossiers, pour les mêmes montants')
    const choix = [modele, copie, troisieme, impossible].map(h => `s=${h.slice(-36)}`).join('&')
    expect(await m.lire(`${p.comparaisonScenarios(m.seance)}?${choix}`)).not.toContain('Trois scénarios se comparent')
    const tous = (await m.w.owner.query('select id from scenario where seance_id = $1', [m.seance])).rows.map(r => `s=${r.id}`).join('&')
    expect(await m.lire(`${p.comparaisonScenarios(m.seance)}?${tous}`)).toContain('Trois scénarios se comparent au plus')
  })

  it('fermée à qui n’a pas fini de noter', async () => {
    await m.declarer(m.regional)
    const page = await m.lire(p.comparaisonScenarios(m.seance), m.regional)
    expect(page).toContain('il en reste 3.')
    expect(page).not.toContain('Meilleures notes')
  })
})
