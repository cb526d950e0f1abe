type Controle = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/**
 * A person may type before the script of a page has come, and the browser puts back what it kept when one comes back: no event says so to a script
 * that was not there. Calls `faire` with the fields of `racine` that do not hold what the server wrote, if there are any, and with those that the
 * browser fills later, as the page shows. `rendus`: they may be what the browser kept.
 */
export function rattraper(racine: Element, faire: (champs: readonly Controle[], rendus: boolean) => void) {
  const vus = new Set<Controle>()
  const voir = () => {
    const champs = [...racine.querySelectorAll<Controle>('input, textarea, select')].filter(c => !vus.has(c) && aChange(c))
    for (const c of champs) vus.add(c)
    if (champs.length > 0) faire(champs, revenu())
  }
  voir()
  if (document.readyState !== 'complete') window.addEventListener('pageshow', () => racine.isConnected && voir(), { once: true })
}

const revenu = () => performance.getEntriesByType('navigation').some(n => (n as PerformanceNavigationTiming).type === 'back_forward')

function aChange(c: Controle): boolean {
  if (c instanceof HTMLTextAreaElement) return c.value !== c.defaultValue
  if (c instanceof HTMLSelectElement) {
    const ecrite = [...c.options].findLastIndex(o => o.defaultSelected)
    return c.selectedIndex !== (ecrite >= 0 ? ecrite : [...c.options].findIndex(o => !o.disabled))
  }
  if (c.type === 'radio') return c.checked && !c.defaultChecked
  if (c.type === 'checkbox') return c.checked !== c.defaultChecked
  return c.value !== telQuEcrit(c)
}

/** What the field showed at first: the browser cleans some values by itself (line breaks, a wrong date), which nobody typed. */
function telQuEcrit({ type, defaultValue }: HTMLInputElement): string {
  const neuf = document.createElement('input')
  neuf.type = type
  neuf.defaultValue = defaultValue
  return neuf.value
}
