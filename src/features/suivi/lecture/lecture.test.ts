import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { formulaire, type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import { ouvrirSuivisManquants, tenirSuivi } from '../index.ts'

let m: MondeSuivis
let d: string
let b: string
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())
beforeEach(async () => {
  ;({ dossier: d, bilan: b } = await m.unBilan('2022-01-04T10:12:00'))
})
const deposer = async (plus: Record<string, string> = {}) => {
  const url = paths.bilans.voir(d, b)
  const dit = await m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: 'deposer' }, m.vico.cookie)
  const r = Object.keys(plus).length > 0 ? dit : await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)
  if ((await etat()) !== 'depose') throw new Error(`not filed: ${await lisible(r)}`)
}
const etat = async () => (await m.bilans(d))[0]!.etat
const lire = async (qui = m.referent) => (await lisible(await m.w.get(paths.suivi.lecture(b), qui.cookie))).replace(/[\u00a0\u202f]/g, ' ')
const accepter = (qui = m.referent, corps: Record<string, string> = {}) =>
  m.w.post(paths.suivi.acceptation(b), { depot: '1', ...corps }, qui.cookie)
const renvoyer = (remarque: string, corps: Record<string, string> = {}) =>
  m.w.post(paths.suivi.renvoi(b), { depot: '1', remarque, ...corps }, m.referent.cookie)
const courriels = async (sujet: string) => (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes(sujet))

test('je lis ce que le bilan déclare et ce qui a changé, puis je l’accepte : le porteur le sait, le journal aussi', async () => {
  await deposer()
  const page = await lire()
  for (const mot of ['4 e trimestre 2021', 'À lire', 'Rien de nouveau depuis le bilan précédent', 'Marché notifié', 'Accepter le bilan'])
    expect(page).toContain(mot)
  expect((await accepter()).headers.get('location')).toBe(`${paths.suivi.lecture(b)}?fait=accepte`)
  expect(await etat()).toBe('accepte')
  expect(await courriels('bilan accepté')).not.toHaveLength(0)
  expect((await m.w.journal()).at(-1)).toMatchObject({ action: 'bilan.accepte', objet_id: d, donnees: { bilan: b, depot: 1 } })
  expect(await lire()).toContain('Accepté par Référent de la Corse-du-Sud le 4 janvier 2022 à 10 h 12')
})

test('je le renvoie avec une remarque ; sans remarque, rien n’est fait et ma page revient', async () => {
  await deposer()
  const sans = await renvoyer('')
  expect([sans.status, await etat()]).toEqual([422, 'depose'])
  expect(await lisible(sans)).toContain('Dites au porteur ce qui est à reprendre')
  const longue = await renvoyer('x'.repeat(2001))
  expect([longue.status, (await longue.text()).includes('x'.repeat(2001))]).toEqual([422, true])
  expect((await renvoyer('La facture du portail manque.')).status).toBe(303)
  expect(await etat()).toBe('renvoye')
  const [c] = await courriels('à reprendre')
  expect(c!.texte).toContain('La facture du portail manque.')
  expect((await lisible(await m.w.get(paths.bilans.voir(d, b), m.vico.cookie))).replace(/[\u00a0\u202f]/g, ' ')).toContain(
    'La facture du portail manque.',
  )
})

test('déjà lu par quelqu’un d’autre, il me dit qui et quand ; un dépôt que je n’ai pas vu ne s’accepte pas', async () => {
  await deposer()
  const ancien = await accepter(m.referent, { depot: '7' })
  expect([ancien.status, await etat()]).toEqual([409, 'depose'])
  await accepter(m.admin)
  const r = await renvoyer('Trop tard.')
  expect(r.status).toBe(409)
  expect((await lisible(r)).replace(/[\u00a0\u202f]/g, ' ')).toContain('Préfet de Corse a accepté ce bilan le 4 janvier 2022 à 10 h 12')
})

test('un bilan qui n’est pas déposé ne se lit pas encore, et ne s’accepte pas', async () => {
  expect(await lire()).toContain('n’a pas encore déposé ce bilan')
  const r = await accepter()
  expect([r.status, await etat()]).toEqual([409, 'a_deposer'])
})

