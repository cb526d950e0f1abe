import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { avecInvestissements } from '../appels/investissements.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { commencer, publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** The investments of a plan: their questions, their ranks, two people at once, an import with a wrong line. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w, avecInvestissements)
  return { w, porteur: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }) }
})
/** Where screenshots go, when somebody wants to look (`CAPTURES=/tmp/x`). */
const CAPTURES = process.env.CAPTURES
const TABLEAU = [
  'Rang\tDépense\tNature\tMontant HT\tHeures gagnées par mois\tUsage\tLieux\tPourquoi ce rang',
  '2\tFormation\tprestation\t4 000\t4\tBureau\t\t',
  '1\tPortail des familles\tprestation\t6 000\t12\tAccueil\tMairie ; École\tLe plus attendu.',
  '3\tBorne\tprestation\t2 500,50\tbeaucoup\tAccueil\t\t',
].join('\n')

describe.each(modes())('les investissements du plan, %s', (_, script, largeur) => {
  test('j’importe mes lignes, je vois celle qui est fausse ; je réponds sous chaque ligne, je change les rangs', async () => {
    const id = await commencer(s.w, s.m.porteur.cookie)
    const v = await s.entrer(s.m.porteur, script, largeur)
    const { page } = v
    const capturer = async (nom: string) => {
      if (!CAPTURES) return
      mkdirSync(CAPTURES, { recursive: true })
      await page.screenshot({ path: `${CAPTURES}/${nom}-${largeur}.png`, fullPage: true })
    }
    await v.aller(paths.dossiers.importPlan(id))
    await v.taper('texte', TABLEAU)
    await v.presser('Lire ce tableau')
    await v.refuse('2 lignes prêtes, 1 à corriger', 'Heures gagnées par mois', 'n’est pas un nombre entier')
    await v.controler()
    await capturer('import')
    await v.presser(/^Importer les lignes justes/)
    await v.lu('2 lignes importées', 'Revenir au tableau d’avant', 'le rang 1 passe d’abord')
    const noms = () => page.locator('[data-depense] input[name$=".libelle"]').evaluateAll(xs => xs.map(x => (x as HTMLInputElement).value))
    expect(await noms()).toEqual(['Portail des familles', 'Formation'])
    await v.lu(/Part aidée\s*:?\s*3\s000\s€/)
    await v.controler()
    await capturer('plan')
    // an answered line is one row; opened, its questions are fields that one sees and fills
    const gain = page.locator('input[name$=".gain"]').first()
    expect(await gain.isVisible()).toBe(false)
    await page.getByText(/^Questions du rang\s1/).click()
    expect(await gain.isVisible()).toBe(true)
    await gain.fill('14')
    await v.controler()
    await capturer('ouverte')
    await v.presser(/^Monter\s*:\s*Formation/)
    await expect.poll(noms).toEqual(['Formation', 'Portail des familles'])
    // the focus follows the line: there is no way up from the first rank, so it is on its name
    if (script) await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('Formation')
    // somebody else moves a line meanwhile: the next press moves nothing, and says so
    const autre = await s.w.compte({ nom: 'Adjointe de Vico', structures: ['Vico'] })
    const sienne = await (await s.w.get(paths.dossiers.etape(id, 'plan'), autre.cookie)).text()
    const geste = /value="(descendre:depenses:[a-z0-9]{8}:[a-z0-9]+)"(?![^>]*disabled)/.exec(sienne)![1]!
    expect((await s.w.post(paths.dossiers.etape(id, 'plan'), { _geste: geste }, autre.cookie)).status).toBe(303)
    expect(await page.locator('input[name$=".gain"]').nth(1).inputValue()).toBe('14')
    await v.presser(/^Monter\s*:\s*Portail/)
    await v.lu('L’ordre a changé pendant que vous regardiez')
    await expect.poll(noms).toEqual(['Portail des familles', 'Formation'])
    await capturer('deux')
    await v.fermer()
    v.sansIncident()
  })
})

test('imprimé et en sombre, le plan garde ses lignes, leurs questions et leurs rangs', async () => {
  const id = await commencer(s.w, s.m.porteur.cookie)
  const lignes = ['portail1', 'formati2'].flatMap((l, i): [string, string][] => [
    [`depenses.${l}.libelle`, ['Portail des familles', 'Formation'][i]!],
    [`depenses.${l}.nature`, 'prestation'],
    [`depenses.${l}.ht`, '4 000'],
    [`depenses.${l}.gain`, '12'],
    [`depenses.${l}.usage`, 'accueil'],
  ])
  const gestes = ['ajouter:depenses:portail1', 'ajouter:depenses:formati2']
  await s.w.post(paths.dossiers.etape(id, 'plan'), { ...Object.fromEntries(lignes), _geste: gestes }, s.m.porteur.cookie)
  const v = await s.entrer(s.m.porteur, true, 1280, { colorScheme: 'dark' })
  await v.aller(paths.dossiers.etape(id, 'plan'))
  await v.lu('Dépenses', 'Heures gagnées par mois')
  await v.controler()
  if (CAPTURES) await v.page.screenshot({ path: `${CAPTURES}/plan-sombre.png`, fullPage: true })
  await v.page.emulateMedia({ media: 'print', colorScheme: 'light' })
  if (CAPTURES) await v.page.screenshot({ path: `${CAPTURES}/plan-imprime.png`, fullPage: true })
  expect(await v.page.locator('[data-depense]').first().isVisible()).toBe(true)
  await v.fermer()
  v.sansIncident()
})
