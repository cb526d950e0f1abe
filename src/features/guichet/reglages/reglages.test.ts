import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { champDe, ouvrirReglages, type Reglages } from '../../../test/reglages.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type RoleDonne, type World } from '../../../test/world.ts'
import { CHANGEMENTS_MAX } from './enregistrer.ts'

const { reglages, reglage: section, fichierReglages } = paths.administration
let w: World
let r: Reglages
const admin: RoleDonne = { role: 'administrateur', departements: [], volets: [] }
let cookie: string
beforeAll(async () => {
  w = await openWorld()
  cookie = (await w.compte({ nom: 'Administratrice', roles: [admin] })).cookie
  r = ouvrirReglages(w, cookie)
})
afterAll(() => w.close())
const page = async (chemin: string, c = cookie) => lisible(await w.get(chemin, c))
const regles = async () => (await w.journal()).filter(e => e.action === 'guichet.regle')

it('la page montre chaque section, ce que l’on voit, et qu’aucun changement n’a eu lieu', async () => {
  const lue = await page(reglages)
  for (const mots of ['Identité', 'Thème', 'Conservation', 'Annuaire des entreprises', 'Témoins du journal']) expect(lue).toContain(mots)
  expect(lue).toContain('De : Guichet territorial &lt;guichet@guichet.example&gt;')
  expect(lue).toContain('Aucun changement')
  expect(await page(paths.administration.appels)).toContain('Réglages du guichet')
})

it('je vois l’effet d’un nom avant de l’enregistrer\u00a0: rien n’est changé\u00a0; puis chaque page le porte', async () => {
  const essai = await r.voir('identite', { nom: 'Guichet de l’île' })
  expect(essai.status).toBe(200)
  const vu = await lisible(essai)
  expect(vu).toContain('Nom du guichet : « Guichet de l’île », au lieu de « Guichet territorial »')
  expect(vu).toContain('De : Guichet de l’île &lt;guichet@guichet.example&gt;')
  expect(await page(paths.accueil)).not.toContain('Guichet de l’île')
  expect((await r.enregistrer('identite', { nom: 'Guichet de l’île' })).headers.get('location')).toBe(
    `${reglages}?fait=enregistre#reglage-identite`,
  )
  expect(await lisible(await w.get(paths.accueil))).toContain('Guichet de l’île')
  const [dernier] = (await regles()).slice(-1)
  expect(dernier).toMatchObject({
    objet_id: w.guichetId,
    donnees: {
      revision: 1,
      section: 'identite',
      champs: [{ cle: 'nom', avant: '«\u00a0Guichet territorial\u00a0»', apres: '«\u00a0Guichet de l’île\u00a0»' }],
    },
  })
  const histoire = await page(reglages)
  expect(histoire).toContain('Administratrice')
  expect(histoire).toContain('« Guichet de l’île », au lieu de « Guichet territorial »')
  expect(histoire).toContain('Le fichier d’installation dit autre chose : nom du guichet')
})

// seen to fail: without the mark of what was shown
it('ce dont l’effet n’a pas été montré n’est pas enregistré\u00a0: la page le montre, et garde ce qui est saisi', async () => {
  const sansVoir = await r.poster('service', { 'service.telephone': '04 65 71 00 55' })
  expect(sansVoir.status).toBe(422)
  const lue = await sansVoir.text()
  expect(lue).toContain('Rien n’est encore enregistré')
  expect(champDe(lue, 'service.telephone')).toBe('04 65 71 00 55')
  const autre = await r.poster('service', { 'service.telephone': '04 65 71 00 56', vue: champDe(lue, 'vue') })
  expect(autre.status).toBe(422)
  expect(w.deps.config.guichet.service.telephone).toBe('04 65 71 00 10')
})

