/** What is read of a page to act on it as a person does: each of these is played in the browser, and knows nothing outside itself. */

/** In the window, and under nothing that stays over the page: the bar of what is saved, at its foot. */
export function enVue(e: Element) {
  const { top, bottom } = e.getBoundingClientRect()
  const { x, y, width, height } = e.getClientRects()[0]!
  return top >= 0 && bottom <= window.innerHeight && e.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}
/** In its first line, when it takes several. */
export function milieu(e: Element) {
  const { x, y, width, height } = e.getClientRects()[0]!
  return { x: x + width / 2, y: y + height / 2 }
}

/** Which option of a list begins with this. */
export function rangDe(e: Element, option: string) {
  const rang = [...(e as HTMLSelectElement).options].findIndex(o => o.label.replaceAll('\u00a0', ' ').trim().startsWith(option))
  if (rang < 0) throw new Error(`no option « ${option} » among ${[...(e as HTMLSelectElement).options].map(o => o.label).join(' | ')}`)
  return rang
}

/** Where Tab enters the group of a radio, and how many arrows lead from there. */
export function entreeDuGroupe(e: Element) {
  if (!(e instanceof HTMLInputElement) || e.type !== 'radio') return undefined
  const groupe = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(r => r.name === e.name && r.form === e.form)
  const entree = groupe.find(r => r.checked) ?? groupe[0]!
  return { id: entree.id, pas: groupe.indexOf(e) - groupe.indexOf(entree) }
}

/**
 * How many times Tab, or Shift-Tab under zero, lead there from where the focus is; `saut`: how many lead to a link of the page to one of its places (a skip link, above all) by which one
 * arrives with fewer keys.
 */
export function itineraire(e: Element, sansSaut: boolean): { pas: number; saut?: number } {
  const entre = (x: HTMLElement) => {
    if (!(x instanceof HTMLInputElement) || x.type !== 'radio') return true
    const groupe = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(r => r.name === x.name && r.form === x.form)
    return x === (groupe.find(r => r.checked) ?? groupe[0])
  }
  const arrets = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    x => x.tabIndex >= 0 && !x.matches(':disabled') && x.checkVisibility({ visibilityProperty: true }) && entre(x),
  )
  const pasEntre = (de: Element | null, vers: Element) => {
    const rang = arrets.indexOf(vers as HTMLElement)
    if (!de || de === document.body) return rang + 1
    const ici = arrets.indexOf(de as HTMLElement)
    if (ici >= 0) return rang - ici
    const apres = arrets.findIndex(x => de.compareDocumentPosition(x) & Node.DOCUMENT_POSITION_FOLLOWING)
    const suivant = apres < 0 ? arrets.length : apres
    return rang >= suivant ? rang - suivant + 1 : rang - suivant
  }
  const frappes = (pas: number) => (pas < 0 ? -2 * pas : pas)
  const ici = document.activeElement === document.body ? document.querySelector(':target') : document.activeElement
  const pas = pasEntre(ici, e)
  if (sansSaut) return { pas }
  const sauts = arrets.flatMap(x => {
    const place = x instanceof HTMLAnchorElement && x.getAttribute('href')!.startsWith('#') && document.getElementById(x.hash.slice(1))
    if (!place) return []
    const saut = pasEntre(ici, x)
    return [{ saut, en: frappes(saut) + 1 + frappes(pasEntre(place, e)) }]
  })
  const meilleur = sauts.toSorted((a, b) => a.en - b.en)[0]
  return meilleur && meilleur.en < frappes(pas) ? { pas, saut: meilleur.saut } : { pas }
}
