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
