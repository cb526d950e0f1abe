import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { REPONSES } from '../gestes-dossier.ts'
import { LARGE, ouvrirGuichet, SANS_SCRIPT, SLUG, TELEPHONE } from '../guichet-ouvert.ts'

/**
 * What the simple dossier of a village costs, from the home page to the receipt: screens, presses and fields, the mailbox and the simulator apart. Printed; the bounds are what was
 * counted, so that nothing grows unseen.
 */
const g = ouvrirGuichet()

const CAS: { nom: string; structure: string; options: BrowserContextOptions }[] = [
  { nom: 'avec JavaScript, à 1280', structure: 'Lumio', options: LARGE },
  { nom: 'avec JavaScript, à 360', structure: 'Propriano', options: TELEPHONE },
  { nom: 'sans JavaScript, à 1280', structure: 'Figari', options: { ...LARGE, javaScriptEnabled: false } },
  { nom: 'sans JavaScript, à 360', structure: 'Olmeto', options: SANS_SCRIPT },
]
const SIMULATEUR = {
  volet: 'volet_3',
  actions: 'volet_3:plus_de_canaux',
  urbanisme: 'non_concerne',
  aide: '10 000',
  part: '2 500,50',
  autres: '0',
  depense_personnel: '0',
  date_resultats: '04/04/2022',
  date_deliberation: '26/08/2021',
  partenaires: '0',
}

/** Words that stand on the page as it comes: what is folded is read by whoever opens it. */
// biome-ignore lint/performance/useDomNodeTextContent: the rendered text is what one has to read
const mots = async (page: Page) => (await page.locator('main').innerText()).split(/\s+/).filter(m => /[\p{L}\d]/u.test(m)).length

