type Place = { sujet: string; y: number; ou: Ou | undefined; ouverts: readonly string[] }
type Ou = { trouver: () => HTMLElement | null | undefined; cadre: boolean }
let place: Place | undefined

/**
 * Where somebody is, on a page that another one is about to take the place of. `sujet`: what the page is about; `presse`: the button of the form that was sent, which
 * has lost the focus while it was disabled; `va`: they have pressed a link, and go to what it leads to.
 */
export function noterPlace(sujet: string, { presse, va = false }: { presse?: HTMLElement | null | undefined; va?: boolean } = {}) {
  const e = document.activeElement === document.body ? presse : document.activeElement
  const ou = e instanceof HTMLElement ? reperer(e) : undefined
  // what an act was opened for is done with
  const ouverts = presse ? [] : [...document.querySelectorAll<HTMLDetailsElement>('main details[open]')].map(nomDe)
  place = { sujet, y: scrollY, ou: ou && { ...ou, cadre: ou.cadre && !va }, ouverts }
  // for the page that comes, and no later one
  document.addEventListener('turbo:load', () => setTimeout(() => (place = undefined)), { once: true })
}
function reperer(e: HTMLElement): Ou {
  const { id, localName, textContent } = e
  const pareil = () => [...document.querySelectorAll<HTMLElement>(localName)].find(x => x.textContent === textContent)
  return { trouver: () => (id ? document.getElementById(id) : pareil()), cadre: e.closest('nav, header, footer') !== null }
}
const nomDe = (d: HTMLDetailsElement) => d.querySelector('summary')?.textContent ?? ''

/**
 * The focus goes back to the same control, and the page to the same height. When it is about something else, or the control is gone, one goes on from `titre`, as at
 * a page that one went to; what stands around the subject (a list, the frame) keeps its place. Whoever had no focus has none.
 */
export function reprendrePlace(sujet: string, titre: HTMLElement | null) {
  const p = place
  place = undefined
  if (!p) return
  const meme = p.sujet === sujet
  if (meme) for (const d of document.querySelectorAll<HTMLDetailsElement>('main details')) d.open ||= p.ouverts.includes(nomDe(d))
  // an address with a place in it, or a refused form, has led somewhere already
  if (document.activeElement !== document.body) return
  const ici = p.ou && (((meme || p.ou.cadre) && p.ou.trouver()) || titre)
  ici?.focus({ preventScroll: true })
  if (meme) scrollTo(0, p.y)
  // it may have gone further than the screen, as a line that is put at the end
  if (ici) enVue(ici)
}
function enVue(e: HTMLElement) {
  const { top, bottom } = e.getBoundingClientRect()
  if (top < 0 || bottom > innerHeight) e.scrollIntoView({ block: 'center' })
}
