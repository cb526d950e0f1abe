/** A path of this site, and of no other: « //hôte » and « /\hôte » lead elsewhere. */
export const cheminInterne = (texte: string) => /^\/(?![/\\])[^\s\\]*$/.test(texte)

/** An address in https of a page elsewhere, as one reads it: no name or password before the host, no sign that browsers read otherwise than people. */
export function adresseHttps(texte: string): boolean {
  if (!/^https:\/\/[^\s\\/]/.test(texte) || /[\s\\]/.test(texte) || !URL.canParse(texte)) return false
  const { hostname, username, password } = new URL(texte)
  return hostname.includes('.') && !username && !password && !/^https:\/\/[^/?#]*@/.test(texte)
}
