import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { AUX_ASSOCIATIONS, auRepertoire, CUMPAGNIA, ligneDe, REFUGE } from '../declarees.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { commencer, deposer, publier, remplir } from '../vico.ts'
import { openWorld } from '../world.ts'

/** Whoever is found nowhere declares their structure, files, and reads what the service makes of it. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w, AUX_ASSOCIATIONS)
  return { w }
})

type Visite = Awaited<ReturnType<typeof s.entrer>>
async function declarer(v: Visite, cherche: string, d: typeof CUMPAGNIA) {
  await v.page.goto(paths.structures.rejoindre)
  await v.page.locator('#q').fill(cherche)
  await v.page.locator('#fonction').fill(d.fonction)
  await v.presser('Continuer')
  await v.page.waitForURL(/q=/)
  await v.page.getByRole('button', { name: 'Chercher autrement' }).waitFor()
  await v.page.getByRole('link', { name: 'Déclarer ma structure' }).click()
  await v.page.getByRole('heading', { level: 1, name: 'Déclarer votre structure' }).waitFor()
  expect(await v.page.locator('#fonction').inputValue()).toBe(d.fonction)
  await remplirDeclaration(v, d)
  await v.controler()
  await v.presser('Déclarer et continuer')
}
async function remplirDeclaration({ page }: Visite, d: typeof CUMPAGNIA) {
  await cocher(page.locator(`input[name=numero][value=${d.numero}]`))
  for (const champ of ['siren', 'rna', 'nom', 'commune', 'adresse'] as const) await page.locator(`#${champ}`).fill(d[champ])
  await page.locator('#type').selectOption(d.type)
  await page.locator('#departement').selectOption(d.departement)
}

test.each(modes())(
  '%s, je déclare mon association sans SIREN, je dépose, le service refuse, je corrige, il réunit, sépare, confirme',
  async (_, ...ecran) => {
    const { w } = s
    const rang = ecran[0] ? 1 : 2
    const d = { ...CUMPAGNIA, nom: `Cumpagnia di u mare ${rang}`, rna: `W2A100029${rang}` }
    const siren = ecran[0] ? '000855619' : '000411272'
    const compte = await w.compte({ nom: 'Présidente' })
    const moi = await s.entrer(compte, ...ecran)
    await declarer(moi, 'cumpagnia di u mare', d)
    await moi.page.getByRole('heading', { level: 1, name: d.nom }).waitFor()
    await moi.controler()
    await moi.lu('Déclarée', 'Vous pouvez rédiger et déposer')
    const structure = await ligneDe(w, d.nom)
    const dossier = await commencer(w, compte.cookie)
    await remplir(w, compte.cookie, dossier)
    expect((await deposer(w, compte.cookie, dossier)).status).toBe(303)

    const service = await s.entrer(
      await w.compte({ nom: 'Référente', roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] }),
      ...ecran,
    )
    await service.page.goto(paths.instruction.appartenances)
    await service.page.getByRole('link', { name: /Structures déclarées à la main/ }).click()
    await service.page
      .getByRole('link', { name: new RegExp(d.nom) })
      .first()
      .click()
    await service.page.getByRole('heading', { level: 2, name: new RegExp(d.nom) }).waitFor()
    await service.controler()
    await service.page.locator('#raison').fill('Envoyez le récépissé.')
    await service.presser('Refuser')
    await service.page.getByText('La structure n’est pas confirmée').waitFor()

    await moi.page.goto(paths.structures.voir(structure.id))
    await moi.lu('Envoyez le récépissé.')
    await moi.page.getByRole('link', { name: 'Corriger la déclaration' }).click()
    await moi.page.locator('#adresse').fill('Nouveau quai')
    await moi.controler()
    await moi.presser('Envoyer la correction')
    await moi.page.getByText('La correction est envoyée au service').waitFor()

    await auRepertoire(w, { siren, nom: d.nom.toUpperCase(), rna: d.rna, commune: 'SARTENE', code: '2A272' })
    await service.page.goto(paths.instruction.structure(structure.id))
    await service.lu('Même numéro', 'aucune règle ne change')
    await service.controler()
    await service.presser('Réunir les deux')
    await service.page
      .getByText(/Choisissez/)
      .first()
      .waitFor()
    // the page still goes to what is wrong: its radio is pressed wherever it stands
    await cocher(service.page.locator('input[name=choix-commune][value=declare]'))
    await service.presser('Réunir les deux')
    await service.page.getByText('Les deux structures sont réunies').waitFor()
    await service.controler()
    await service.presser('Séparer')
    await service.page.getByText('Les deux structures sont séparées').waitFor()
    await service.presser('Confirmer comme nouvelle')
    await service.page.getByText('La structure est confirmée').waitFor()
    await moi.page.goto(paths.structures.voir(structure.id))
    await moi.lu('L’acte et le paiement attendent le SIREN de votre structure')
    await moi.controler()
    moi.sansIncident()
    await moi.fermer()
    await service.fermer()
  },
)

test.each(modes())('%s, un syndicat tapé à la main\u00a0: un SIREN faux est dit faux, le bon passe', async (_, ...ecran) => {
  const { w } = s
  const siren = ecran[0] ? '000 744 508' : '000 522 383'
  const v = await s.entrer(await w.compte({ nom: 'Directeur' }), ...ecran)
  await declarer(v, 'refuge animalier', { ...REFUGE, siren: '000 744 509', nom: `Refuge ${siren}` })
  await v.page.getByText('Ce SIREN n’existe pas').first().waitFor()
  await v.page.locator('#siren').fill(siren)
  await v.presser('Déclarer et continuer')
  await v.page.getByRole('heading', { level: 1, name: /Refuge/ }).waitFor()
  await v.lu('Déclarée')
  await v.fermer()
})
