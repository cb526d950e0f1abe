import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../app.tsx'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'
import { installerDemonstration } from './index.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const PERSONAS = [
  ['porteur-commune', paths.espace],
  ['porteur-epci', paths.espace],
  ['partenaire-commune', paths.espace],
  ['referent-2a', paths.instruction.journee],
  ['referent-2b', paths.instruction.journee],
  ['referent-regional-1', paths.instruction.journee],
  ['referent-regional-2', paths.instruction.journee],
  ['administrateur', paths.administration.appels],
  ['lecteur', paths.instruction.journee],
  ['direction', paths.instruction.boite],
  ['signataire', paths.signatures.aSigner],
  ['secretaire-generale', paths.signatures.aSigner],
] as const

test.each(PERSONAS)('« se connecter comme %s » ouvre sa page', async (persona, accueil) => {
  const res = await w.post(paths.demo.session, { persona })
  expect(res.status).toBe(303)
  expect(res.headers.get('location')).toBe(accueil)
  const cookie = res.headers.get('set-cookie')!.split(';')[0]!
  expect((await w.get(accueil, cookie)).status).toBe(200)
})

// seen to fail when the account is only looked for: 500
test('un personnage dont quelqu’un a fait effacer le compte revient quand on le choisit', async () => {
  const choisir = () => w.post(paths.demo.session, { persona: 'partenaire-commune' })
  const cookie = async () => (await choisir()).headers.get('set-cookie')!.split(';')[0]!
  const fin = await w.post(paths.conservation.suppression, { compris: 'oui' }, await cookie())
  expect(fin.headers.get('location')).toBe(paths.conservation.supprime)
  expect((await choisir()).status).toBe(303)
  expect((await w.get(paths.espace, await cookie())).status).toBe(200)
})

// seen to fail: personas whose roles are for every call (`appel: null`), whose inbox and dashboards then have the second call
test('les personnages du service travaillent sur l’appel fondateur : d’un second appel publié, ni l’appel ni ses dossiers ne leur arrivent', async () => {
  const jumeau = await publierJumeau(w)
  const { rows } = await w.owner.query(
    `update instruction set appel_id = $1 where dossier_id = (select dossier_id from instruction where volet = 'volet_1' and departement_pilote = '2A' limit 1)
      returning numero, dossier_id as id`,
    [jumeau],
  )
  for (const persona of ['referent-2a', 'referent-2b', 'referent-regional-1', 'referent-regional-2', 'lecteur']) {
    const res = await w.post(paths.demo.session, { persona })
    const cookie = res.headers.get('set-cookie')!.split(';')[0]!
    const bord = await lisible(await w.get(paths.instruction.bord, cookie))
    expect(bord, persona).toContain('Dossiers déposés')
    expect(bord, persona).not.toContain(JUMEAU.titre)
    if (persona === 'lecteur') continue
    expect(await lisible(await w.get(`${paths.instruction.boite}?q=${rows[0].numero}`, cookie)), persona).toContain('aucun dossier dans')
    expect((await w.get(paths.instruction.dossier(rows[0].id), cookie)).status, persona).toBe(404)
  }
  const chef = await w.post(paths.demo.session, { persona: 'administrateur' })
  const cookie = chef.headers.get('set-cookie')!.split(';')[0]!
  expect((await w.get(paths.instruction.dossier(rows[0].id), cookie)).status).toBe(200)
  expect(await lisible(await w.get(paths.administration.appel(JUMEAU.slug), cookie))).toContain('Personne n’instruit encore cet appel.')
  await w.owner.query('update instruction i set appel_id = d.appel_id from dossier d where d.id = i.dossier_id')
})

// seen to fail: the strip said the instant at which the page was asked for, the page the one at which it was drawn
test('pendant qu’un moment se joue, l’horloge change\u00a0: une page n’en dit qu’un instant', async () => {
  let jour = 12
  const horloge = { maintenant: () => new Date(Date.UTC(2021, 8, ++jour, 8)) }
  const app = createApp({ ...w.deps, horloge, assetsDir: w.dossierFichiers })
  const lu = await lisible(await app.request(URL_TEST + paths.demo.accueil))
  const [, bandeau] = /Nous sommes le (.*?),/.exec(lu)!
  expect(lu).toContain(`L’horloge du guichet marque ${bandeau}`)
})

