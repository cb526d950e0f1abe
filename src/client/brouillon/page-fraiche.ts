import { morphElements } from '@hotwired/turbo'

const PLACE = '.gt-atelier, .gt-bilan__grille, .gt-studio, .gt-analyse'
/** Scripts of the page hold these: what is open stays open, a bar of progress goes on, a counter counts. */
const A_EUX =
  '[data-controller~="televersement"], [data-controller~="reprise"], [data-compteur-target], [data-enregistrement-target], [data-tableau-target]'
const ATTRIBUTS_A_EUX = /^(open|aria-expanded|aria-disabled|data-fr-js-.*)$/

document.addEventListener('turbo:before-morph-attribute', e => {
  if (ATTRIBUTS_A_EUX.test((e as CustomEvent<{ attributeName: string }>).detail.attributeName)) e.preventDefault()
})

/** The page as the server shows it now; `undefined` when it cannot be had. */
export async function lirePage(url: string): Promise<Element | undefined> {
  try {
    const r = await fetch(url, { headers: { accept: 'text/html' } })
    if (!r.ok || r.redirected) return undefined
    return new DOMParser().parseFromString(await r.text(), 'text/html').querySelector(PLACE) ?? undefined
  } catch {
    return undefined
  }
}

/**
 * Brings the steps, the fields and the rules of this page to what `fraiche` shows, without leaving it: nodes stay, and so do the place, the focus and
 * the fields that `retenus` names.
 */
export function rafraichir(fraiche: Element, retenus: ReadonlySet<string>) {
  const ici = document.querySelector(PLACE)
  if (!ici) return
  // a summary of errors takes the focus when it appears: only a form that was sent shows one
  if (!ici.querySelector('#erreurs')) fraiche.querySelector('#erreurs')?.remove()
  // the title of a page that shows its errors begins with them
  else document.title = fraiche.ownerDocument.title
  const garder = (n: Element) =>
    n.matches(A_EUX) || (n instanceof HTMLElement && 'name' in n && (retenus.has(String(n.name)) || String(n.name) === '_page'))
  // two versions that wait for a choice are of this page alone
  const aChoisir = (n: Element) => n.matches('[data-conflit], tr:has([data-conflit])')
  morphElements(ici, fraiche, { callbacks: { beforeNodeMorphed: (n, nouveau) => (nouveau ? !garder(n) : !aChoisir(n)) } })
}