test('hors du périmètre, il n’existe pas ; ni pour le porteur, ni pour un lecteur', async () => {
  await deposer()
  await m.w.owner.query("update instruction set departements = '{2A}' where dossier_id = $1", [d])
  for (const qui of [m.hauteCorse, m.vico, m.lecteur]) {
    expect((await m.w.get(paths.suivi.lecture(b), qui.cookie)).status).toBe(404)
    expect((await accepter(qui)).status).toBe(404)
  }
  expect(await etat()).toBe('depose')
})

test('un référent que le projet commun concerne le lit, sans le juger', async () => {
  await deposer()
  await m.w.owner.query("update instruction set departements = '{2A,2B}' where dossier_id = $1", [d])
  expect(await lire(m.hauteCorse)).not.toContain('Accepter le bilan')
  expect([(await accepter(m.hauteCorse)).status, await etat()]).toEqual([403, 'depose'])
})

test('six lectures au même instant en font une seule', async () => {
  await deposer()
  const six = await Promise.all(Array.from({ length: 6 }, (_, i) => (i % 2 ? accepter(m.admin) : renvoyer('À revoir.'))))
  expect(six.filter(r => r.status === 303)).toHaveLength(1)
  expect(six.filter(r => r.status === 409)).toHaveLength(5)
  expect((await m.w.journal()).filter(e => e.objet_id === d && /^bilan\.(accepte|renvoye)$/.test(e.action))).toHaveLength(1)
})

/** One more lauréat, of this département, whose bilan waits to be read. */
async function unDePlus(departement = '2A', instant = '2022-01-05T09:00:00') {
  m.w.regler(NOTIFIE)
  ;[d] = (await m.laureats(1)) as [string]
  m.w.regler(instant)
  await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
  b = (await m.bilans(d))[0]!.id
  await deposer()
  await m.w.owner.query('update instruction set departement_pilote = $2 where dossier_id = $1', [d, departement])
  return b
}
const SUIVI = new URLSearchParams({ perimetre: SLUG, departement: '2A' }).toString()
const dans = (adresse: string, liste = SUIVI) => `${adresse}?${new URLSearchParams({ liste })}`