describe.each(CAS)('un dépôt, compté $nom', ({ nom, structure, options }) => {
  test('de l’accueil à l’accusé, rien n’est demandé deux fois', async () => {
    const v = await g.arriver(options)
    const { page } = v
    const script = options.javaScriptEnabled !== false
    const n = { ecrans: 1, presses: 0, choix: 0, champs: 0, motsAppel: 0, motsDepot: 0 }
    const presser = async (nom: string | RegExp, role: 'button' | 'link' = 'button') => {
      const avant = page.url()
      n.presses++
      await page.getByRole(role, { name: nom }).first().click()
      await page.waitForURL(u => u.href !== avant)
      n.ecrans++
    }
    const taper = async (champ: string, texte: string) => {
      n.champs++
      await page.locator(`[name="${champ}"]`).first().fill(texte)
    }
    /** Fills in what is empty; what is there already was said before. */
    const remplir = async (reponses: Record<string, string | string[]>) => {
      for (const [champ, valeur] of Object.entries(reponses)) {
        const champs = page.locator(`[name="${champ}"]`)
        // what an answer makes appear comes with its saving, by a script; else on the page that comes back
        if (script)
          await champs
            .first()
            .waitFor({ timeout: 8000 })
            .catch(() => undefined)
        if ((await champs.count()) === 0) continue
        const type = await champs.first().getAttribute('type')
        if (type !== 'radio' && type !== 'checkbox') {
          if ((await champs.first().inputValue()) === '') await taper(champ, String(valeur))
        } else if ((await page.locator(`[name="${champ}"]:checked`).count()) === 0) {
          n.champs++
          for (const x of [valeur].flat()) {
            n.choix++
            await page.locator(`[name="${champ}"][value="${x}"]`).press('Space')
          }
        }
      }
    }

    await page.goto(paths.accueil)
    n.presses++
    await page
      .locator(`a[href="${paths.appels.voir(SLUG)}"]`)
      .first()
      .click()
    await page.waitForURL(`**${paths.appels.voir(SLUG)}`)
    n.ecrans++
    n.motsAppel = await mots(page)
    // the simulator, apart: its result leads to the corridor
    await page.goto(`${paths.eligibilite.resultat(SLUG)}?${new URLSearchParams({ ...SIMULATEUR, structure })}`)
    await v.verifierAxe()
    await presser('Commencer un brouillon avec ces réponses', 'link')
    await v.verifierAxe()
    const courriel = `mairie-${structure.toLowerCase()}@guichet.example`
    await taper('courriel', courriel)
    n.presses++
    await page.getByRole('button', { name: 'Recevoir un code' }).click()
    await page.locator('[name="code"]').waitFor()
    n.ecrans++
    await v.verifierAxe()
    const boite = await page.context().newPage()
    await boite.goto(new URL(paths.demo.courriels, page.url()).href)
    await boite
      .getByRole('link', { name: /code pour entrer|connexion/i })
      .first()
      .click()
    await boite.getByText('écrivez ce code').waitFor()
    const code = /(\d{3})\s(\d{3})\./
      .exec((await boite.locator('main').textContent()) ?? '')!
      .slice(1)
      .join('')
    await boite.close()
    await taper('code', code)
    n.presses++
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.locator('[name="fonction"]').waitFor()
    n.ecrans++
    await v.verifierAxe()
    await taper('fonction', 'Secrétaire de mairie')
    await presser(/C’est bien ma structure/)
    const id = /dossiers\/([0-9a-f-]{36})/.exec(page.url())![1]!

    for (let etapes = 0; etapes < 12; etapes++) {
      const etape = /etapes\/(\w+)/.exec(page.url())?.[1] ?? ''
      if (etape === 'depot') break
      await remplir(REPONSES[etape] ?? {})
      if (etape === 'pieces') {
        const produire = page.getByRole('button', { name: /Le produire à partir de mon plan/ })
        if (await produire.count()) {
          n.presses++
          await produire.click()
          await page.locator('#piece-budget').getByRole('link', { name: /\.pdf/ }).first().waitFor()
        }
        for (const piece of ['deliberation']) {
          n.champs++
          const bloc = page.locator(`#piece-${piece}`)
          await bloc
            .locator('input[type=file]')
            .setInputFiles({ name: `${piece}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') })
          // with a script the file leaves when it is chosen; without, with the button that goes on
          if (!script) continue
          await page.locator(`#piece-${piece}`).getByRole('link', { name: /\.pdf/ }).first().waitFor()
        }
      }
      const avant = page.url()
      n.presses++
      await page
        .getByRole('button', { name: 'Enregistrer et continuer' })
        .or(page.getByRole('link', { name: /^Continuer/ }))
        .or(page.getByRole('button', { name: /^Continuer/ }))
        .first()
        .click()
      // without a script, what these answers have made appear is asked on the same page again
      await page.waitForURL(u => u.pathname !== new URL(avant).pathname, { timeout: script ? 30_000 : 3000 }).catch(() => undefined)
      n.ecrans++
    }
    n.motsDepot = await mots(page)
    for (const c of await page.locator('main input[type=checkbox]').all()) {
      n.choix++
      n.champs++
      await c.press('Space')
      await expect.poll(() => c.isChecked()).toBe(true)
    }
    n.presses++
    await page
      .getByRole('button', { name: /^Déposer/ })
      .first()
      .click()
    await page.waitForURL(/depose=1/)
    n.ecrans++
    process.stdout.write(
      `\n${nom} : ${n.ecrans} écrans, ${n.presses} pressions et ${n.choix} choix cochés, ${n.champs} champs ; ${n.motsAppel} mots à lire à l’appel, ${n.motsDepot} à la dernière étape (dossier ${id})\n`,
    )
    expect(n.ecrans).toBeLessThanOrEqual(12)
    expect(n.presses + n.choix).toBeLessThanOrEqual(22)
    expect(n.champs).toBeLessThanOrEqual(28)
    expect(n.motsAppel).toBeLessThanOrEqual(1224)
    expect(n.motsDepot).toBeLessThanOrEqual(671)
    v.sansIncident()
    await v.fermer()
  })
})
