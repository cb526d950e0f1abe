const question = (nom: string) => `«\u00a0${nom}\u00a0» n’est pas encore envoyé. Quitter la page sans lui\u00a0?`
/** One answer for a departure, whatever the number of forms and of events that it goes through. */
let accepte = false

/**
 * Whoever leaves a page with a file that is chosen and not sent is asked first: the page alone holds it. `partir`: it is on its way, or no longer. `enRoute`: the name of one that is leaving
 * by parts, from a form (`ensemble`) whose own buttons wait for it.
 */
export function garderFichier(formulaire: HTMLElement, { enRoute = (): string | undefined => undefined, ensemble = '' } = {}) {
  let parti = false
  accepte = false
  const ecoute = new AbortController()
  const { signal } = ecoute
  const choisi = () => {
    const champs = parti || accepte ? [] : [...formulaire.querySelectorAll<HTMLInputElement>('input[type=file]')]
    return champs.find(c => c.files?.length)?.files?.[0]?.name ?? (accepte ? undefined : enRoute())
  }
  const demander = (e: Event) => {
    const nom = choisi()
    if (nom === undefined) return
    accepte = window.confirm(question(nom))
    if (accepte) return
    e.preventDefault()
    e.stopImmediatePropagation()
  }
  document.addEventListener('turbo:before-visit', demander, { signal })
  document.addEventListener('submit', e => e.target !== formulaire && (e.target as Element).id !== (ensemble || undefined) && demander(e), {
    signal,
    capture: true,
  })
  window.addEventListener('beforeunload', e => choisi() !== undefined && e.preventDefault(), { signal })
  return {
    partir: (p: boolean) => {
      parti = p
    },
    lever: () => ecoute.abort(),
  }
}
