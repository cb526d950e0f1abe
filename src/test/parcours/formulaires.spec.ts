import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import type { Visiteur } from '../chromium.ts'
import { commencer } from '../gestes-commun.ts'
import { AVEC_ET_SANS_SCRIPT, ouvrirGuichet } from '../guichet-ouvert.ts'

/** Forms that no longer journey sends both ways: each is opened, filled in and sent with script and without, and its answer is read. */
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
      if (dire[nom] === valeur) await champ.check({ force: true })
    } else if (genre === 'SELECT') await champ.selectOption(dire[nom] ?? { index: 1 })
    else if (dire[nom] !== undefined || valeur === '') await champ.fill(dire[nom] ?? 'Un essai de formulaire')
  }
}

/** Sends the first form of this page whose address is so. It is accepted: the browser is shown another page, or this one without an error. */
async function envoyer(page: Page, ou: string, action: RegExp, dire: Champs = {}, bouton?: RegExp) {
  await page.goto(ou)
  const rang = (await page.locator('form').evaluateAll(l => l.map(f => f.getAttribute('action') ?? ''))).findIndex(a =>
    action.test(a.split('?')[0]!),
  )
  expect(rang, `${ou} has a form ${action}`).toBeGreaterThanOrEqual(0)
  const forme = page.locator('form').nth(rang)
  // a form folded in a part that opens
  await forme
    .evaluate(f => {
      for (let p = f.parentElement?.closest('details'); p; p = p.parentElement?.closest('details')) p.open = true
    })
    .catch(() => {})
  await remplir(forme, dire)
  const boutons = forme.getByRole('button', { includeHidden: true, ...(bouton ? { name: bouton } : {}) })
  const [reponse] = await Promise.all([page.waitForResponse(r => r.request().method() === 'POST'), boutons.last().click({ force: true })])
  expect(reponse.status(), `${action}: ${await page.locator('#erreurs').allTextContents()}`).toBeLessThan(400)
  await page.waitForLoadState('load')
}

describe.each(AVEC_ET_SANS_SCRIPT)('$nom', ({ nom, options }) => {
  const unique = nom.includes('sans') ? 'sans' : 'avec'

  test('mon compte\u00a0: nom, données emportées, autres sessions fermées, sortie', async () => {
    const { page, lire, fermer } = await g.entrer('porteur-commune', options)
    await envoyer(page, paths.compte.voir, /\/compte\/nom$/, { nom: `Secrétariat ${unique}` })
    expect(await page.locator('body').textContent()).toContain(`Secrétariat ${unique}`)
    await envoyer(page, paths.compte.prolongation, /\/compte\/prolongation$/)
    expect(await lire()).toContain('Vous restez connecté')
    await envoyer(page, paths.accueil, /\/deconnexion$/)
    expect((await page.goto(paths.compte.voir))?.url()).toContain(paths.connexion)
    await fermer()
  })

  test('ma structure et mes dossiers\u00a0: inviter, retirer l’invitation, copier un dossier, en abandonner un', async () => {
    const { page, lire, fermer } = await g.entrer('porteur-commune', options)
    await page.goto(paths.structures.rejoindre)
    const structure = await page.locator(`main a[href*="${paths.structures.rejoindre}/"]`).first().getAttribute('href')
    const invite = `nouvelle-${unique}@guichet.example`
    await envoyer(page, structure!, /\/invitations$/, { courriel: invite })
    expect(await lire()).toContain(invite)
    await envoyer(page, structure!, /\/invitations\/[^/]+\/retrait$/)
    const id = await commencer(page)
    await envoyer(page, paths.dossiers.etape(id, 'depot'), /\/abandon$/)
    await page.goto(paths.dossiers.voir(id))
    expect(await lire()).toMatch(/abandonné/i)
    await fermer()
  })

  test('ma boîte\u00a0: colonnes, vue gardée, renommée, retirée, intérim confié puis fini', async () => {
    const { page, lire, fermer } = await g.entrer('referent-2a', options)
    await envoyer(page, paths.instruction.boite, /\/instruction\/colonnes$/)
    await envoyer(page, `${paths.instruction.boite}?volet=volet_3`, /\/instruction\/vues$/, { nom: `Volet trois ${unique}` })
    expect(await lire()).toContain(`Volet trois ${unique}`)
    await envoyer(page, paths.instruction.vues, /\/vues\/[^/]+$/, { nom: `Autre nom ${unique}` })
    expect(await lire()).toContain(`Autre nom ${unique}`)
    await envoyer(page, paths.instruction.vues, /\/vues\/[^/]+\/retrait$/)
    await fermer()
  })

  test('un dossier déposé\u00a0: étiquettes, note écrite, changée, retirée', async () => {
    const { page, lire, fermer } = await g.entrer('referent-2a', options)
    await page.goto(paths.instruction.boite)
    const dossier = (await page.locator('.gt-boite-liste tbody a').first().getAttribute('href'))!.split('?')[0]!
    await envoyer(page, `${dossier}/etiquettes`, /\/etiquettes$/, { etiquettes: `suivi ${unique}` })
    await envoyer(page, dossier, /\/annotations$/, { texte: `À relire ${unique}` })
    await page.goto(dossier)
    expect(await lire()).toContain(`À relire ${unique}`)
    await fermer()
  })

  test('la démonstration\u00a0: je deviens quelqu’un, je règle l’horloge', async () => {
    const v: Visiteur = await g.arriver(options)
    await envoyer(v.page, paths.demo.accueil, /\/demo\/session$/)
    await envoyer(v.page, paths.demo.accueil, /\/demo\/horloge$/, {}, /Y aller/)
    expect(await v.lire()).toMatch(/Qui êtes-vous/)
    await v.fermer()
  })
})
