import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { contrastes } from './contrastes.ts'

/**
 * What axe does not look at and a machine can. Each fault starts with its criterion of the RGAA: `docs/accessibilite/rgaa.yml` names these functions.
 * All but `traverserAuClavier` run in the page; `contrastes` has a file of its own.
 */

/** The page as it stands, and as a reader changes it. At 320 pixels, where the walk comes back for what sticks out, it is not changed again. */
export async function verifierRgaa(page: Page, url = page.url()) {
  const fautes = [...(await page.evaluate(structure)), ...(await page.evaluate(agrandissement))]
  expect(fautes, `${url}\n${fautes.join('\n')}`).toEqual([])
}

/** `3.3`, in the light or the dark that the page stands in (`contrastes.ts`). */
export async function verifierContrastes(page: Page, url = page.url()) {
  const fautes = await page.evaluate(contrastes, false)
  expect(fautes, `${url}\n${fautes.join('\n')}`).toEqual([])
}

/** The same in the dark, for a page that the walk does not reach. */
export async function verifierContrastesSombres(page: Page) {
  await page.emulateMedia({ colorScheme: 'dark' })
  await verifierContrastes(page).finally(() => page.emulateMedia({ colorScheme: 'light' }))
}

/** Each kind of control of the page shows that it has the focus. */
export async function verifierFocus(page: Page) {
  const fautes = [...(await page.evaluate(focusVisible)), ...(await page.evaluate(contrastes, true))]
  expect(fautes, `${page.url()}\n${fautes.join('\n')}`).toEqual([])
}

/** With Tab alone, from the first control to the last: each is met once, in the order of the page, is seen, and one gets out (12.8, 12.9). */
export async function traverserAuClavier(page: Page) {
  const attendus = await page.evaluate(suivreFocus)
  for (let i = 0; i < attendus + 1; i++) await page.keyboard.press('Tab')
  const { rangs, caches } = await page.evaluate(() => (window as unknown as { trajet: { rangs: number[]; caches: string[] } }).trajet)
  const parcours = rangs.slice(0, attendus)
  expect(caches, `${page.url()}: what has the focus is seen`).toEqual([])
  expect(parcours, `${page.url()}: the order of tabulation is that of the page`).toEqual(parcours.toSorted((a, b) => a - b))
  expect(new Set(parcours).size, `${page.url()}: nothing keeps the focus`).toBe(attendus)
}

/** Writes down where the focus goes; gives how many controls Tab stops at (a group of radios is one). */
function suivreFocus(): number {
  const tous = [...document.querySelectorAll<HTMLElement>('*')]
  const trajet = { rangs: [] as number[], caches: [] as string[] }
  Object.assign(window, { trajet })
  document.addEventListener('focusin', ({ target }) => {
    const e = target as HTMLElement
    const { width, height } = e.getBoundingClientRect()
    if (!e.checkVisibility({ visibilityProperty: true }) || width * height === 0) trajet.caches.push(e.outerHTML.slice(0, 160))
    trajet.rangs.push(tous.indexOf(e))
  })
  ;(document.activeElement as HTMLElement | null)?.blur()
  const CHAMPS =
    'a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]'
  const groupes = new Set<string>()
  return [...document.querySelectorAll<HTMLInputElement>(CHAMPS)].filter(e => {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.tabIndex < 0 || e.closest('[inert]')) return false
    if (e.type !== 'radio') return true
    const groupe = `${e.form?.action}${e.name}`
    return !groupes.has(groupe) && groupes.add(groupe)
  }).length
}

