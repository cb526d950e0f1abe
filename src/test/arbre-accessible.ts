import type { Page } from 'playwright-core'

/** What a browser tells a screen reader of one thing on the page. */
export type Objet = { role: string; nom: string; valeur?: string; etats: Record<string, unknown> }

/** Asks Chromium for its accessibility tree, as assistive technologies receive it; gives those of this role, in the order of the page. */
export async function objetsAccessibles(page: Page, role: string): Promise<Objet[]> {
  const cdp = await page.context().newCDPSession(page)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  await cdp.detach()
  return nodes
    .filter(n => !n.ignored && n.role?.value === role)
    .map(n => ({
      role,
      nom: String(n.name?.value ?? ''),
      ...(n.value ? { valeur: String(n.value.value) } : {}),
      etats: Object.fromEntries(
        (n.properties ?? []).map(p => [p.name, p.value.value ?? p.value.relatedNodes?.map(r => r.idref).join(' ')]),
      ),
    }))
}

/** The one of this role whose name starts so. */
export const objetAccessible = async (page: Page, role: string, nom: string) =>
  (await objetsAccessibles(page, role)).find(o => o.nom.startsWith(nom)) ?? { role, nom: '', etats: {} }
