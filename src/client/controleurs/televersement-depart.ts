/** Somebody who sends files, and can say that one waits for them. */
type Envoyeur = { direAttendre: () => void }
/** Those that are sending, of this page; and where to go once all is sent. */
export const enRoute = new Set<Envoyeur>()
export const suite: { adresse: string | undefined } = { adresse: undefined }
/** One has ended; says whether it was the last. */
export const fini = (t: Envoyeur) => {
  enRoute.delete(t)
  return enRoute.size === 0
}
/** Whoever leaves the page by its button while files are leaving goes once they have come. */
export function retenirLeDepart(id: string) {
  const formulaire = document.getElementById(id)
  if (!formulaire || formulaire.dataset.retenu) return
  formulaire.dataset.retenu = 'oui'
  formulaire.addEventListener('submit', e => {
    const vers = (e as SubmitEvent).submitter?.dataset.suite
    if (!vers || enRoute.size === 0) return
    e.preventDefault()
    e.stopImmediatePropagation()
    suite.adresse = vers
    for (const t of enRoute) t.direAttendre()
    formulaire.dispatchEvent(new CustomEvent('turbo:submit-end'))
  })
}
/** What photographs chosen together have in common (RFC 9562, version 4); the browser's own maker of it is kept for https. */
export function unLot() {
  const o = crypto.getRandomValues(new Uint8Array(16))
  o[6] = (o[6]! & 15) | 64
  o[8] = (o[8]! & 63) | 128
  return [...o].map((v, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + v.toString(16).padStart(2, '0')).join('')
}
