import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { enContinu, MENSUEL, parDepartement } from '../../test/continu.ts'
import { commencer, deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

/** A share by département, and one that may pay anywhere: a draft of Vico may draw from the first and from the last. */
const a = paths.administration
const MOTIF = 'La part est presque attribuée.'
type Compte = Awaited<ReturnType<World['compte']>>
let w: World
let admin: Compte
let vico: Compte
let corte: Compte
beforeAll(async () => {
  w = await openWorld()
  await publier(w, t =>
    parDepartement({ '2A': '400 000 €', '2B': '300 000 €' })(enContinu(MENSUEL)(t)).replace(
      '  - { code: haute_corse',
      '  - { code: commune, libelle: Toute la Corse, montant: 94 000 €, clauses: [C1.3] }\n  - { code: haute_corse',
    ),
  )
  admin = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  vico = await w.compte({ structures: ['Vico'] })
  corte = await w.compte({ structures: ['Corte'] })
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.owner.query('delete from fermeture_part')
  await w.owner.query('delete from fermeture')
  await w.owner.query("update dossier set etat = 'abandonne' where etat = 'brouillon'")
  w.regler('2021-09-13T10:00:00')
})
const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const fermer = async (enveloppe: string, jour = '20/09/2021') => {
  const avant = (await w.courriels()).length
  expect((await w.post(a.fermeture(SLUG), { enveloppe, jour, heure: '14:00', motif: MOTIF }, admin.cookie)).status).toBe(303)
  return (await w.courriels()).slice(avant).map(c => ({ a: c.destinataire, texte: c.texte.replace(/[\u00a0\u202f]/g, ' ') }))
}
const page = () => lire(w.get(paths.appels.voir(SLUG)))

it('de trois parts, la page nomme celles qui restent ouvertes\u00a0: deux, puis une, puis aucune', async () => {
  await fermer('corse_du_sud')
  expect(await page()).toContain('Restent ouvertes : « Toute la Corse » et « Haute-Corse ».')
  await fermer('haute_corse', '21/09/2021')
  const lue = await page()
  expect(lue.split('Reste ouverte : « Toute la Corse ».')).toHaveLength(3)
  expect(lue).not.toContain('Restent ouvertes')
  await fermer('commune', '22/09/2021')
  expect(await page()).not.toMatch(/Restent? ouverte/)
})

it('un brouillon qu’une autre part peut payer\u00a0: son courriel dit qu’il pourra encore être déposé, et il l’est', async () => {
  const id = await dossierPret(w, vico.cookie)
  await commencer(w, corte.cookie)
  const [courriel, ...autres] = await fermer('corse_du_sud')
  expect([courriel!.a, autres]).toEqual([vico.courriel, []])
  expect(courriel!.texte).toContain(
    'Votre structure a un brouillon que cette part pouvait payer. Une autre part peut encore le payer : il pourra être déposé après cette heure.',
  )
  expect(courriel!.texte).not.toContain('ne peut plus être déposé')
  w.regler('2021-09-20T14:00:01')
  expect((await deposer(w, vico.cookie, id)).status).toBe(303)
})

it('la dernière part qui pouvait le payer ferme\u00a0: son courriel dit qu’il ne pourra plus l’être', async () => {
  await dossierPret(w, vico.cookie)
  await fermer('corse_du_sud')
  const [courriel] = await fermer('commune', '21/09/2021')
  expect(courriel!.a).toBe(vico.courriel)
  expect(courriel!.texte).toMatch(/Reste ouverte : « Haute-Corse »\.[\s\S]*il reste lisible mais ne peut plus être déposé/)
})

const brouillon = async (id: string, etape = 'projet') => {
  const html = await (await w.get(paths.dossiers.etape(id, etape), vico.cookie)).text()
  return {
    texte: await lire(new Response(html)),
    versDepot: html.includes(`href="${paths.dossiers.etape(id, 'depot')}">Relire et déposer`),
  }
}

it('le brouillon dont la part va fermer le dit sur chaque page, avec la raison, et mène au dépôt ; celui d’une autre part ne dit rien', async () => {
  const id = await dossierPret(w, vico.cookie)
  const ailleurs = await commencer(w, corte.cookie)
  expect((await brouillon(id)).texte).not.toMatch(/ferme le/)
  await fermer('corse_du_sud')
  const lu = await brouillon(id)
  expect(lu.texte).toContain('La part « Corse-du-Sud » ferme le lundi 20 septembre 2021 à 14 h 00')
  expect(lu.texte).toContain(`${MOTIF} Ensuite, votre brouillon peut encore viser la part « Toute la Corse ».`)
  expect(lu.versDepot).toBe(true)
  expect((await brouillon(id, 'depot')).versDepot).toBe(false)
  expect(await lire(w.get(paths.dossiers.etape(ailleurs, 'porteur'), corte.cookie))).not.toContain('ferme le')

  await fermer('commune', '21/09/2021')
  expect((await brouillon(id)).texte).toContain(
    'La part « Toute la Corse » ferme le mardi 21 septembre 2021 à 14 h 00 La part est presque attribuée. Ensuite, votre brouillon reste lisible mais ne peut plus être déposé.',
  )
  w.regler('2021-09-20T14:00:01')
  expect((await brouillon(id)).texte).not.toContain('« Corse-du-Sud » ferme')
})

it('l’appel entier va fermer : tout brouillon le dit, et ne le dit plus une fois l’avis retiré', async () => {
  const id = await dossierPret(w, vico.cookie)
  await fermer('')
  const lu = await brouillon(id)
  expect(lu.texte).toContain('L’appel ferme le lundi 20 septembre 2021 à 14 h 00')
  expect(lu.texte).toContain(`${MOTIF} Ensuite, votre brouillon reste lisible mais ne peut plus être déposé.`)
  expect(lu.versDepot).toBe(true)
  await w.post(a.reouverture(SLUG), { motif: 'Des crédits viennent.' }, admin.cookie)
  expect((await brouillon(id)).texte).not.toContain('L’appel ferme')
})
