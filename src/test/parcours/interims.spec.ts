import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { groupesDe } from '../groupes.ts'
import { ouvrirInstruction } from '../instruits.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'

/** Somebody is away and another reads their dossiers; the account of a bulk act is put out of the way. */
const s = ouvrirSite(ouvrirInstruction)

test.each(modes())('%s, l’administratrice fait remplacer un référent, puis met fin à l’intérim', async (_, ...ecran) => {
  const { w, administratrice, ailleurs } = s.m
  // each mode has a person of its own who is away
  const [absent, nom] = ecran[0] ? [s.m.referent, 'Référent de la Corse-du-Sud'] : [s.m.collegue, 'Seconde référente de la Corse-du-Sud']
  const id = await s.m.dossier()
  const lisible = async () => (await w.get(paths.instruction.dossier(id), ailleurs.cookie)).status
  const v = await s.entrer(administratrice, ...ecran)
  const { page } = v
  await page.goto(paths.instruction.interims)
  await v.controler()
  await page.selectOption('#remplace', absent.id)
  await page.selectOption('#remplacant', ailleurs.id)
  await page.fill('#du', '28/09/2021')
  await page.fill('#au', '27/09/2021')
  await page.fill('#motif', 'Congé.')
  await v.presser('Enregistrer l’intérim')
  await page.locator('#erreurs').waitFor()
  await v.controler()
  expect([await page.inputValue('#remplace'), await page.inputValue('#motif')]).toEqual([absent.id, 'Congé.'])
  expect(await lisible()).toBe(404)
  await page.fill('#au', '08/10/2021')
  await v.presser('Enregistrer l’intérim')
  await v.attendre('L’intérim est enregistré.')
  await v.controler()
  expect(await lisible()).toBe(200)

  await v.presser(`Mettre fin : ${nom}, par Référente de la Haute-Corse`)
  await v.attendre('L’intérim a pris fin.')
  await v.controler()
  expect([await lisible(), await page.getByRole('button', { name: /^Mettre fin/ }).count()]).toEqual([404, 0])
  v.sansIncident()
  await v.fermer()
})

test.each(modes())('%s, je lis le compte rendu d’un acte groupé sur ma liste, et je le masque', async (_, ...ecran) => {
  const qui = ecran[0] ? s.m.referent : s.m.collegue
  const ids = [await s.m.dossier(), await s.m.dossier()]
  const g = groupesDe(s.m)
  await g.faire('etiqueter', { dossier: ids, ajouter: 'à revoir' }, qui)
  const v = await s.entrer(qui, ...ecran)
  const { page } = v
  await page.goto(paths.instruction.boite)
  await v.attendre('2 faits sur 2')
  await v.controler()
  await v.presser('Masquer')
  await page.getByRole('button', { name: 'Masquer' }).waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe(paths.instruction.boite)
  await page.reload()
  expect(await v.lire()).not.toContain('2 faits sur 2')
  await v.controler()
  v.sansIncident()
  await v.fermer()
})
