import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { roleDe } from '../acteur.ts'
import { entrerParLien, lienDuCourriel, navigateur } from '../navigateur.ts'
import { champDe, ouvrirReglages } from '../reglages.ts'
import { lisible, publier, SLUG } from '../vico.ts'
import { cookieDe, openWorld, type World } from '../world.ts'
import { type AdresseServie, adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/** Whoever administers another guichet of the same database, against all that writes a call, settles the guichet, or says who works there. */
let w: World
let admin: { id: string; cookie: string }
let etrangere: { id: string; cookie: string }
let brouillon: string
const ailleurs = nouvelId()
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  admin = await w.compte({ nom: 'Administratrice', roles: [roleDe('administrateur')] })
  etrangere = await w.compte({ nom: 'Administratrice d’ailleurs' })
  await w.owner.query("insert into guichet (id, slug, nom, configuration) values ($1, 'ailleurs', 'Ailleurs', '{}')", [ailleurs])
  await w.owner.query("insert into role (id, guichet_id, compte_id, role) values ($1, $2, $3, 'administrateur')", [
    nouvelId(),
    ailleurs,
    etrangere.id,
  ])
  const cree = await w.post(paths.studio.accueil, { source: readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8') }, admin.cookie)
  brouillon = /\/studio\/([0-9a-f-]{36})/.exec(cree.headers.get('location')!)![1]!
})
afterAll(() => w.close())

const duService = (r: AdresseServie) => /^\/(studio|administration)/.test(r.chemin)
const demander = (r: AdresseServie, cookie: string) => {
  const chemin = remplie(r.chemin, {
    brouillon,
    compte: admin.id,
    agent: admin.id,
    id: admin.id,
    slug: SLUG,
    section: 'bref',
    numero: '1',
    ecrit: 'retenu',
    etape: 'projet',
    formulaire: 'unique',
    sujet: 'identite',
  })
  return r.methode === 'GET'
    ? w.get(chemin, cookie)
    : w.app.request(`http://localhost:3000${chemin}`, {
        method: r.methode,
        headers: { cookie, origin: 'http://localhost:3000' },
        body: new URLSearchParams({ revision: '0', section: 'bref', etape: 'bref' }),
      })
}
const ouvertes = async (adresses: AdresseServie[], cookie: string) => {
  const vues: string[] = []
  for (const r of adresses) {
    const { status } = await demander(r, cookie)
    if (status !== 404) vues.push(`${nomAdresse(r)} ${status}`)
  }
  return vues
}

it('qui administre un autre guichet n’ouvre aucune adresse du studio, des réglages ni des personnes', async () => {
  const adresses = adressesServies(w).filter(duService)
  expect(adresses.length).toBeGreaterThan(60)
  expect(await ouvertes(adresses, etrangere.cookie)).toEqual([])
})

it('le brouillon d’un autre guichet n’a d’adresse pour personne d’ici, en lecture comme en écriture', async () => {
  await w.owner.query('update brouillon_appel set guichet_id = $1 where id = $2', [ailleurs, brouillon])
  expect(
    await ouvertes(
      adressesServies(w).filter(r => r.chemin.includes(':brouillon')),
      admin.cookie,
    ),
  ).toEqual([])
})

it('une durée de conservation sous le plancher de la loi est refusée, même envoyée sans la page, et rien ne change', async () => {
  const r = ouvrirReglages(w, admin.cookie)
  const avant = structuredClone(w.deps.config.guichet.conservation)
  for (const [champ, valeur] of [
    ['conservation.dossiersAns', '9'],
    ['conservation.refusesAns', '4'],
    ['conservation.brouillonsMois', '2'],
    ['conservation.dossiersAns', '-1'],
    ['conservation.dossiersAns', '0'],
    ['conservation.dossiersAns', '99999'],
  ] as const) {
    // the mark of an effect that was shown, of a longer time that the law allows
    const vu = await (await r.voir('conservation', { 'conservation.dossiersAns': '11' })).text()
    const envoi = await w.post(
      paths.administration.reglage('conservation'),
      { revision: champDe(vu, 'revision'), vue: champDe(vu, 'vue'), [champ]: valeur },
      admin.cookie,
    )
    expect([envoi.status, await lisible(envoi)], `${champ} ${valeur}`).toEqual([422, expect.stringMatching(/au moins|en chiffres|au plus/)])
  }
  expect(w.deps.config.guichet.conservation).toEqual(avant)
  expect((await w.journal()).filter(e => e.action === 'guichet.regle')).toEqual([])
})

it('une personne suspendue qui suit un lien de connexion demandé avant, ou un neuf, ou se sert de sa clé d’accès, n’ouvre rien du service', async () => {
  const agent = await w.compte({ nom: 'Référente', courriel: 'referente@guichet.example', roles: [roleDe('administrateur')] })
  const n = navigateur(w)
  await n.post(paths.connexionLien, { courriel: agent.courriel })
  const lien = (await lienDuCourriel(w, agent.courriel)).split('?')[0]!
  expect((await w.post(paths.administration.suspension(agent.id), {}, admin.cookie)).status).toBe(303)
  await n.post(lien, {})
  const autre = navigateur(w)
  await entrerParLien(w, autre, agent.courriel)
  // what a passkey opens: a session that has had its second factor
  const jeton = nouvelId()
  const fin = new Date(Date.now() + 3_600_000)
  await w.db
    .insertInto('session_http')
    .values({ user_id: agent.id, token: jeton, expires_at: fin, updated_at: new Date(), second_facteur: true })
    .execute()
  const parCle = await cookieDe(jeton, w.deps.config.SECRET!)
  const service = [
    paths.instruction.boite,
    paths.studio.accueil,
    paths.administration.agents,
    paths.administration.reglages,
    paths.suivi.portefeuille,
  ]
  for (const chemin of service) {
    for (const qui of [n, autre]) expect([303, 404], chemin).toContain((await qui.get(chemin)).status)
    expect((await w.get(chemin, parCle)).status, chemin).toBe(404)
  }
  expect(await ouvertes(adressesServies(w).filter(duService), parCle)).toEqual([])
})
