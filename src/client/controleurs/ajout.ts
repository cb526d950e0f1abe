import { Controller } from '@hotwired/stimulus'

/** A list from which one adds: as soon as something is chosen, another like it follows, so that the next choice takes nothing away. */
export class Ajout extends Controller<HTMLElement> {
  suivre({ target }: Event) {
    const la = target as HTMLSelectElement
    const derniere = this.element.querySelector('div:last-of-type > select')
    if (la.value === '' || la !== derniere) return
    const autre = la.parentElement!.cloneNode(true) as HTMLElement
    const id = `${la.id}s`
    autre.removeAttribute('id')
    autre.querySelector('label')!.htmlFor = id
    const liste = autre.querySelector('select')!
    liste.id = id
    liste.querySelector(`option[value="${CSS.escape(la.value)}"]`)?.remove()
    liste.value = ''
    la.parentElement!.after(autre)
  }
}
