import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { avecOuSansScript, ouvrirGuichet } from '../guichet-ouvert.ts'
import { cocher } from '../site-ouvert.ts'

/** Forms that no other journey sends both ways: each is opened, filled in, sent with script and without, and its answer is read. */
const g = ouvrirGuichet()

type Champs = Record<string, string>

/** Fills in what is asked and empty: a plausible answer for each kind of field; `dire` answers by name. */
async function remplir(forme: Locator, dire: Champs) {
  for (const champ of await forme.locator('input:not([type=hidden]), select, textarea').all()) {
    const { nom, genre, valeur } = await champ.evaluate(c => {
      const i = c as HTMLInputElement
      return { nom: i.name, genre: i.tagName === 'INPUT' ? i.type : i.tagName, valeur: i.value }
    })
    if (!nom || genre === 'file') continue
    if (genre === 'checkbox' || genre === 'radio') {
      if (dire[nom] === valeur) await cocher(champ)
    } else if (genre === 'SELECT') await champ.selectOption(dire[nom] ?? { index: 1 })
    else if (dire[nom] !== undefined || valeur === '') await champ.fill(dire[nom] ?? 'Un essai de formulaire')
  }
}

/** Sends the first form of this page whose address is so. It is accepted: the browser is shown another page, or this one without an error. */
async function envoyer(page: Page, ou: string, action: RegExp, dire: Champs = {}, bouton?: RegExp) {
  await page.goto(ou)
  const actions = await page.locator('form').evaluateAll(l => l.map(f => f.getAttribute('action') ?? ''))
  const adresse = actions.find(x => action.test(x.split('?')[0]!))
  expect(adresse, `${ou} has a form ${action}`).toBeDefined()
  // by its address: the design system copies forms of the header into the menu
  const forme = page.locator(`form[action="${adresse}"]`).first()
  // a form folded in a part that opens
  await forme
    .evaluate(f => {
      for (let p = f.parentElement?.closest('details'); p; p = p.parentElement?.closest('details')) p.open = true
    })
    .catch(() => {})
  await remplir(forme, dire)
  const boutons = forme.locator('button:not([type=button])')
  const presser = bouton ? boutons.filter({ hasText: bouton }).first() : boutons.last()
  const [reponse] = await Promise.all([
    page.waitForResponse(r => r.request().method() === 'POST' && action.test(new URL(r.url()).pathname)),
    // as the keyboard does: a form may stand in a part that is folded, or under what stays on the screen
    presser.evaluate(x => (x as HTMLButtonElement).click()),
  ])
  expect(reponse.status(), String(action)).toBeLessThan(400)
  // a script shows the answer in place of the page: another page asked for meanwhile would be replaced by it
  await page.locator('html[aria-busy="true"]').waitFor({ state: 'detached' })
  await page.waitForLoadState('load')
}
/** What the page then says: with a script it comes in place of the one that was sent from. */
const lu = (v: Visiteur, mot: string | RegExp) => expect.poll(v.lire).toMatch(mot)

describe.each(avecOuSansScript())('$nom', ({ nom, options }) => {
  const unique = nom.includes('sans') ? 'sans' : 'avec'

  test('mon compte\u00a0: mon nom, ma session prolongée, ma sortie', async () => {
    const v = await g.entrer('porteur-commune', options)
    await envoyer(v.page, paths.compte.voir, /\/compte\/nom$/, { nom: `Secrétariat ${unique}` })
    await expect.poll(() => v.page.locator(`input[value="Secrétariat ${unique}"]`).count()).toBeGreaterThan(0)
    await envoyer(v.page, paths.compte.prolongation, /\/compte\/prolongation$/)
    await lu(v, /Vous restez connecté/)
    await envoyer(v.page, paths.accueil, /\/deconnexion$/)
    await v.page.waitForTimeout(300)
    expect((await v.page.goto(paths.compte.voir))?.url()).toContain(paths.connexion)
    await v.fermer()
  })

  test('ma structure\u00a0: inviter une personne, retirer l’invitation', async () => {
    const v = await g.entrer('porteur-commune', options)
    const { page } = v
    await page.goto(paths.structures.rejoindre)
    const structure = (await page.locator(`main a[href*="${paths.structures.rejoindre}/"]`).first().getAttribute('href'))!
    const invite = `nouvelle-${unique}@guichet.example`
    await envoyer(page, structure, /\/invitations$/, { courriel: invite })
    await lu(v, invite)
    await envoyer(page, structure, /\/invitations\/[^/]+\/retrait$/)
    await lu(v, new RegExp(`^(?!.*${invite})`))
    await v.fermer()
  })

  test('ma boîte\u00a0: colonnes, vue gardée, renommée, retirée', async () => {
    const v = await g.entrer('referent-2a', options)
    const { page } = v
    await envoyer(page, paths.instruction.boite, /\/instruction\/colonnes$/)
    await page.waitForURL(`**${paths.instruction.boite}*`)
    await envoyer(page, `${paths.instruction.vues}?requete=volet%3Dvolet_3`, /\/instruction\/vues$/, { nom: `Volet trois ${unique}` })
    await lu(v, `Volet trois ${unique}`)
    await envoyer(page, paths.instruction.vues, /\/vues\/[^/]+$/, { nom: `Autre nom ${unique}` })
    await lu(v, `Autre nom ${unique}`)
    await envoyer(page, paths.instruction.vues, /\/vues\/[^/]+\/retrait$/)
    await lu(v, new RegExp(`^(?!.*Autre nom ${unique})`))
    await v.fermer()
  })

  test('un dossier déposé\u00a0: étiquettes, note écrite', async () => {
    const v = await g.entrer('referent-2a', options)
    const { page } = v
    await page.goto(paths.instruction.boite)
    const dossier = (await page.locator('.gt-boite-liste tbody a').first().getAttribute('href'))!.split('?')[0]!
    await envoyer(page, `${dossier}/etiquettes`, /\/etiquettes$/, { nouvelles: `suivi ${unique}` })
    await lu(v, new RegExp(`suivi ${unique}`))
    await envoyer(page, dossier, /\/annotations$/, { note: `À relire ${unique}` })
    await lu(v, `À relire ${unique}`)
    await v.fermer()
  })

  test('la démonstration\u00a0: je deviens quelqu’un, je règle l’horloge', async () => {
    const v = await g.arriver(options)
    await envoyer(v.page, paths.demo.accueil, /\/demo\/session$/)
    await expect.poll(() => v.page.locator('form[action="/deconnexion"]').count()).toBeGreaterThan(0)
    await envoyer(v.page, paths.demo.accueil, /\/demo\/horloge$/, {}, /Y aller/)
    await lu(v, /Qui êtes-vous/)
    await v.fermer()
  })
})
