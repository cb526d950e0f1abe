import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite, auComite, copiesAuComite } from '../../../test/comite.ts'
import { type MondeScenarios, ouvrirScenarios, type Qui, texte } from '../../../test/scenarios.ts'

const p = paths.comite
let m: MondeScenarios
beforeAll(async () => {
  m = await ouvrirScenarios()
})
beforeEach(() => m.recommencer())
afterAll(() => m.w.close())

const lu = async (href: string) => (await m.w.owner.query('select * from scenario where id = $1', [href.slice(-36)])).rows[0]
const relacher = (href: string, cle: string, revision = '1', qui: Qui = m.administratrice) =>
  m.w.post(`${href}/relachement`, { cle, revision }, qui.cookie)
const retirer = (href: string, qui: Qui = m.administratrice) => m.w.post(`${href}/retrait`, {}, qui.cookie)
const dernier = async () => (await actesDuComite(m.w, m.seance)).at(-1)
/** A scenario by hand from the form, and its address. */
const aLaMain = async (plus: Record<string, string | string[]> = {}) => {
  const r = await m.proposer({ nom: 'À la main', faire: 'main', ...plus })
  return r.headers.get('location')!.replace('/montants', '')
}
const montants = (href: string, champs: Record<string, string>, revision = '1') =>
  m.w.post(`${href}/montants`, { nom: 'À la main', revision, ...champs }, m.administratrice.cookie)

describe('relâcher une contrainte', () => {
  it('d’un scénario impossible\u00a0: il est recalculé sans elle', async () => {
    const href = await m.propose({ imposes: m.dossiers })
    expect(await m.lire(href)).toContain('Enveloppe, au plus 25 000 €. Il faudrait 5 000 € de plus. Elle ne se relâche pas ici.')
    const r = await relacher(href, `main:${m.dossiers[2]}`)
    expect(r.headers.get('location')).toContain('fait=relache')
    expect(await dernier()).toMatchObject({ action: 'comite.scenario_relache', contrainte: `main:${m.dossiers[2]}` })
    expect(await m.lire(href)).toContain('Prochain calcul de la file')
    await m.calculer()
    expect(await m.lire(href)).toContain('Optimum prouvé')
    expect(await lu(href)).toMatchObject({ revision: 2, calcul: 'fini', resultat: { allocation: { totaux: { dossiers: 2 } } } })
  })

  it('une part de département, une part de volet, un plafond et un seuil, chacun nommé avec son écart', async () => {
    const href = await m.propose({ 'part-2A': '20 000', 'part-volet-volet_3': '20 000', plafond: '9 000' })
    const page = await m.lire(href)
    expect(page).toContain('Aide d’un dossier, au plus 9 000 €')
    expect((await relacher(href, 'plafond')).status).toBe(303)
    await m.calculer()
    expect(await lu(href)).toMatchObject({ calcul: 'fini', resultat: { statut: 'optimal' } })
    const main = await aLaMain({ 'part-2A': '20 000', 'part-volet-volet_3': '15 000', seuil: '25', exclus: m.dossiers[0]! })
    expect((await montants(main, { [`montant-${m.dossiers[0]}`]: '10 000' })).status).toBe(303)
    const dite = await m.lire(main)
    for (const mot of [
      'Corse-du-Sud, au moins 20 000 €. Il manque 10 000 €.',
      'au moins 15 000 €. Il manque 5 000 €.',
      'Ces montants le retiennent.',
    ])
      expect(dite).toContain(mot)
    expect((await relacher(main, 'part:part-2A', '2')).status).toBe(303)
    const apres = await m.lire(main)
    expect(apres).not.toContain('Corse-du-Sud, au moins')
    expect(apres).toContain('10 000 €')
  })

  it.each([
    ['l’enveloppe', 'enveloppe', 404],
    ['une contrainte que le scénario n’a pas', 'seuil', 404],
  ])('%s ne se relâche pas', async (_cas, cle, statut) => {
    const href = await m.propose()
    expect((await relacher(href, cle)).status).toBe(statut)
    expect(await lu(href)).toMatchObject({ revision: 1 })
  })

  it('six à la fois\u00a0: une seule passe, les autres relisent\u00a0; ni par qui n’a pas tout noté', async () => {
    const href = await m.propose({ seuil: '25' })
    await m.declarer(m.regional)
    expect((await relacher(href, 'seuil', '1', m.regional)).status).toBe(403)
    const six = await Promise.all(Array.from({ length: 6 }, () => relacher(href, 'seuil')))
    expect(six.filter(r => r.headers.get('location')?.includes('fait=relache'))).toHaveLength(1)
    expect(six.filter(r => r.headers.get('location')?.includes('fait=revision'))).toHaveLength(5)
    expect(await lu(href)).toMatchObject({ revision: 2 })
  })
})

