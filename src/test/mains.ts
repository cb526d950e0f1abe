import type { Locator, Page } from 'playwright-core'
import { entreeDuGroupe, enVue, itineraire, milieu, rangDe } from './dans-la-page.ts'
import { type Compte, frappesDe } from './klm.ts'

/** What a person does on a page, each act counted: with the keyboard alone, or with the mouse for all but what is typed. A name is the beginning of what the page says. */
export type Mains = {
  page: Page
  compte: Compte
  /** Puts this in a field, in place of what it holds. */
  ecrire: (champ: Nom, texte: string) => Promise<void>
  /** Goes on writing where one is. */
  taper: (texte: string) => Promise<void>
  /** Chooses in a list, by the beginning of an option. */
  choisir: (champ: Nom, option: string) => Promise<void>
  cocher: (nom: Nom) => Promise<void>
  /** Presses a button, follows a link: the next page has come. */
  presser: (bouton: Nom) => Promise<void>
  suivre: (lien: Nom) => Promise<void>
  /** Enter in the field where one is. */
  entrer: () => Promise<void>
  /** Puts a word of the palette where the caret is. */
  mot: (nom: Nom) => Promise<void>
  deplier: (nom: Nom) => Promise<void>
}
export type Nom = string | RegExp
type Genre = 'textbox' | 'combobox' | 'radio' | 'checkbox' | 'button' | 'link'

const debut = (nom: Nom) =>
  typeof nom === 'string' ? new RegExp(`^${nom.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')}(?![\\p{L}\\d])`, 'u') : nom
/** What has this name and Tab reaches: not the button that Enter alone presses. */
const un = (page: Page, genre: Genre, nom: Nom) =>
  page
    .getByRole(genre, { name: debut(nom) })
    .and(page.locator(':not([tabindex="-1"])'))
    .first()

/** Waits for the page that an act brings, and counts the time that it takes. */
async function apresPage({ page, compte }: { page: Page; compte: Compte }, acte: () => Promise<void>) {
  await page.evaluate(() => Object.assign(window, { avant: document.body }))
  const debut = performance.now()
  await acte()
  await page.waitForFunction(
    () =>
      (window as { avant?: unknown }).avant !== document.body &&
      document.readyState === 'complete' &&
      !document.documentElement.hasAttribute('aria-busy'),
  )
  compte.attendre(performance.now() - debut)
  // the focus goes where it must after the page is drawn
  await page.evaluate(() => new Promise(fin => requestAnimationFrame(() => requestAnimationFrame(fin))))
}

