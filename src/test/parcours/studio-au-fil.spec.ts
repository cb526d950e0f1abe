import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../paths.ts'
import { ouvrirSite } from '../site-ouvert.ts'
import { publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** A call written by two people at once, on pages that save as they type. */
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2027-01-11T10:00:00' })
  await publier(w)
  const administrateur = [{ role: 'administrateur' as const, departements: [], volets: [] }]
  return {
    w,
    moi: await w.compte({ nom: 'Chargée de mission', roles: administrateur }),
    autre: await w.compte({ nom: 'Cheffe de bureau', roles: administrateur }),
  }
})
const { studio: p } = paths
const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
/** With more clauses than boxes are shown for. */
const LONG = DETR.replace(
  /^clauses:\n/m,
  m => m + [1, 2, 3, 4, 5, 6].map(n => `  Avis ${n}: { texte: Un avis de la commission. }\n`).join(''),
)

test('à deux dans la même section\u00a0: chacune voit l’autre, ce que l’une écrit arrive chez l’autre, un même champ se choisit, et rien ne se perd quand l’onglet meurt', async () => {
  const a = await s.entrer(s.m.moi, true, 1280)
  await a.aller(p.accueil)
  await a.page.locator('[name=source]').fill(LONG)
  await a.presser('Ouvrir dans le studio')
  await a.lu('Le brouillon est créé.')
  const id = /\/studio\/([0-9a-f-]{36})/.exec(a.page.url())![1]!
  const page = p.section(id, 'bref')
  const source = async () => (await a.page.request.get(p.fichier(id))).text()
  const champ = (v: typeof a, nom: string) => v.page.locator(`[name="${nom}"]`)
  await a.aller(page)
  await a.controler()

  // typed, not sent: it is kept, and the checker reads it at once
  await champ(a, '/titre').fill('DETR du Tarn')
  await a.lu(/Enregistré à 10 h 00\./)
  await expect.poll(source).toContain('titre: DETR du Tarn\n')
  await champ(a, '/code_dossier').fill('pas un code')
  await champ(a, '/titre').focus()
  await expect.poll(() => a.page.locator('[id="/code_dossier-regle"]').textContent()).not.toBe('')
  await a.controler()
  await champ(a, '/code_dossier').fill('DETR81')
  await champ(a, '/titre').focus()
  await expect.poll(() => a.page.locator('[id="/code_dossier-regle"]').textContent()).toBe('')

  const b = await s.entrer(s.m.autre, true, 1280)
  await b.aller(page)
  await b.lu('Chargée de mission remplit aussi cette section.')
  // as when one comes back to the window: the page asks who is there
  await a.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await a.lu('Cheffe de bureau remplit aussi cette section.')
  await champ(b, '/accroche').fill('Une accroche de la cheffe')
  await champ(b, '/titre').fill('Le titre de la cheffe')
  await b.lu(/Enregistré à/)
  await expect.poll(source).toContain('titre: Le titre de la cheffe\n')

  // the page that was open before has not seen it: what it changes elsewhere is kept, the same field is a choice, the rest comes to it
  await champ(a, '/titre').fill('Mon titre')
  await a.lu(/Cheffe de bureau a modifié «\s.*\s» en même temps que vous/)
  await expect.poll(() => champ(a, '/accroche').inputValue()).toBe('Une accroche de la cheffe')
  await a.controler()
  await a.page.getByRole('button', { name: /Garder la mienne/ }).click()
  await expect.poll(source).toContain('titre: Mon titre\n')
  expect(await source()).toContain('accroche: Une accroche de la cheffe\n')

  // clauses are added one after the other from one list; the other person, who had unticked the first, takes what is saved
  const clauses = '/enveloppes/0/clauses'
  const citees = async () => parse(await source()).enveloppes[0].clauses
  const deplier = (v: typeof a) =>
    v.page
      .locator('details', { has: champ(v, clauses) })
      .locator('summary')
      .click()
  for (const v of [a, b]) await v.aller(p.section(id, 'argent'))
  for (const v of [a, b]) await deplier(v)
  await a.page.locator(`select[name="${clauses}"]`).selectOption('Avis 1')
  await expect.poll(() => a.page.locator(`select[name="${clauses}"]`).count()).toBe(2)
  await a.page.locator(`select[name="${clauses}"]`).last().selectOption('Commission')
  await expect.poll(citees).toEqual(['L. 2334-32', 'Avis 1', 'Commission'])
  await b.page.locator(`input[name="${clauses}"][value="L. 2334-32"]`).dispatchEvent('click')
  await b.lu(/Chargée de mission a modifié/)
  await b.controler()
  await b.page.getByRole('button', { name: /Prendre la sienne/ }).click()
  expect(await b.page.locator(`input[name="${clauses}"][value="L. 2334-32"]`).isChecked()).toBe(true)
  await b.page.locator(`select[name="${clauses}"]`).selectOption('Avis 2')
  await expect.poll(citees).toEqual(['L. 2334-32', 'Avis 1', 'Commission', 'Avis 2'])

  // a date that leaves no time for another empties its field and says so; what is typed there next is no conflict
  const [cloture, comite] = [champ(a, '/calendrier/vagues/0/cloture'), champ(a, '/calendrier/vagues/0/comite')]
  await cloture.fill('20/03/2018 23:59')
  await comite.focus()
  await a.lu(/Dates devenues impossibles et retirées : le relevé du 16 janvier 2018 et le comité du 19 mars 2018/)
  await expect.poll(() => comite.inputValue()).toBe('')
  await expect.poll(() => a.page.locator('#frise-d').textContent()).not.toContain('comité')
  await comite.fill('26/03/2018')
  await expect.poll(async () => parse(await source()).calendrier.vagues[0].comite).toBe('2018-03-26')
  await expect.poll(() => a.page.locator('#frise-d').textContent()).toContain('comité le')
  await a.controler()
  await a.aller(page)

  a.sansIncident()
  b.sansIncident()
  // the network is gone, the tab dies: what was typed waits on this device, and comes back
  await a.page.context().setOffline(true)
  await champ(a, '/resume').fill('Tapé sans réseau')
  await a.lu(/connexion perdue/)
  await a.page.close()
  await a.page.context().setOffline(false)
  const revenue = await a.page.context().newPage()
  await revenue.goto(page)
  await revenue.getByRole('button', { name: /Reprendre/ }).click()
  await expect.poll(async () => (await revenue.request.get(p.fichier(id))).text()).toContain('Tapé sans réseau')
  await a.fermer()
  await b.fermer()
})