describe('retirer un scénario', () => {
  it('par qui l’a fait\u00a0: il n’existe plus, son calcul s’arrête, son nom est libre, et le journal le dit', async () => {
    const href = (await m.proposer({}, m.regionale)).headers.get('location')!
    expect(await m.lire(href, m.regionale)).toContain('Retirer ce scénario')
    const r = await retirer(href, m.regionale)
    expect(await m.lire(r.headers.get('location')!, m.regionale)).toContain('Le scénario est retiré.')
    expect((await m.w.get(href, m.administratrice.cookie)).status).toBe(404)
    expect(await lu(href)).toMatchObject({ calcul: 'annule', retire_le: m.w.horloge.instant })
    expect(await dernier()).toMatchObject({ action: 'comite.scenario_retire', nom: 'Meilleures notes' })
    await m.calculer()
    expect(await lu(href)).toMatchObject({ essai: 0 })
    expect((await m.proposer()).status).toBe(303)
  })

  it('par l’administratrice aussi\u00a0; pas par un autre membre, ni une fois la séance close', async () => {
    const deMembre = (await m.proposer({}, m.regionale)).headers.get('location')!
    const href = (await m.proposer({ nom: 'Autre' })).headers.get('location')!
    expect((await retirer(href, m.regionale)).status).toBe(403)
    expect(await m.lire(href, m.regionale)).not.toContain('Retirer ce scénario')
    expect((await retirer(href, m.suppleante)).status).toBe(404)
    const six = await Promise.all(Array.from({ length: 6 }, () => retirer(deMembre)))
    expect(six.map(r => r.status).toSorted()).toEqual([303, 404, 404, 404, 404, 404])
    await m.w.owner.query(`update seance set etat = 'close', ouverte_le = $2, close_le = $2 where id = $1`, [m.seance, m.w.horloge.instant])
    expect((await retirer(href)).status).toBe(409)
    expect(await lu(href)).toMatchObject({ retire_le: null })
  })
})

describe('un dossier en lots', () => {
  const LOTS = {
    'lots.portail1.intitule': 'Portail',
    'lots.portail1.aide': 'oui',
    'lots.former02.intitule': 'Formation',
    'lots.former02.aide': 'oui',
    'depenses.portail1.lot': 'portail1',
    'depenses.formati2.lot': 'former02',
    _geste: ['lots:portail1', 'lots:former02', 'depenses:portail1', 'depenses:formati2'].map(x => `ajouter:${x}`),
  }
  const PLAN = {
    ...LOTS,
    'depenses.portail1.libelle': 'Portail des familles',
    'depenses.portail1.nature': 'prestation',
    'depenses.portail1.ht': '10 000',
    'depenses.formati2.libelle': 'Formation de 14 agents',
    'depenses.formati2.nature': 'formation',
    'depenses.formati2.ht': '2 500',
    aide: '10000',
    part: '2 500',
  }
  let modele: string
  beforeAll(async () => {
    m.w.regler('2021-09-14T10:00:00')
    modele = await auComite(m.w, m.porteur.cookie, { plan: PLAN })
  })
  /** A séance on one dossier in two lots: 8 000 € and 2 000 € of the 10 000 € asked. */
  const enLots = async () => {
    m.w.regler('2021-10-18T09:00:00')
    m.dossiers = await copiesAuComite(m.w, modele, 1)
    m.seance = await m.nouvelleSeance(m.dossiers)
    await m.declarer(m.regionale)
    await m.noter(m.regionale, 1)
    m.w.regler('2021-10-21T10:42:00')
  }
  const champ = (lot: string) => `montant-${m.dossiers[0]}.${lot}`

  it('le calcul finance un seul lot quand on l’accepte, et la page, la comparaison et l’explication le disent', async () => {
    await enLots()
    await m.w.owner.query('update enveloppe set montant = accorde + 900000')
    expect(await m.lire(p.nouveauScenario(m.seance))).toContain('Accepter de financer un seul lot')
    const entier = await m.propose({ nom: 'Projets entiers' })
    expect(await lu(entier)).toMatchObject({ resultat: { allocation: { attributions: [] } } })
    const href = await m.propose({ nom: 'Par lot', lots: 'oui' })
    const [a] = (await lu(href)).resultat.allocation.attributions
    expect(a).toEqual({ id: m.dossiers[0], montant: 800_000, lots: [{ id: 'portail1', montant: 800_000 }] })
    const page = await m.lire(`${href}?pourquoi=${m.dossiers[0]}`)
    for (const mot of [
      'En partie Lot 1, Portail : 8 000 €',
      'Seul lot financé : Lot 1, Portail (8 000 €).',
      'Un seul lot d’un dossier peut être financé.',
    ])
      expect(page).toContain(mot)
    const compare = await m.lire(
      `${p.comparaisonScenarios(m.seance)}?s=${entier.slice(-36)}&s=${href.slice(-36)}&pourquoi=${m.dossiers[0]}`,
    )
    for (const mot of ['Pourquoi ici, pourquoi pas là', 'B. Par lot : en partie', 'Lot 1, Portail']) expect(compare).toContain(mot)
    const rejeu = await m.w.post(`${href}/rejeu`, {}, m.administratrice.cookie)
    expect(await m.lire(rejeu.headers.get('location')!)).toContain('donne le même résultat')
  })

  it('à la main\u00a0: un montant ou un taux par lot, chacun dit dans l’autre unité', async () => {
    await enLots()
    await m.w.owner.query('update enveloppe set montant = accorde + 2500000')
    const href = await aLaMain()
    expect(await m.lire(`${href}/montants`)).toContain('Lot 2, Formation Demande 2 000 €')
    const trop = await montants(href, { [champ('former02')]: '2 000,01' })
    expect(await texte(trop)).toContain('Lot 2, Formation : 2 000,01 € dépassent ce que les règles permettent, 2 000 €')
    expect((await montants(href, { [champ('portail1')]: '75 %', [champ('former02')]: '2 000' })).status).toBe(303)
    const [a] = (await lu(href)).resultat.allocation.attributions
    expect(a).toEqual({
      id: m.dossiers[0],
      montant: 800_000,
      lots: [
        { id: 'portail1', montant: 600_000 },
        { id: 'former02', montant: 200_000 },
      ],
    })
    const form = await m.lire(`${href}/montants`)
    for (const mot of ['soit 75 % de la demande', 'soit 100 % de la demande']) expect(form).toContain(mot)
  })
})
