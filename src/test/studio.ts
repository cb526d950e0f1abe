const decode = (t: string) =>
  t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** What a page says, without its marks. */
export const texte = (html: string) =>
  decode(html.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,])/g, '')

/** What the form of a page sends when nothing is changed in it, as a browser would. */
export function champsDe(html: string): Record<string, string> {
  const formulaire = [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(m => m[0]).find(f => f.includes('name="revision"') && !f.includes('name="ordre"')) ?? ''
  const champs: Record<string, string> = {}
  for (const [, attributs] of formulaire.matchAll(/<input ([^>]*)>/g)) {
    const nom = /name="([^"]*)"/.exec(attributs!)?.[1]
    if (!nom || (/type="checkbox"/.test(attributs!) && !/ checked/.test(attributs!))) continue
    champs[nom] = decode(/value="([^"]*)"/.exec(attributs!)?.[1] ?? '')
  }
  for (const [, attributs, dedans] of formulaire.matchAll(/<textarea ([^>]*)>([\s\S]*?)<\/textarea>/g)) champs[/name="([^"]*)"/.exec(attributs!)![1]!] = decode(dedans!)
  for (const [, attributs, dedans] of formulaire.matchAll(/<select ([^>]*)>([\s\S]*?)<\/select>/g))
    champs[/name="([^"]*)"/.exec(attributs!)![1]!] = decode(/<option value="([^"]*)" selected/.exec(dedans!)?.[1] ?? /<option value="([^"]*)"/.exec(dedans!)?.[1] ?? '')
  return champs
}