test('j’écris le montant qui manquait et je presse « Enregistrer »\u00a0: la page, qui se met à jour dès que je quitte le champ, attend que j’aie pressé', async () => {
  const v = await s.entrer(s.m.moi, true, 1280)
  const { page } = v
  await v.aller(p.accueil)
  await page.locator('[name=source]').fill(DETR.replace(/(code: detr, .*?montant: )[^,]+/, '$1à fixer'))
  await v.presser('Ouvrir dans le studio')
  await v.lu('Le brouillon est créé.')
  const id = /\/studio\/([0-9a-f-]{36})/.exec(page.url())![1]!
  await v.aller(p.lieu(p.section(id, 'argent'), '/enveloppes/0'))
  await page.locator('[name="/enveloppes/0/montant"]').fill('6 000 000')
  const bouton = page.locator('main .gt-actions').getByRole('button', { name: 'Enregistrer', exact: true })
  const place = () => bouton.boundingBox()
  await bouton.scrollIntoViewIfNeeded()
  const avant = (await place())!
  const gardee = page.waitForResponse(r => r.request().method() === 'PUT')
  await page.mouse.move(avant.x + avant.width / 2, avant.y + avant.height - 3)
  await page.mouse.down()
  await (await gardee).finished()
  await page.waitForTimeout(400)
  expect(await place()).toEqual(avant)
  await page.mouse.up()
  await v.lu('Tout est enregistré.')
  v.sansIncident()
  await v.fermer()
})