it('un formulaire refusé rend ce qui était saisi, dit chaque faute, et n’écrit rien', async () => {
  const avant = (await regles()).length
  for (const envoyer of [r.voir, r.enregistrer]) {
    const res = await envoyer('attribuant', { 'attribuant.siret': '000 200 014 00018', 'attribuant.nom': 'Préfecture' })
    expect(res.status).toBe(422)
    const lue = await res.text()
    expect(lue).toContain('sa clé est fausse')
    expect(champDe(lue, 'attribuant.siret')).toBe('000 200 014 00018')
    expect(champDe(lue, 'attribuant.nom')).toBe('Préfecture')
  }
  const departement = await r.voir('territoire', { 'territoire.departements': '2A, 96' })
  expect(await lisible(departement)).toContain('Le département 96 n’existe pas')
  expect(await regles()).toHaveLength(avant)
})

it('le thème, le SIRET et la signature se voient où ils seront lus', async () => {
  const neutre = await lisible(await r.voir('theme', { theme: 'neutre' }))
  expect(neutre).toContain('perdent la police Marianne')
  const entete = async (theme: string) => /gt-reglages__entete.*?<\/section>/s.exec(await (await r.voir('theme', { theme })).text())?.[0]
  expect(await entete('etat')).toContain('fr-logo')
  expect(await entete('neutre')).not.toContain('fr-logo')
  expect(await lisible(await r.voir('attribuant', { 'attribuant.nom': '=Préfecture' }))).toContain("'=Préfecture")
  const mail = await lisible(
    await r.voir('courriels', { 'courriels.expediteur': 'ne-pas-repondre@guichet.example', 'courriels.signature': 'Bien à vous' }),
  )
  expect(mail).toContain('&lt;ne-pas-repondre@guichet.example&gt;')
  expect(mail).toContain('Bien à vous')
  expect(await lisible(await r.voir('annuaire', { 'annuaire.adresse': 'https://169.254.169.254' }))).toContain('réseau interne')
})

it('le thème change les fichiers des pages, sans redémarrer', async () => {
  const { createApp } = await import('../../../app.tsx')
  const app = createApp({
    ...w.deps,
    assets: theme => ({ css: `/assets/${theme}.css`, js: '/assets/app.js' }),
    assetsDir: w.dossierFichiers,
    montre: () => 0,
  })
  const css = async () => /assets\/(\w+)\.css/.exec(await (await app.request('http://localhost:3000/aide')).text())?.[1]
  expect(await css()).toBe('etat')
  await r.enregistrer('theme', { theme: 'neutre' })
  expect(await css()).toBe('neutre')
  await r.enregistrer('theme', { theme: 'etat' })
})

it('qui n’administre pas ne lit ni ne change rien, même en envoyant le formulaire', async () => {
  const referent = await w.compte({ roles: [{ role: 'referent_regional', departements: [], volets: [] }] })
  const direction = await w.compte({ roles: [{ role: 'direction', departements: [], volets: [] }] })
  const maire = await w.compte({ structures: ['Vico'] })
  for (const { cookie: c } of [referent, direction, maire]) {
    for (const chemin of [reglages, section('identite'), fichierReglages]) expect((await w.get(chemin, c)).status).toBe(404)
    expect((await w.post(section('identite'), { nom: 'Pris' }, c)).status).toBe(404)
  }
  expect((await w.get(section('ailleurs'), cookie)).status).toBe(404)
  expect(w.deps.config.guichet.nom).not.toBe('Pris')
})

it('rien de saisi n’est une balise, et le nom court ne change pas par un formulaire fabriqué', async () => {
  const res = await r.voir('identite', { nom: '<b>Guichet</b>', slug: 'autre' })
  const lue = await res.text()
  expect(lue).not.toContain('<b>Guichet</b>')
  expect(lue).not.toContain('Nom court</b>')
})

it('un réglage enregistré à l’identique n’est pas un changement\u00a0; un compte en change tant à l’heure', async () => {
  const avant = (await regles()).length
  expect((await r.enregistrer('identite', {})).headers.get('location')).toContain('fait=rien')
  expect(await regles()).toHaveLength(avant)
  await w.owner.query('update limite_acte set nombre = $1', [CHANGEMENTS_MAX])
  const res = await r.enregistrer('identite', { nom: 'Encore' })
  expect(res.status).toBe(422)
  expect(await lisible(res)).toContain('en une heure')
  await w.owner.query('delete from limite_acte')
})