/** The keyboard alone: from where the focus is, by Tab or Shift-Tab or a link of the page to one of its places, whichever is the shortest. */
export function auClavier(page: Page, compte: Compte): Mains {
  const touche = async (nom: string, frappes = 1) => {
    await page.keyboard.press(nom)
    compte.frapper(frappes)
  }
  async function tabuler(pas: number) {
    for (let i = 0; i < Math.abs(pas); i++) await touche(pas > 0 ? 'Tab' : 'Shift+Tab', pas > 0 ? 1 : 2)
  }
  async function atteindre(vers: Locator) {
    await vers.waitFor({ state: 'attached' })
    compte.decider()
    const { saut, pas } = await vers.evaluate(itineraire, false)
    if (saut !== undefined) {
      await tabuler(saut)
      await touche('Enter')
    }
    await tabuler(saut === undefined ? pas : (await vers.evaluate(itineraire, true)).pas)
    // what was counted is a guess of the browser's own order: the last steps are seen
    for (let i = 0; i < 4; i++) {
      if (await vers.evaluate(e => e === document.activeElement)) return
      await touche('Tab')
    }
    const la = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    throw new Error(`${vers} is not reached by the keyboard: ${la}`)
  }
  const taper = async (texte: string) => {
    await page.keyboard.type(texte)
    compte.frapper(frappesDe(texte))
  }
  return {
    page,
    compte,
    taper,
    ecrire: async (champ, texte) => {
      const la = un(page, 'textbox', champ)
      await atteindre(la)
      if (await la.evaluate(e => e instanceof HTMLTextAreaElement && e.value !== '')) await touche('Control+a', 2)
      if (texte === '') await touche('Delete')
      await taper(texte)
    },
    choisir: async (champ, option) => {
      const la = un(page, 'combobox', champ)
      await atteindre(la)
      const rang = await la.evaluate(rangDe, option)
      const ici = () => la.evaluate(e => (e as HTMLSelectElement).selectedIndex)
      for (const signe of option) {
        if ((await ici()) === rang) return
        // the browser of the tests has no keyboard with accents: it would write in the field before
        if (!/[ -~]/.test(signe)) break
        await taper(signe)
      }
      for (let n = 0; n < 60 && (await ici()) !== rang; n++) await touche((await ici()) < rang ? 'ArrowDown' : 'ArrowUp')
    },
    cocher: async nom => {
      const la = page
        .getByRole('radio', { name: debut(nom) })
        .or(page.getByRole('checkbox', { name: debut(nom) }))
        .first()
      const entree = await la.evaluate(entreeDuGroupe)
      if (!entree) {
        await atteindre(la)
        return touche('Space')
      }
      await atteindre(page.locator(`[id="${entree.id}"]`))
      if (entree.pas === 0) return touche('Space')
      for (let i = 0; i < Math.abs(entree.pas); i++) await touche(entree.pas > 0 ? 'ArrowDown' : 'ArrowUp')
    },
    presser: async bouton => {
      await atteindre(un(page, 'button', bouton))
      await apresPage({ page, compte }, () => touche('Enter'))
    },
    suivre: async lien => {
      await atteindre(un(page, 'link', lien))
      await apresPage({ page, compte }, () => touche('Enter'))
    },
    entrer: () => apresPage({ page, compte }, () => touche('Enter')),
    mot: async nom => {
      await atteindre(un(page, 'button', nom))
      await touche('Enter')
    },
    deplier: async nom => {
      await atteindre(
        page
          .locator('summary')
          .filter({ hasText: debut(nom) })
          .first(),
      )
      await touche('Enter')
    },
  }
}

/** The mouse for all but what is typed. The list of a browser is no page: what it takes to choose there is counted, two clicks. */
export function aLaSouris(page: Page, compte: Compte): Mains {
  async function cliquer(vers: Locator) {
    compte.decider()
    await vers.waitFor()
    // out of sight, or under what stays over the page, one turns to it first, the wheel under the finger
    if (!(await vers.evaluate(enVue))) {
      compte.pointer()
      await vers.evaluate(e => e.scrollIntoView({ block: 'center' }))
    }
    const { x, y } = await vers.evaluate(milieu)
    await page.mouse.click(x, y)
    compte.cliquer()
  }
  const taper = async (texte: string) => {
    await page.keyboard.type(texte)
    compte.frapper(frappesDe(texte))
  }
  /** Its box is not drawn. */
  const etiquette = (e: Locator) => e.locator('xpath=..').locator('label').first()
  return {
    page,
    compte,
    taper,
    ecrire: async (champ, texte) => {
      const la = un(page, 'textbox', champ)
      await cliquer(la)
      // a remark that goes once it is answered moves the page under the hand: one presses again, and it counts
      if (!(await la.evaluate(e => e === document.activeElement))) await cliquer(la)
      if ((await la.inputValue()) !== '') {
        await page.keyboard.press('Control+a')
        compte.frapper(2)
      }
      if (texte === '') await page.keyboard.press('Delete')
      await taper(texte)
    },
    choisir: async (champ, option) => {
      const la = un(page, 'combobox', champ)
      const rang = await la.evaluate(rangDe, option)
      compte.decider()
      compte.cliquer()
      compte.cliquer()
      await la.selectOption({ index: rang })
    },
    cocher: async nom =>
      cliquer(
        etiquette(
          page
            .getByRole('radio', { name: debut(nom) })
            .or(page.getByRole('checkbox', { name: debut(nom) }))
            .first(),
        ),
      ),
    presser: async bouton => apresPage({ page, compte }, () => cliquer(un(page, 'button', bouton))),
    suivre: async lien => apresPage({ page, compte }, () => cliquer(un(page, 'link', lien))),
    entrer: () =>
      apresPage({ page, compte }, async () => {
        await page.keyboard.press('Enter')
        compte.frapper(1)
      }),
    mot: nom => cliquer(un(page, 'button', nom)),
    deplier: nom =>
      cliquer(
        page
          .locator('summary')
          .filter({ hasText: debut(nom) })
          .first(),
      ),
  }
}
