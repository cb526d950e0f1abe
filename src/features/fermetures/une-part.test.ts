import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { enContinu, MENSUEL, parDepartement } from '../../test/continu.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

/** A fund open all the year round with an envelope by département; Vico is in Corse-du-Sud, Corte in Haute-Corse. */
const a = paths.administration
const AVIS = { enveloppe: 'corse_du_sud', jour: '20/09/2021', heure: '14:00', motif: 'La part est presque attribuée.' }
type Compte = Awaited<ReturnType<World['compte']>>
let w: World
let admin: Compte
let vico: Compte
let corte: Compte
beforeAll(async () => {
  w = await openWorld()
  await publier(w, t => parDepartement({ '2A': '400 000 €', '2B': '394 000 €' })(enContinu(MENSUEL)(t)))
  admin = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  vico = await w.compte({ structures: ['Vico'] })
  corte = await w.compte({ structures: ['Corte'] })
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.owner.query('delete from fermeture_part')
  await w.owner.query("update dossier set etat = 'abandonne' where etat = 'brouillon'")
  w.regler('2021-09-13T10:00:00')
})
const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const fermer = (corps: Record<string, string> = AVIS, qui = admin) => w.post(a.fermeture(SLUG), corps, qui.cookie)
const page = () => lire(w.get(paths.appels.voir(SLUG)))
const essayer = (c: Compte, id: string) => w.post(paths.dossiers.depot(id), { engagements: [] }, c.cookie)

