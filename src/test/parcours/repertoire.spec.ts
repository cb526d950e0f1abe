import { expect, test } from 'vitest'
import { openDb } from '../../db/db.ts'
import { garderSieges, garderUnites } from '../../features/structures/repertoire/repertoire.ecrire.ts'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** An association of the national directory is found by whoever speaks for it, and joined; one that has closed says so. */
const ligne = (siren: string, nom: string, rna: string | null, fermee_le: string | null = null) => ({
  siren,
  nom,
  sigle: null,
  categorie_juridique: '9220',
  rna,
  effectifs: null,
  etat: fermee_le ? 'fermee' : 'active',
  fermee_le,
  siret_siege: null,
})
const s = ouvrirSite(async () => {
  const w = await openWorld()
  const unites = [
    ligne('000411272', 'FOYER RURAL DU LIAMONE', 'W2A1000118'),
    ligne('000522383', 'FOYER RURAL DE LA PLAINE', 'W283000274'),
    ligne('000000042', 'FOYER RURAL DU PORT', null, '2024-03-01'),
  ]
  await openDb(w.owner)
    .transaction()
    .execute(async tx => {
      await garderUnites(tx, unites, [], new Set(), w.horloge.instant)
      const sieges = unites.map(u => ({
        siren: u.siren,
        siret: `${u.siren}00000`,
        departement: '2A',
        code_commune: '2A348',
        commune: 'VICO',
      }))
      await garderSieges(tx, sieges, w.horloge.instant)
    })
  return { w }
})

test.each(modes())(
  '%s, je trouve mon association au répertoire, je dis «\u00a0C’est nous\u00a0», et j’en suis membre',
  async (_, ...ecran) => {
    const { w } = s
    const [nom, fonction] = [ecran[0] ? 'Foyer Rural du Liamone' : 'Foyer Rural de la Plaine', 'Présidente']
    const v = await s.entrer(await w.compte({ nom: 'Présidente du foyer' }), ...ecran)
    await v.page.goto(paths.structures.rejoindre)
    await v.page.locator('#q').fill('foyer rural')
    await v.page.locator('#fonction').fill(fonction)
    await v.presser('Continuer')
    await v.page.getByRole('heading', { level: 3, name: /structures? trouvées?/ }).waitFor()
    await v.controler()
    await v.lu(/Association, Vico\s\(2A\)/, /Dissoute en\s2024/, 'Une structure fermée ne dépose pas')
    expect(await v.page.getByRole('button', { name: /Foyer Rural du Port/ }).count()).toBe(0)
    await v.presser(new RegExp(nom))
    await v.page.getByRole('heading', { level: 1, name: nom }).waitFor()
    await v.controler()
    v.sansIncident()
    await v.fermer()
  },
)

test('en tapant, l’association m’est proposée\u00a0; choisie, un seul bouton m’y rattache', async () => {
  const { w } = s
  const v = await s.entrer(await w.compte({ nom: 'Trésorière' }), true, 1280)
  await v.page.goto(paths.structures.rejoindre)
  await v.page.locator('#q').pressSequentially('foyer rural de la pl')
  await v.page.getByRole('option', { name: /Plaine/ }).click()
  await v.page.locator('#fonction').fill('Trésorière')
  await v.presser('Continuer')
  await v.page.waitForURL(/structures/)
  await v.page
    .getByText(/Votre demande est envoyée|Foyer Rural de la Plaine/)
    .first()
    .waitFor()
  v.sansIncident()
  await v.fermer()
})
