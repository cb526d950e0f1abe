import { beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { COMMANDE, formulaire, type MondeSuivis, surUnBilan } from '../../../../test/suivi.ts'
import { lisible } from '../../../../test/vico.ts'
import { URL_TEST } from '../../../../test/world.ts'

describe('les commandes d’un bilan', () => {
  let m: MondeSuivis
  let d: string
  let b: string
  let url: string
  let depenses: Record<string, string>
  surUnBilan(v => {
    ;({ m, d, b, url } = v)
  })
  beforeEach(async () => {
    const { rows } = await m.w.owner.query('select id, libelle from depense where dossier_id = $1', [d])
    depenses = Object.fromEntries(rows.map(r => [r.libelle, r.id]))
  })
  const lire = async (chemin = url, cookie = m.vico.cookie) => propre(await m.w.get(chemin, cookie))
  const propre = async (r: Response) => (await lisible(r)).replace(/[\u00a0\u202f]/g, ' ')
  const envoyer = async (suite: string, plus: Record<string, string> = {}) =>
    m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: suite }, m.vico.cookie)
  const commandes = async () =>
    (await m.w.owner.query('select * from commande where bilan_id = $1 and retiree_le is null order by ajoutee_le, id', [b])).rows

  it('je l’ajoute, je la corrige, je la retire\u00a0; les crédits consommés suivent', async () => {
    expect((await envoyer('ajouter', COMMANDE)).headers.get('location')).toBe(`${url}?fait=ajoutee#commandes`)
    const page = await lire()
    for (const mot of [
      'Isula Logiciels Libres',
      'Haute-Corse (2B)',
      'Commande du 12 décembre 2021',
      'SIRET 000 123 075 00012',
      '9 800,00 € HT',
    ])
      expect(page).toContain(mot)
    // three quarters of 9 800 €
    expect(page).toMatch(/7 350,00 € consommés sur 9 000,00 €/)
    const [c] = await commandes()
    expect((await envoyer(`modifier:${c.id}`)).status).toBe(303)
    expect(await formulaire(m.w, url, m.vico.cookie)).toMatchObject({ 'c.ht': '9\u00a0800', 'c.id': c.id })
    expect((await envoyer('ajouter', { 'c.ht': '8 000' })).status).toBe(303)
    expect((await commandes()).map(x => [x.id, x.ht])).toEqual([[c.id, 800_000]])
    expect(await lire()).toMatch(/6 000,00 € consommés/)
    expect((await envoyer(`retirer:${c.id}`)).status).toBe(303)
    expect(await commandes()).toEqual([])
    expect(await lire()).toMatch(/aide 0 € consommés sur 9 000 €/)
  })

  it('une dépense non éligible est dite avec sa clause et ne consomme rien\u00a0; à l’étranger, un pays remplace le SIRET', async () => {
    await envoyer('ajouter', { ...COMMANDE, 'c.depense': depenses.Postes! })
    expect(await lire()).toMatch(/Dépense non éligible : l’aide ne la paie pas \( ?C5.3.*0,00 € consommés/)
    await envoyer('ajouter', {
      ...COMMANDE,
      'c.siret': '',
      'c.departement': '',
      'c.pays': 'DE',
      'c.entreprise': 'Beispiel GmbH',
      'c.ht': '100',
    })
    expect(await lire()).toContain('Beispiel GmbH Siège : Allemagne')
    expect((await commandes()).map(c => [c.pays, c.siret, c.departement])).toEqual([
      ['FR', '00012307500012', '2B'],
      ['DE', null, null],
    ])
  })

  it.each([
    ['c.siret', '000 123 075 00013', 'sa clé ne correspond pas'],
    ['c.siret', '0001230750001', 'celui-ci en a 13'],
    ['c.siret', '', 'Indiquez le SIRET'],
    ['c.entreprise', '', 'Indiquez le nom de l’entreprise'],
    ['c.departement', '', 'Indiquez le département du siège'],
    ['c.departement', 'Paris', '« Paris » n’est pas un code de département : écrivez par exemple 75'],
    ['c.ttc', '9 799,99', 'inférieur au montant HT'],
    ['c.ht', '-5', 'est négatif'],
    ['c.ht', '0', 'supérieur à zéro'],
    ['c.date', '03/01/2022', 'postérieure au 31 décembre 2021'],
    ['c.date', '07/11/2021', 'antérieure au projet'],
    ['c.date', '30/02/2022', 'n’est pas une date'],
    ['c.pays', 'ZZ', 'Choisissez un pays'],
  ])('%s «\u00a0%s\u00a0» est refusé et dit pourquoi\u00a0; rien de ce que j’ai tapé n’est perdu', async (champ, valeur, phrase) => {
    const r = await envoyer('ajouter', { ...COMMANDE, [champ]: valeur, difficultes: 'À garder.' })
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html.replace(/\u00a0/g, ' ')).toContain(phrase)
    expect(html).toContain(`href="#${champ}"`)
    expect(await commandes()).toEqual([])
    expect(await formulaire(m.w, url, m.vico.cookie)).toMatchObject({
      difficultes: 'À garder.',
      'c.entreprise': champ === 'c.entreprise' ? '' : COMMANDE['c.entreprise'],
    })
  })

  it('le bouton pressé six fois n’ajoute qu’une commande, et ce que la page envoie après n’en commence pas une autre', async () => {
    const champs: Record<string, string> = { ...(await formulaire(m.w, url, m.vico.cookie)), ...COMMANDE }
    const six = await Promise.all(Array.from({ length: 6 }, () => m.w.post(url, { ...champs, _suite: 'ajouter' }, m.vico.cookie)))
    expect(six.map(r => r.status)).toEqual(Array(6).fill(303))
    const tardif = { method: 'PUT', headers: { origin: URL_TEST, cookie: m.vico.cookie } }
    const corps = new URLSearchParams({ 'c.date': '12/12/2021', _page: champs._page!, _base: '{"c.date":""}' })
    expect((await m.w.app.request(URL_TEST + url, { ...tardif, body: corps })).status).toBe(200)
    expect(await commandes()).toHaveLength(1)
    expect(await formulaire(m.w, url, m.vico.cookie)).toMatchObject({ 'c.siret': '', 'c.date': '' })
  })

  // Seen to fail: with the département read before the name.
  it('refusée, une commande montre ses erreurs dans l’ordre de ses champs', async () => {
    const r = await envoyer('ajouter', { 'c.siret': '123', 'c.ht': 'neuf mille' })
    expect(r.status).toBe(422)
    const liens = [...(await r.text()).matchAll(/<li><a href="#(c\.\w+)"/g)].map(l => l[1])
    expect(liens).toEqual(['c.siret', 'c.entreprise', 'c.departement', 'c.ht', 'c.ttc', 'c.date'])
    await envoyer('vider')
  })

  it('les établissements de La Poste ont leur propre clé', async () => {
    expect((await envoyer('ajouter', { ...COMMANDE, 'c.siret': '356 000 000 00048', 'c.entreprise': 'La Poste' })).status).toBe(303)
  })

  it('une commande en cours de saisie retient le dépôt\u00a0; un bilan déposé n’en prend plus', async () => {
    const r = await envoyer('deposer', { 'c.entreprise': 'À finir' })
    expect([r.status, (await propre(r)).includes('Une commande est en cours de saisie')]).toEqual([422, true])
    await envoyer('vider')
    await envoyer('ajouter', COMMANDE)
    const champs = await formulaire(m.w, url, m.vico.cookie)
    expect((await envoyer('deposer')).status).toBe(303)
    await m.w.post(url, { ...champs, ...COMMANDE, _suite: 'ajouter' }, m.vico.cookie)
    expect(await commandes()).toHaveLength(1)
    const { rows } = await m.w.owner.query('select contenu from bilan_depot where bilan_id = $1', [b])
    expect(rows[0].contenu.commandes).toEqual([
      {
        siret: '00012307500012',
        pays: 'FR',
        entreprise: 'Isula Logiciels Libres',
        departement: '2B',
        objet: '',
        ht: 980_000,
        ttc: 1_176_000,
        date: '2021-12-12',
        lot: null,
        depense: null,
      },
    ])
    expect(await lire(paths.bilans.suivi(d))).toMatch(/Consommée 7 350 €/)
  })
})
