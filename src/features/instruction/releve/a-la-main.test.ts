import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { enContinu } from '../../../test/continu.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { deposer, dossierPret, lisible, SLUG } from '../../../test/vico.ts'
import { prevenirReleves } from './prevenir.ts'
import { releverVagues } from './relever.ts'

/** The call of 2021, all the year round, collected by hand: the first relevé is announced with it, on the 10th of October at noon. The tests follow one another in time. */
let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction(enContinu(['ouverture: 2021-07-01 00:00:00', 'releves: à la main', 'premier_releve: 2021-10-10 12:00:00']))
  m.w.regler('2021-09-20T10:00:00')
  id = await dossierPret(m.w, m.porteur.cookie)
  await deposer(m.w, m.porteur.cookie, id)
})
afterAll(() => m.w.close())

const a = paths.administration
const PAGE = a.releves(SLUG)
const VAGUE = '2021-10-10T12:00'
const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const etat = async () => (await m.w.owner.query('select etat from dossier where id = $1', [id])).rows[0].etat
const faire = (corps: Record<string, string> = { jour: '12/11/2021', heure: '12:00' }, qui = m.administratrice) =>
  m.w.post(PAGE, { vague: VAGUE, ...corps }, qui.cookie)
const defaire = (vague = VAGUE, qui = m.administratrice) => m.w.post(a.defaireReleve(SLUG), { vague }, qui.cookie)
const annoncer = (corps: Record<string, string>, qui = m.administratrice) => m.w.post(a.annonceReleve(SLUG), corps, qui.cookie)
const courriels = async () => (await m.w.courriels()).filter(c => c.sujet.includes('son instruction commence'))