it('six personnes ferment une part au même instant\u00a0: une fois; l’avis est public, seuls ceux qui la visent l’apprennent', async () => {
  await dossierPret(w, vico.cookie)
  await dossierPret(w, corte.cookie)
  const avant = (await w.courriels()).length
  expect((await Promise.all(Array.from({ length: 6 }, () => fermer()))).map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
  const lue = await page()
  for (const mot of [
    'Corse-du-Sud : les dépôts ferment le lundi 20 septembre 2021 à 14 h 00',
    'Reste ouverte : « Haute-Corse ».',
    'Rien ne presse',
  ])
    expect(lue).toContain(mot)
  expect(lue).not.toContain('Fermeture anticipée')
  const recus = (await w.courriels()).slice(avant).filter(c => c.sujet.includes('les dépôts ferment'))
  expect(recus.map(c => c.destinataire)).toEqual([vico.courriel])
  expect((await w.journal()).filter(e => e.action === 'appel.fermeture').at(-1)).toMatchObject({
    donnees: { part: 'Corse-du-Sud', prevenus: 1 },
  })
})

it('jusqu’à la seconde de la fermeture Vico dépose, puis non; Corte dépose toujours, et mon espace le dit', async () => {
  const [de, tard, la] = [await dossierPret(w, vico.cookie), await dossierPret(w, vico.cookie), await dossierPret(w, corte.cookie)]
  await fermer()
  w.regler('2021-09-20T14:00:00.900')
  await deposer(w, vico.cookie, de)
  w.regler('2021-09-20T14:00:01')
  const refus = await essayer(vico, tard)
  expect(refus.status).toBe(422)
  expect(await lire(refus)).toMatch(/La part « Corse-du-Sud » de l’appel est close depuis le (lundi )?20 septembre 2021/)
  expect(await lire(w.get(paths.espace, vico.cookie))).toContain('clos depuis le')
  expect(await page()).toContain('les dépôts sont fermés depuis le lundi 20 septembre 2021 à 14 h 00')
  await deposer(w, corte.cookie, la)
})

it('rouverte avant son heure, la part reçoit à nouveau; après, l’avis ne se retire plus', async () => {
  const id = await dossierPret(w, vico.cookie)
  await fermer()
  const rouvrir = () => w.post(a.reouverture(SLUG), { enveloppe: 'corse_du_sud', motif: '50 000 € de plus sont ouverts.' }, admin.cookie)
  expect((await rouvrir()).status).toBe(303)
  expect((await rouvrir()).status).toBe(409)
  expect(await page()).not.toContain('les dépôts ferment')
  w.regler('2021-09-20T14:00:01')
  await deposer(w, vico.cookie, id)
  w.regler('2021-09-20T14:00:02')
  await fermer({ ...AVIS, jour: '28/09/2021' })
  w.regler('2021-09-28T14:00:01')
  expect((await rouvrir()).status).toBe(409)
})

it('à côté de chaque part, ce qui reste\u00a0; relu, l’avis est montré et dit à combien de personnes il part, rien n’est publié', async () => {
  await dossierPret(w, vico.cookie)
  await dossierPret(w, corte.cookie)
  const formulaire = await lire(w.get(a.fermeture(SLUG), admin.cookie))
  for (const mot of ['Tout l’appel (reste 794 000 €)', 'Corse-du-Sud (reste 400 000 €)', 'Haute-Corse (reste 394 000 €)'])
    expect(formulaire).toContain(mot)
  const relu = await fermer({ ...AVIS, faire: 'relire' })
  expect(relu.status).toBe(422)
  const texte = await lire(relu)
  for (const mot of [
    'Corse-du-Sud : les dépôts ferment le lundi 20 septembre 2021 à 14 h 00',
    'courriel à 1 personne qui a un brouillon pour cette part',
  ])
    expect(texte).toContain(mot)
  expect(await lire(fermer({ ...AVIS, enveloppe: '', faire: 'relire' }))).toContain('courriel à 2 personnes qui ont un brouillon')
  expect(await lire(fermer({ ...AVIS, jour: '15/09/2021', faire: 'relire' }))).toContain('L’appel promet 7 jours')
  expect((await w.owner.query('select 1 from fermeture_part union all select 1 from fermeture')).rowCount).toBe(0)
})

it('chaque part fermée à son tour\u00a0: l’appel ferme avec la dernière, le courriel et la page ne promettent plus rien', async () => {
  const id = await dossierPret(w, corte.cookie)
  await fermer()
  expect(await page()).toContain('ouverte')
  const avant = (await w.courriels()).length
  expect((await fermer({ ...AVIS, enveloppe: 'haute_corse', jour: '21/09/2021' })).status).toBe(303)
  expect(
    (await w.courriels())
      .slice(avant)
      .map(c => c.texte)
      .join(' '),
  ).toContain('C’était la dernière part ouverte')
  const lue = await page()
  expect(lue).not.toContain('Rien ne presse')
  expect(lue).not.toContain('Reste ouverte')
  for (const mot of ['ferme le 20 septembre 2021', 'ferme le 21 septembre 2021', '8 jours pour déposer']) expect(lue).toContain(mot)
  w.regler('2021-09-21T14:00:00.900')
  await deposer(w, corte.cookie, id)
  w.regler('2021-09-21T14:00:01')
  expect(await page()).not.toContain('pour déposer')
  expect(await lire(w.get(a.fermeture(SLUG), admin.cookie))).toContain('Cet appel ne reçoit pas de dossier')
})

it.each([
  ['une part qui n’existe pas', { enveloppe: 'ailleurs' }, 422, 'Choisissez une part de cet appel'],
  ['trop tôt', { jour: '15/09/2021' }, 422, 'L’appel promet 7 jours'],
  ['sans raison', { motif: '' }, 422, 'Dites pourquoi'],
])('refusé\u00a0: %s', async (_, change, statut, mot) => {
  const r = await fermer({ ...AVIS, ...change })
  expect(r.status).toBe(statut)
  expect(await lire(r)).toContain(mot)
  expect((await w.owner.query('select 1 from fermeture_part')).rowCount).toBe(0)
})

it('seule l’administration ferme une part', async () => {
  const referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  for (const qui of [referent, vico]) expect((await fermer(AVIS, qui)).status).toBe(404)
})
