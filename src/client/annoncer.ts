/** Between what a page shows and what is said of it. */
export const APRES_MS = 400
const enAttente = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>()

/**
 * Says a phrase aloud, by a region that screen readers listen to (`role="status"`): a moment after what the page shows with it, and the last phrase alone. A
 * reader that hears of many changes at once leaves some out (Orca 48), and one that reads out what is typed is not cut short.
 */
export function annoncer(region: HTMLElement, phrase: string) {
  clearTimeout(enAttente.get(region))
  enAttente.set(
    region,
    setTimeout(() => {
      region.textContent = phrase
    }, APRES_MS),
  )
}

/** A page that came in place of this one is read from its title, as one that was gone to. */
export function commencerAuTitre() {
  const titre = document.querySelector<HTMLElement>('h1')
  if (!titre) return
  titre.tabIndex = -1
  titre.focus({ preventScroll: true })
  scrollTo(0, 0)
}