function structure(): string[] {
  const fautes: string[] = []
  const tous = <E extends Element = HTMLElement>(s: string) => [...document.querySelectorAll<E>(s)]
  const dire = (critere: string, quoi: string, e?: Element) => fautes.push(`${critere} ${quoi}${e ? `: ${e.outerHTML.slice(0, 160)}` : ''}`)
  const texte = (e: Element | null) => (e?.textContent ?? '').replace(/\s+/g, ' ').trim()
  const visible = (e: Element) => e.checkVisibility({ visibilityProperty: true })
  const liste = (ids: string | null) => (ids ?? '').split(/\s+/).filter(Boolean)
  const existe = (ids: string | null) => liste(ids).every(id => document.getElementById(id))
  const interdire = (critere: string, quoi: string, s: string) => tous(s).forEach(e => void dire(critere, quoi, e))

  for (const svg of tous<SVGElement>('svg:not([aria-hidden=true] *, [aria-hidden=true], [role=img] *)'))
    if (!/^(img|group)$/.test(svg.getAttribute('role') ?? '') || !(svg.ariaLabel || svg.hasAttribute('aria-labelledby')))
      dire('1.2', 'a drawing is neither named nor hidden', svg)
  for (const f of tous('figure:has(figcaption)'))
    if (f.getAttribute('role') !== 'figure' || !f.ariaLabel) dire('1.9', 'a figure has no name', f)
  for (const f of tous('iframe, object, embed')) if (!f.title.trim()) dire('2.1', 'a frame has no title', f)
  interdire('4.1', 'a medium that nobody reviewed', 'video, audio, canvas, marquee, blink')
  for (const t of tous<HTMLTableElement>('table')) {
    if (!texte(t.caption)) dire('5.4', 'a table has no caption', t)
    if (!t.querySelector('th')) dire('5.6', 'a table has no header', t)
    for (const th of t.querySelectorAll('th')) if (!/^(col|row)(group)?$/.test(th.scope)) dire('5.7', 'a header has no scope', th)
  }
  for (const a of tous<HTMLAnchorElement>('a[target=_blank]')) {
    if (!/nouvelle fenêtre/.test(a.title)) dire('13.2', 'a new window is not announced', a)
    if (!a.title.includes(texte(a))) dire('6.1', 'the title of a link does not hold its words', a)
  }
  if (document.doctype?.name !== 'html' || document.compatMode !== 'CSS1Compat') dire('8.1', 'no document type')
  for (const [id, memes] of Map.groupBy(tous('[id]'), e => e.id))
    if (memes.length > 1) dire('8.2', `several elements are called ${id}`, memes[1])
  if (document.documentElement.lang !== 'fr') dire('8.3', 'the page does not say its language')
  for (const e of tous('[lang]')) if (!/^[a-z]{2,3}(-[A-Z]{2})?$/.test(e.lang)) dire('8.8', 'an unknown language', e)
  for (const e of tous('main :is(p, h1, h2, h3, h4, li):not([role=status], [aria-live], [aria-live] *, [data-compteur-target])'))
    if (!texte(e) && visible(e) && !e.querySelector('img, svg, input, button, select')) dire('8.9', 'an empty paragraph', e)
  interdire('10.1', 'presentation in the source', 'font, center, big, strike, tt, u, [align], [bgcolor], td[width], td[height]')
  for (const s of ['body > header', 'main', 'body > footer']) if (tous(s).length !== 1) dire('9.2', `${tous(s).length} ${s}`)
  interdire('9.3', 'a list holds something else', ':is(ul, ol) > :not(li, script, template)')

  for (const c of tous<HTMLInputElement>('input:not([type=hidden], [type=submit], [hidden]), select, textarea')) {
    const nomme = c.labels?.length || c.title || c.ariaLabel || c.hasAttribute('aria-labelledby')
    if (!nomme) dire('11.1', 'a field has no label', c)
    const mots = liste(c.getAttribute('aria-describedby') ?? c.closest('fieldset')?.getAttribute('aria-labelledby') ?? '')
    if (c.ariaInvalid === 'true' && !mots.some(id => texte(document.getElementById(id)).startsWith('Erreur')))
      dire('11.10', 'a refused field is not told why', c)
    if (/^(email|tel|password)$/.test(c.type) && !c.autocomplete) dire('11.13', 'a field about a person does not say what it holds', c)
  }
  for (const a of ['aria-describedby', 'aria-labelledby', 'aria-controls'])
    for (const e of tous(`[${a}]`)) if (!existe(e.getAttribute(a))) dire('11.10', `${a} leads nowhere`, e)
  for (const f of tous('fieldset'))
    if (!f.ariaLabel && !texte(f.querySelector(':scope > legend')) && !f.hasAttribute('aria-labelledby'))
      dire('11.6', 'a group has no legend', f)

  for (const s of ['#contenu', '#pied']) if (!document.querySelector(`.fr-skiplinks a[href="${s}"]`)) dire('12.7', `no quick link to ${s}`)
  for (const a of tous<HTMLAnchorElement>('.fr-skiplinks a'))
    if (!document.getElementById(decodeURIComponent(a.hash.slice(1)))) dire('12.7', 'a quick link leads nowhere', a)
  for (const e of tous('[tabindex]')) if (e.tabIndex > 0) dire('12.8', 'the order of tabulation is forced', e)
  interdire('12.10', 'a shortcut of one key', '[accesskey]')
  interdire('13.1', 'the page goes by itself', 'meta[http-equiv=refresh]')
  interdire('10.4', 'zoom is refused', 'meta[name=viewport]:is([content*=user-scalable], [content*=maximum-scale])')
  for (const a of document.getAnimations())
    if (a.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY) dire('13.8', 'something moves without end')
  return fautes
}

