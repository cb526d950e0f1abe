type Place = { sujet: string; y: number; ou: { trouver: () => HTMLElement | null | undefined; cadre: boolean } | undefined }
let place: Place | undefined

/**
 * Where somebody is, on a page that another one is about to take the place of. `sujet`: what the page is about; `presse`: the button of the form that was sent, which
 * has lost the focus while it was disabled.
 */
export function noterPlace(sujet: string, presse?: HTMLElement | null) {
  const e = document.activeElement === document.body ? presse : document.activeElement
  place = { sujet, y: scrollY, ou: e instanceof HTMLElement ? reperer(e) : undefined }
  // for the page that comes, and no later one
  document.addEventListener('turbo:load', () => setTimeout(() => (place = undefined)), { once: true })
}
function reperer(e: HTMLElement) {
  const { id, localName, textContent } = e
  const pareil = () => [...document.querySelectorAll<HTMLElement>(localName)].find(x => x.textContent === textContent)
  return { trouver: () => (id ? document.getElementById(id) : pareil()), cadre: e.closest('nav, header, footer') !== null }
}

/**
 * The focus goes back to the same control, and the page to the same height. When it is about something else, or the control is gone, one goes on from `titre`, as at
 * a page that one went to; what stands around the subject (a list, the frame) keeps its place. Whoever had no focus has none.
 */
export function reprendrePlace(sujet: string, titre: HTMLElement | null) {
  const p = place
  place = undefined
  // an address with a place in it, or a refused form, has led somewhere already
  if (!p || document.activeElement !== document.body) return
  const meme = p.sujet === sujet
  if (p.ou) ((meme || p.ou.cadre ? p.ou.trouver() : undefined) ?? titre)?.focus({ preventScroll: true })
  if (meme) scrollTo(0, p.y)
}