describe('un relevé à la main', () => {
  it('jamais avant l’heure annoncée\u00a0; la page montre ce qu’il prendrait, à la seconde', async () => {
    m.w.regler('2021-10-10T11:40:00')
    const page = await lire(m.w.get(PAGE, m.administratrice.cookie))
    for (const mot of [
      'Ce que le relevé prend : 1 dossier, 10 000 € demandés',
      'Vico',
      'Corse-du-Sud',
      'Ce qu’il ne prend pas',
      '10 octobre 2021 à 11 h 59 min 59 s',
      'Référent de la Corse-du-Sud, Seconde référente de la Corse-du-Sud',
    ])
      expect(page).toContain(mot)
    expect(page).not.toContain('Faire le relevé')
    const r = await faire()
    expect([r.status, await lire(r)]).toEqual([
      409,
      expect.stringContaining('il ne peut pas être fait avant. Un porteur compte peut-être sur ces minutes.'),
    ])
    expect(await releverVagues(m.w.deps, m.w.horloge.instant)).toEqual([])
    expect(await etat()).toBe('depose')
  })

  // seen to fail: the guichet did it by itself at noon
  it('passée l’heure, le guichet ne le fait pas seul, et la page dit qu’il est en retard', async () => {
    m.w.regler('2021-10-10T12:06:00')
    expect(await releverVagues(m.w.deps, m.w.horloge.instant)).toEqual([])
    const page = await lire(m.w.get(PAGE, m.administratrice.cookie))
    for (const mot of ['En retard', 'Faire le relevé : 1 dossier', 'Prochain relevé']) expect(page).toContain(mot)
  })

  it.each([
    ['sans le suivant', { jour: '', heure: '12:00' }, 'Indiquez le jour du prochain relevé'],
    ['sans ses champs', {}, 'Indiquez le jour du prochain relevé'],
    ['un jour illisible', { jour: 'bientôt', heure: '12:00' }, 'n’est pas un jour'],
    ['une heure illisible', { jour: '12/11/2021', heure: 'midi' }, 'n’est pas une heure'],
    ['un suivant passé', { jour: '10/10/2021', heure: '12:00' }, 'Cet instant est déjà passé'],
  ])('%s\u00a0: rien n’est relevé', async (_cas, corps, phrase) => {
    const r = await faire(corps)
    expect([r.status, await lire(r)]).toEqual([422, expect.stringContaining(phrase)])
    expect(await etat()).toBe('depose')
  })

  it('ni un référent, ni un porteur ne le font, ne l’annoncent, ne le défont', async () => {
    for (const qui of [m.referent, m.porteur])
      for (const r of [await faire({}, qui), await annoncer({ jour: '01/12/2021', heure: '12:00' }, qui), await defaire(VAGUE, qui)])
        expect(r.status).toBe(404)
    expect((await annoncer({ jour: '01/12/2021', heure: '12:00' })).status).toBe(409)
  })

  it('pressé six fois, il se fait une fois, et publie le suivant une fois', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => faire()))
    expect(six.map(r => r.headers.get('location')).sort()).toEqual([`${PAGE}?fait=releve`, ...Array(5).fill(`${PAGE}?fait=rien`)].sort())
    expect(await etat()).toBe('en_instruction')
    expect((await m.w.journal()).filter(e => e.action === 'appel.releve_annonce')).toHaveLength(1)
    expect(await lire(m.w.get(paths.appels.voir(SLUG)))).toContain('Prochain relevé : vendredi 12 novembre 2021 à 12 h 00.')
  })

  it('défait dans les dix minutes, tout revient\u00a0: le dossier attend, et rien n’est plus annoncé', async () => {
    m.w.regler('2021-10-10T12:15:59')
    expect(await prevenirReleves(m.w.deps, m.w.horloge.instant)).toBe(0)
    expect(await lire(m.w.get(PAGE, m.administratrice.cookie))).toContain('Défaire ce relevé')
    expect((await defaire()).headers.get('location')).toBe(`${PAGE}?fait=defait`)
    expect(await etat()).toBe('depose')
    expect(await courriels()).toEqual([])
    const { rows } = await m.w.owner.query('select echeance, releve_id from instruction where dossier_id = $1', [id])
    expect(rows).toEqual([{ echeance: null, releve_id: null }])
    expect(await lire(m.w.get(paths.appels.voir(SLUG)))).toContain('Prochain relevé : sa date sera annoncée ici.')
    expect((await defaire()).status).toBe(404)
  })

  // seen to fail: the dossier that its référent had taken went back among those that wait
  it('travaillé, il ne se défait plus\u00a0; les porteurs prévenus non plus', async () => {
    m.w.regler('2021-10-10T12:20:00')
    expect((await faire()).headers.get('location')).toBe(`${PAGE}?fait=releve`)
    m.w.regler('2021-10-10T12:21:00')
    expect((await m.w.post(paths.instruction.priseEnCharge(id), {}, m.referent.cookie)).status).toBe(303)
    const r = await defaire()
    expect([r.status, await lire(r)]).toEqual([409, expect.stringContaining('a déjà été travaillé')])
    m.w.regler('2021-10-10T12:30:00')
    const six = await Promise.all(Array.from({ length: 6 }, () => prevenirReleves(m.w.deps, m.w.horloge.instant)))
    expect(six.reduce((s, n) => s + n, 0)).toBe(1)
    expect(await courriels()).toMatchObject([{ destinataire: m.porteur.courriel, dossier_id: id }])
    const tard = await defaire()
    expect([tard.status, await lire(tard)]).toEqual([409, expect.stringContaining('Les porteurs sont prévenus')])
    await expect(m.w.auGuichet(tx => tx.updateTable('releve').set({ defait_le: m.w.horloge.instant }).execute())).rejects.toThrow(
      'ne se défait plus',
    )
  })

  it('quand aucun n’est annoncé, on en annonce un, et un seul même à six', async () => {
    await m.w.owner.query('update releve_annonce set retiree_le = $1 where retiree_le is null', [m.w.horloge.instant])
    expect(await lire(m.w.get(PAGE, m.administratrice.cookie))).toContain('Aucun relevé n’est annoncé.')
    expect((await annoncer({ jour: '09/10/2021', heure: '12:00' })).status).toBe(422)
    const six = await Promise.all(Array.from({ length: 6 }, () => annoncer({ jour: '20/11/2021', heure: '12 h' })))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect(await lire(m.w.get(paths.appels.voir(SLUG)))).toContain('Prochain relevé : samedi 20 novembre 2021 à 12 h 00.')
  })
})