test('un rôle inconnu est refusé, sans session', async () => {
  const res = await w.post(paths.demo.session, { persona: 'prefet' })
  expect(res.status).toBe(422)
  expect(res.headers.get('set-cookie')).toBeNull()
})

test('les dossiers inventés sont dans chaque état, et le journal raconte leur histoire dans l’ordre', async () => {
  const etats = await w.auGuichet(tx =>
    tx
      .selectFrom('dossier')
      .select(['etat', eb => eb.fn.countAll<number>().as('n')])
      .groupBy('etat')
      .orderBy('etat')
      .execute(),
  )
  expect(etats).toEqual([
    { etat: 'abandonne', n: 2 },
    { etat: 'brouillon', n: 7 },
    { etat: 'depose', n: 20 },
    { etat: 'retire', n: 1 },
  ])
  const instants = (await w.auGuichet(tx => tx.selectFrom('evenement').select('instant').orderBy('rang').execute())).map(e =>
    e.instant.getTime(),
  )
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
})

test('un projet commun attend l’accord d’un partenaire, un dossier déposé est en cours de modification', async () => {
  const epci = await entrer('porteur-epci')
  expect(await lisible(await w.get(paths.espace, epci))).toMatch(/Déposer à nouveau votre dossier .*Déposé, en modification/)
  const commune = await lisible(await w.get(paths.espace, await entrer('partenaire-commune')))
  expect(commune).toContain('Valider le projet, pour Prunelli-di-Fiumorbo')
  expect(commune).toMatch(/Cantine de Prunelli.*Retiré/)
})

const entrer = async (persona: string) => (await w.post(paths.demo.session, { persona })).headers.get('set-cookie')!.split(';')[0]!

test('un projet commun est déposé, chaque commune l’ayant validé avant', async () => {
  const { rows } = await w.owner.query(
    `select v.fonction, v.valide_le < d.depose_le as avant from dossier d join partenaire p on p.dossier_id = d.id
      join validation v on v.partenaire_id = p.id where d.etat = 'depose' order by 1`,
  )
  expect(rows).toEqual([
    { fonction: 'Maire', avant: true },
    { fonction: 'Première adjointe', avant: true },
  ])
})

test('la boîte aux lettres montre l’accusé de chaque dépôt', async () => {
  const html = await (await w.get(paths.demo.courriels)).text()
  expect(html.match(/Dossier ITN7-\d{4}/g)!.length).toBeGreaterThanOrEqual(20)
  const [premier] = await w.courriels()
  expect((await w.get(paths.demo.courriel(premier!.id))).status).toBe(200)
})

test('au dernier jour, les rappels dus sont aussitôt dans la boîte aux lettres, chacun une fois', async () => {
  const rappels = async () => (await w.courriels()).filter(m => m.sujet.startsWith('Dernier jour pour déposer')).length
  for (const instant of ['2021-09-17T09:00', '2021-09-17T09:30']) {
    expect((await w.post(paths.demo.horloge, { instant })).status).toBe(303)
    expect(await rappels()).toBe(8)
  }
  await w.post(paths.demo.horloge, { instant: '2021-09-18T09:00' })
  expect(await rappels()).toBe(8)
})

test('le jour du relevé, les dossiers déposés sont aussitôt en instruction', async () => {
  await w.post(paths.demo.horloge, { instant: '2021-09-20T09:00' })
  const etats = await w.auGuichet(tx => tx.selectFrom('instruction').select('etat').distinct().orderBy('etat').execute())
  expect(etats).toEqual([{ etat: 'en_instruction' }, { etat: 'retire' }])
})

test('en production, la démonstration n’existe pas', async () => {
  const prod = await openWorld({ env: { GUICHET_MODE: 'production' } })
  for (const chemin of [paths.demo.accueil, paths.demo.courriels, paths.dev.composants]) expect((await prod.get(chemin)).status).toBe(404)
  expect((await prod.post(paths.demo.session, { persona: 'administrateur' })).status).toBe(404)
  expect((await prod.post(paths.demo.horloge, { instant: '2021-09-17T09:00' })).status).toBe(404)
  await prod.close()
})
