import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../app.tsx'
import { lireConfig } from '../../../config.ts'
import { paths } from '../../../paths.ts'
import { champDe, ouvrirReglages, type Reglages } from '../../../test/reglages.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type RoleDonne, URL_TEST, type World } from '../../../test/world.ts'
import { FRAICHEUR_MS, reprendreReglages } from '../courants.ts'

const { reglage: section } = paths.administration
const admin: RoleDonne = { role: 'administrateur', departements: [], volets: [] }
let w: World
let une: Reglages
let autre: Reglages
let cookies: [string, string]
beforeAll(async () => {
  w = await openWorld()
  cookies = [(await w.compte({ nom: 'Première', roles: [admin] })).cookie, (await w.compte({ nom: 'Seconde', roles: [admin] })).cookie]
  une = ouvrirReglages(w, cookies[0])
  autre = ouvrirReglages(w, cookies[1])
})
afterAll(() => w.close())
const changements = async () => (await w.journal()).filter(e => e.action === 'guichet.regle').length
const SERVICE = { 'service.nom': 'Service', 'service.adresse': '1, place', 'service.courriel': 'service@guichet.example' }
const remplie = (telephone: string) => ({ ...SERVICE, 'service.telephone': telephone })

describe('deux personnes à la fois', () => {
  it('qui vient en second l’apprend, avec ce que l’autre a écrit, et rien n’est écrasé\u00a0; elle garde le sien en connaissance de cause', async () => {
    const vu = await (await autre.voir('service', remplie('04 65 71 00 22'))).text()
    expect((await une.enregistrer('service', remplie('04 65 71 00 11'))).status).toBe(303)
    const tard = await w.post(
      section('service'),
      { revision: champDe(vu, 'revision'), ...remplie('04 65 71 00 22'), vue: champDe(vu, 'vue') },
      cookies[1],
    )
    expect(tard.status).toBe(409)
    const page = await tard.text()
    const lue = await lisible(new Response(page))
    expect(lue).toContain('Téléphone : « 04 65 71 00 11 », depuis le 13 septembre 2021')
    expect(lue).toContain('par Première')
    expect(champDe(page, 'service.telephone')).toBe('04 65 71 00 22')
    expect(w.deps.config.guichet.service.telephone).toBe('04 65 71 00 11')
    const garde = { revision: champDe(page, 'revision'), ...remplie('04 65 71 00 22'), vue: champDe(page, 'vue') }
    expect((await w.post(section('service'), garde, cookies[1])).status).toBe(303)
    expect(w.deps.config.guichet.service.telephone).toBe('04 65 71 00 22')
  })

  // seen to fail: when a field that was not touched is taken for what is wanted
  it('un champ que je n’ai pas touché suit l’autre personne, une autre section ne gêne personne', async () => {
    const revision = await autre.revision()
    await une.enregistrer('service', remplie('04 65 71 00 33'))
    await une.enregistrer('identite', { nom: 'Nom de l’autre' })
    const saisies = { revision, ...remplie('04 65 71 00 22'), 'service.adresse': '2, place' }
    const vu = await (await w.get(`${section('service')}?${new URLSearchParams(saisies)}`, cookies[1])).text()
    const fin = await w.post(section('service'), { ...saisies, vue: champDe(vu, 'vue') }, cookies[1])
    expect(fin.status).toBe(303)
    expect(w.deps.config.guichet).toMatchObject({ nom: 'Nom de l’autre', service: { adresse: '2, place', telephone: '04 65 71 00 33' } })
  })

  it('six à la fois sur le même champ\u00a0: un seul l’emporte, les cinq autres l’apprennent, le journal a une ligne', async () => {
    const revision = await une.revision()
    const avant = await changements()
    const envois = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async i => {
        const saisies = { revision, ...SERVICE, 'service.adresse': '2, place', 'service.telephone': `04 65 71 00 4${i}` }
        const vu = await (await w.get(`${section('service')}?${new URLSearchParams(saisies)}`, cookies[i % 2]!)).text()
        return { ...saisies, vue: champDe(vu, 'vue') }
      }),
    )
    const statuts = await Promise.all(envois.map(async (e, i) => (await w.post(section('service'), e, cookies[i % 2]!)).status))
    expect(statuts.sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect(await changements()).toBe(avant + 1)
  })
})

describe('plusieurs processus', () => {
  const processus = async () => {
    const config = lireConfig({ SECRET: 's'.repeat(40) })
    const montre = { avance: 0 }
    await reprendreReglages({ db: w.db, guichetId: w.guichetId, config })
    const app = createApp({ ...w.deps, config, assetsDir: w.dossierFichiers, montre: () => montre.avance })
    const nom = async () => /<p class="fr-header__service-title">(.*?)<\/p>/.exec(await (await app.request(`${URL_TEST}/aide`)).text())?.[1]
    return { config, montre, nom }
  }

  // seen to fail: without `suivreReglages`
  it('ce que l’un enregistre, l’autre le montre une seconde plus tard au plus', async () => {
    const p = await processus()
    await une.enregistrer('identite', { nom: 'Guichet changé ailleurs' })
    expect(await p.nom()).not.toBe('Guichet changé ailleurs')
    p.montre.avance = FRAICHEUR_MS
    expect(await p.nom()).toBe('Guichet changé ailleurs')
  })

  it('rien n’est demandé à la base tant que la seconde n’est pas passée', async () => {
    const p = await processus()
    await p.nom()
    expect(await w.echanges(() => p.nom())).toBe(await w.echanges(() => w.get('/aide')))
  })

  // seen to fail: when what is read is always taken
  it('une lecture partie avant un changement et revenue après ne le défait pas', async () => {
    const p = await processus()
    Object.assign(p.config, { revision: p.config.revision + 1, guichet: { ...p.config.guichet, nom: 'Plus récent' } })
    await reprendreReglages({ db: w.db, guichetId: w.guichetId, config: p.config })
    expect(p.config.guichet.nom).toBe('Plus récent')
  })
})
