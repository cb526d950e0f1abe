/** What the page of a publication asks, with this reason everywhere: the body of its form. */
export function accordDe(html: string, raison = 'Lu et accepté par le service.'): Record<string, string> {
  const vues = /name="vues" value="([^"]*)"/.exec(html)?.[1] ?? ''
  return { vues, ...Object.fromEntries([...html.matchAll(/name="(raison-[^"]+)"/g)].map(m => [m[1]!, raison])) }
}
