import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite, type Personne } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** Somebody of the service who reads a cahier des charges writes its rules as sentences, at the keyboard alone, then on a telephone without script. */
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2027-01-11T10:00:00' })
  return {
    w,
    admin: await w.compte({ nom: 'Chargée de mission', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
  }
})
const { studio: p } = paths
const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')

/** Goes on from where one stands, key after key, to the field of this name. */
async function tabuler(v: Personne, champ: string, plus = 40) {
  for (let n = 0; n < plus; n++) {
    if (await v.page.locator(`[name="${champ}"]`).evaluate(e => e === document.activeElement)) return
    await v.page.keyboard.press('Tab')
  }
  throw new Error(`${champ} is not reached by the keyboard`)
}

describe.each(modes())('les règles en phrases, %s', (_, script, largeur) => {
  test('je lis les règles, je change un seuil, j’en ajoute une, je récris une formule, je dis quand une question est posée', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre, taper } = v
    await v.aller(p.accueil)
    await page.locator('[name=source]').fill(DETR.replace('detr-tarn-2018', script ? 'detr-avec' : 'detr-sans'))
    await presser('Ouvrir dans le studio')
    await lu('Le brouillon est créé.')
    const brouillon = page.url().split('?')[0]!
    await v.aller(`${brouillon}/regles`)
    await lu(
      '6 règles : 4 bloquent, 2 signalent',
      'La base éligible est d’au moins le plancher (10 000 €).',
      'Bloque le dépôt',
      'Ce que l’appel dit, ce qui est vérifié',
    )
    await v.controler()

    await suivre('Dépense minimale')
    await v.titre('Dépense minimale')
    await v.controler()
    await page.locator('[name=titre]').focus()
    await tabuler(v, 'c0.0.valeur')
    await page.keyboard.press('Home')
    await tabuler(v, 'c0.0.valeur.chiffre')
    await page.keyboard.type('beaucoup')
    await page.keyboard.press('Enter')
    await refuse('écrivez un montant, par exemple 5 000 €')
    await v.controler()
    await taper('c0.0.valeur.chiffre', '12 000')
    await page.locator('[name="c0.0.valeur.chiffre"]').press('Enter')
    await lu('Enregistré.')
    await suivre('Revenir aux règles')
    await lu('La base éligible est d’au moins 12 000 €.')

    await suivre('Le coût global est d’au moins …')
    await v.titre('Ajouter une règle')
    await v.controler()
    await taper('c0.0.valeur.chiffre', '20000')
    await page.selectOption('[name=clause]', 'Commission')
    await presser('Ajouter la règle')
    await lu('La règle est ajoutée.')
    await suivre('Revenir aux règles')
    await lu('Le coût global est d’au moins 20 000 €.', 'Le coût global : {coût global}. Il faut 20 000 € au moins.')

    await suivre('La réponse à … est …')
    await page.selectOption('[name="c0.0.question"]', 'type de structure')
    await presser('Afficher les réponses')
    await page.getByLabel('commune', { exact: true }).waitFor()
    await v.controler()
    await page.getByText('commune', { exact: true }).click()
    await page.selectOption('[name=clause]', 'L. 2334-33')
    await presser('Ajouter la règle')
    await lu('La règle est ajoutée.')

    await page.getByText('Formule', { exact: true }).first().click()
    await taper('c0.libre', "type de structure = 'commune' et population >= 2 * population sans condition")
    await presser('Enregistrer la règle')
    await lu('Enregistré.', 'Formule libre')
    await v.controler()
    await suivre('Revenir aux règles')
    await lu('Règle libre, lue ainsi')
    await v.controler()

    await v.aller(`${brouillon}/formulaire?lieu=/formulaires/0/etapes/1/questions/4`)
    await suivre('Écrire cette condition en phrase')
    await lu('est posée seulement dans ce cas')
    await v.controler()
    await presser('Retirer la condition')
    await lu('La condition est retirée.')
    await suivre('Une réponse est non')
    await page.selectOption('[name="si.0.fait"]', 'commence')
    await presser('Enregistrer la condition')
    await lu('Enregistré.')

    await v.aller(brouillon)
    await lu('Rien à corriger', 'Annuler')
    const texte = await (await page.request.get(`${brouillon}/appel.yml`)).text()
    expect(texte).toContain('si: commence = non')
    expect(texte).toContain('- formule: base éligible >= 12 000 €')
    v.sansIncident()
    await v.fermer()
  })
})
