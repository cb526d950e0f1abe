import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { analyser, ligneDe, ouvrirInstruction } from '../instruits.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** Where a dossier goes after its instruction, and back: the comité, or irrecevable. */
const s = ouvrirSite(ouvrirInstruction)
const i = paths.instruction

test.each(modes())(
  '%s, j’enregistre mon analyse, le dossier passe au comité quand tout est réglé, puis il en revient',
  async (_, ...ecran) => {
    const { w, referent, administratrice } = s.m
    const id = await s.m.dossier()
    const v = await s.entrer(referent, ...ecran)
    const { page } = v
    await page.goto(i.analyse(id))
    await page.fill('#points_forts', 'Un seul guichet')
    await cocher(page.locator('[name=avis]').first())
    await v.presser('Enregistrer')
    await v.attendre('La fiche est enregistrée.')
    expect(await page.inputValue('#points_forts')).toBe('Un seul guichet')
    await v.controler()

    await page.goto(i.dossier(id))
    await page.getByRole('link', { name: 'Passer au comité…', exact: true }).click()
    await page.getByRole('heading', { level: 2, name: 'Passer au comité' }).waitFor()
    await v.presser('Passer au comité')
    await v.attendre('Le dossier n’est pas passé au comité')
    expect(await v.lire()).toContain('La fiche d’analyse n’est pas terminée.')
    await v.controler()
    expect((await analyser(s.m, id)).status).toBe(303)
    await page.goto(i.comite(id))
    await v.attendre('Toutes les règles sont tranchées')
    await v.controler()
    await v.presser('Passer au comité')
    await v.attendre('Le dossier est au comité.')
    expect((await ligneDe(w, id)).etat).toBe('au_comite')
    await v.controler()

    const a = await s.entrer(administratrice, ...ecran)
    await a.page.goto(i.dossier(id))
    await a.page.getByRole('link', { name: 'Renvoyer en instruction…', exact: true }).click()
    await a.page.getByRole('heading', { level: 2, name: 'Renvoyer en instruction' }).waitFor()
    await a.presser('Renvoyer en instruction')
    await a.page.locator('#erreurs').waitFor()
    await a.controler()
    await a.page.fill('#raison', 'Une pièce à revoir.')
    await a.presser('Renvoyer en instruction')
    await a.attendre('Le dossier est de nouveau en instruction.')
    expect((await ligneDe(w, id)).etat).toBe('en_instruction')
    expect(await a.lire()).toContain('Une pièce à revoir.')
    for (const p of [v, a]) {
      p.sansIncident()
      await p.fermer()
    }
  },
)

test.each(modes())('%s, je déclare un dossier irrecevable, le porteur le lit, puis j’y reviens', async (_, ...ecran) => {
  const { w, referent, porteur } = s.m
  const id = await s.m.dossier()
  const RAISON = 'La structure ne peut pas candidater seule.'
  await w.post(i.verdict(id, 'porteur'), { resultat: 'non_respectee', raison: 'Vu avec le service juridique.', vu: '' }, referent.cookie)
  const v = await s.entrer(referent, ...ecran)
  const { page } = v
  await page.goto(i.dossier(id))
  await page.getByRole('link', { name: 'Déclarer irrecevable…', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: 'Déclarer irrecevable' }).waitFor()
  expect(await page.locator('[name=regles]:checked').evaluateAll(l => l.map(c => (c as HTMLInputElement).value))).toEqual(['porteur'])
  await v.presser('Déclarer irrecevable')
  await page.locator('#erreurs').waitFor()
  await v.controler()
  await page.fill('#raison', RAISON)
  await v.presser('Déclarer irrecevable')
  await v.attendre('Le dossier est irrecevable. Chaque membre')
  await v.controler()
  expect((await ligneDe(w, id)).etat).toBe('irrecevable')
  expect((await page.request.get(i.lettre(id))).headers()['content-type']).toBe('application/pdf')

  const p = await s.entrer(porteur, ...ecran)
  await p.page.goto(paths.dossiers.voir(id))
  await p.page.getByRole('heading', { level: 1, name: 'Dossier irrecevable' }).waitFor()
  expect(await p.lire()).toContain(RAISON)
  await p.controler()

  await page.getByRole('link', { name: 'Revenir en instruction…', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: 'Revenir en instruction' }).waitFor()
  await v.controler()
  await page.fill('#raison', 'La délibération a été produite.')
  await v.presser('Revenir en instruction')
  await v.attendre('Le dossier est de nouveau en instruction.')
  expect((await ligneDe(w, id)).etat).toBe('en_instruction')
  await p.page.goto(paths.dossiers.voir(id))
  expect(await p.lire()).not.toContain(RAISON)
  for (const x of [v, p]) {
    x.sansIncident()
    await x.fermer()
  }
})