describe('à la suite, dans la liste d’où je viens', () => {
  test('une pression accepte et ouvre le suivant de la même liste, du plus ancien au plus récent ; le dernier me laisse où je suis', async () => {
    await m.w.owner.query("update bilan set etat = 'accepte' where etat = 'depose'")
    await deposer()
    const premier = b
    await m.w.owner.query("update instruction set departement_pilote = '2A' where dossier_id = $1", [d])
    const ailleurs = await unDePlus('2B', '2022-01-05T09:00:00')
    const second = await unDePlus('2A', '2022-01-05T10:00:00')
    const lue = await (await m.w.get(dans(paths.suivi.lecture(premier)), m.admin.cookie)).text()
    expect(lue.includes('Accepter et suivant')).toBe(true)
    expect(lue.includes('<strong>1 sur 2 à lire</strong>')).toBe(true)
    expect(lue.includes(ailleurs)).toBe(false)
    // every address of the page leads on in the same list
    for (const suite of [paths.suivi.lecture(second), paths.suivi.acceptation(premier), paths.suivi.renvoi(premier)])
      expect([suite, lue.includes(`="${dans(suite)}"`)]).toEqual([suite, true])
    expect(lue.includes(`href="${paths.suivi.portefeuille}?${SUIVI.replace('&', '&amp;')}"`)).toBe(true)

    const suivante = async (id: string) =>
      (await m.w.post(dans(paths.suivi.acceptation(id)), { depot: '1', suite: '1' }, m.admin.cookie)).headers.get('location')
    expect(await suivante(premier)).toBe(`${paths.suivi.lecture(second)}?fait=accepte_suivant&${new URLSearchParams({ liste: SUIVI })}`)
    expect(await suivante(second)).toBe(`${paths.suivi.lecture(second)}?fait=accepte&${new URLSearchParams({ liste: SUIVI })}`)
    const derniere = await lisible(await m.w.get(dans(paths.suivi.lecture(second)), m.admin.cookie))
    expect(derniere).toContain('Tous les bilans de la liste sont lus')
    // the other département is in another list
    expect((await m.bilans(d))[0]!.etat).toBe('accepte')
    const tout = await lisible(await m.w.get(paths.suivi.lecture(second), m.admin.cookie))
    expect(tout).toContain('Il en reste 1 à lire')
    expect(await lisible(await m.w.get(dans(paths.suivi.lecture(ailleurs), `bureau=${SLUG}`), m.admin.cookie))).toContain(
      'Actes et paiements, à lire',
    )
  })

  test('refusé, rien ne s’ouvre : la liste et ce que j’ai écrit restent ; une liste inventée n’ouvre rien de plus', async () => {
    await deposer()
    const r = await m.w.post(dans(paths.suivi.renvoi(b)), { depot: '1', remarque: '' }, m.referent.cookie)
    expect(r.status).toBe(422)
    expect((await r.text()).includes(`="${dans(paths.suivi.acceptation(b))}"`)).toBe(true)
    for (const liste of ['bureau=inconnu', 'perimetre=inconnu', 'x'.repeat(5000), '%%%'])
      expect((await m.w.get(dans(paths.suivi.lecture(b), liste), m.referent.cookie)).status).toBe(200)
    const html = await (await m.w.get(dans(paths.suivi.lecture(b), 'x'.repeat(5000)), m.referent.cookie)).text()
    expect(html.includes('xxxxx')).toBe(false)
    await m.w.owner.query("update instruction set departements = '{2B}' where dossier_id = $1", [d])
    expect((await m.w.get(dans(paths.suivi.lecture(b)), m.referent.cookie)).status).toBe(404)
  })

  test('chaque page mène à un bilan en disant sa liste : le bureau et le suivi', async () => {
    await deposer()
    const bureau = await (await m.w.get(`${paths.administration.bureau(SLUG)}?vue=lire`, m.admin.cookie)).text()
    expect(bureau.includes(dans(paths.suivi.lecture(b), `bureau=${SLUG}`))).toBe(true)
    const suivi = await (await m.w.get(`${paths.suivi.portefeuille}?perimetre=${SLUG}`, m.admin.cookie)).text()
    expect(suivi.includes(dans(paths.suivi.lecture(b), `perimetre=${SLUG}`))).toBe(true)
  })
})

test('le lendemain matin, chaque boîte du service reçoit un courriel, un seul, pour tous les bilans déposés la veille et pas encore lus', async () => {
  const autres = await m.laureats(2)
  m.w.regler('2022-01-17T18:00:00')
  await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
  const numeros = await Promise.all(
    [d, ...autres].map(async dossier => {
      const bilan = (await m.bilans(dossier))[0]!.id
      expect((await m.w.post(paths.bilans.rien(dossier, bilan), {}, m.vico.cookie)).status).toBe(303)
      return (await m.w.owner.query('select numero from dossier where id = $1', [dossier])).rows[0].numero as string
    }),
  )
  const recus = async () => (await m.w.courriels()).filter(c => /bilans? à lire$/.test(c.sujet) && c.texte.includes('17\u00a0janvier'))
  const passer = async (instant: string) => {
    m.w.regler(instant)
    for (let i = 0; i < 3; i++) await tenirSuivi(m.w.deps, m.w.horloge.instant)
  }
  await passer('2022-01-17T23:50:00')
  await passer('2022-01-18T06:50:00')
  expect(await recus()).toEqual([])
  b = (await m.bilans(autres[1]!))[0]!.id
  expect((await accepter()).status).toBe(303)
  await passer('2022-01-18T07:05:00')
  await passer('2022-01-18T15:00:00')
  await passer('2022-01-19T09:00:00')
  const courriels = await recus()
  expect(courriels.map(c => c.destinataire).sort()).toEqual(['corse-du-sud@guichet.example', 'guichet-corse@guichet.example'])
  for (const c of courriels) {
    expect(c.sujet).toBe('2\u00a0bilans à lire')
    expect(c.texte).toContain('Déposés le 17\u00a0janvier\u00a02022')
    for (const numero of numeros.slice(0, 2)) expect(c.texte).toContain(`dossier ${numero}, 4e\u00a0trimestre\u00a02021, en retard`)
    expect(c.texte).not.toContain(numeros[2])
    expect(c.lien).toBe(paths.suivi.portefeuille)
  }
})