/** 10.4 and 10.12: text twice as large, then spaced as the criterion says: no word is cut, and spacing makes nothing stick out. */
function agrandissement(): string[] {
  const large = document.documentElement.clientWidth
  if (large <= 320) return []
  const fautes: string[] = []
  const rang = document.createRange()
  const motsDehors = (e: Element) => {
    const cadre = e.getBoundingClientRect()
    const mots = document.createTreeWalker(e, NodeFilter.SHOW_TEXT)
    while (mots.nextNode()) {
      if (!mots.currentNode.nodeValue?.trim()) continue
      rang.selectNodeContents(mots.currentNode)
      if ([...rang.getClientRects()].some(r => r.right > cadre.right + 2 || r.bottom > cadre.bottom + 2)) return true
    }
    return false
  }
  const HORS_JEU = '.fr-sr-only, svg, [aria-hidden=true], .fr-collapse:not(.fr-collapse--expanded), .fr-skiplinks'
  // one line of a row that is cut says the whole in its title, and the page that the row opens says it again (docs/adr/0050)
  const uni = (texte: string | null | undefined) => (texte ?? '').trim().replaceAll(/\s+/g, ' ')
  const entier = (e: Element) => e.hasAttribute('title') && uni(e.getAttribute('title')) === uni(e.textContent)
  const coupes = () =>
    [...document.querySelectorAll<HTMLElement>('body *')].filter(e => {
      if (entier(e)) return false
      if (e.scrollHeight <= e.clientHeight + 2 && e.scrollWidth <= e.clientWidth + 2) return false
      const s = getComputedStyle(e)
      return /hidden|clip/.test(s.overflow) && e.checkVisibility({ visibilityProperty: true }) && !e.closest(HORS_JEU) && motsDehors(e)
    })
  const avant = new Set(coupes())
  for (const [critere, css] of [
    ['10.4', 'html { font-size: 200% !important }'],
    [
      '10.12',
      '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
    ],
  ]) {
    const feuille = new CSSStyleSheet()
    feuille.replaceSync(css!)
    document.adoptedStyleSheets.push(feuille)
    const trop = document.documentElement.scrollWidth - large
    if (critere === '10.12' && trop > 0) fautes.push(`10.12 spaced text makes the page ${trop} pixels too wide`)
    for (const e of coupes()) if (!avant.has(e)) fautes.push(`${critere} words are cut: ${e.outerHTML.slice(0, 160)}`)
    document.adoptedStyleSheets.pop()
  }
  return fautes
}

/** 10.7: one control of each kind takes the focus; it, its label, or what is around it must be drawn otherwise. */
function focusVisible(): string[] {
  const fautes: string[] = []
  const dessin = (e: Element) =>
    [e, ...((e as HTMLInputElement).labels ?? []), e.parentElement!]
      .flatMap(x => [undefined, '::before', '::after'].map(p => getComputedStyle(x, p)))
      .map(s => [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join())
      .join(';')
  const sortes = new Set<string>()
  for (const e of document.querySelectorAll<HTMLInputElement>(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
  )) {
    const sorte = `${e.tagName}.${e.className}.${e.type}`
    if (sortes.has(sorte) || e.disabled || !e.checkVisibility({ visibilityProperty: true })) continue
    sortes.add(sorte)
    const sans = dessin(e)
    e.focus({ preventScroll: true })
    if (document.activeElement === e && dessin(e) === sans) fautes.push(`10.7 the focus is not seen: ${e.outerHTML.slice(0, 160)}`)
    e.blur()
  }
  return fautes
}
