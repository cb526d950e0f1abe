const decode = (t: string) =>
  t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** What a page says, without its marks. */
export const texte = (html: string) =>
  decode(html.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,])/g, '')

/** What the form of a page sends when nothing is changed in it, as a browser would: several boxes of one name are several values. */
export function champsDe(html: string): Record<string, string | string[]> {
  const formulaires = [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(m => m[0])
  const formulaire = formulaires.find(f => f.includes('name="revision"') && !f.includes('name="ordre"')) ?? ''
  const champs: Record<string, string | string[]> = {}
  const nomDe = (attributs: string) => /name="([^"]*)"/.exec(attributs)?.[1]
  for (const [, attributs = ''] of formulaire.matchAll(/<input ([^>]*)>/g)) {
    const [nom, valeur] = [nomDe(attributs), decode(/value="([^"]*)"/.exec(attributs)?.[1] ?? '')]
    if (!nom) continue
    if (!/type="checkbox"/.test(attributs)) champs[nom] = valeur
    else if (/ checked/.test(attributs)) champs[nom] = [champs[nom] ?? [], valeur].flat()
  }
  for (const [, attributs = '', dedans = ''] of formulaire.matchAll(/<textarea ([^>]*)>([\s\S]*?)<\/textarea>/g))
    champs[nomDe(attributs)!] = decode(dedans)
  for (const [, attributs = '', dedans = ''] of formulaire.matchAll(/<select ([^>]*)>([\s\S]*?)<\/select>/g)) {
    const choisie = /<option value="([^"]*)" selected/.exec(dedans) ?? /<option value="([^"]*)"/.exec(dedans)
    const [nom, valeur] = [nomDe(attributs)!, decode(choisie?.[1] ?? '')]
    // a list that adds to boxes of the same name
    champs[nom] = nom in champs ? [champs[nom]!, valeur].flat() : valeur
  }
  return champs
}
