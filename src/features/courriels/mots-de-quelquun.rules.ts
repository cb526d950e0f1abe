/** A name as it may stand in a mail: letters and the signs of names. No address, no link, no figure: « appelez le 06… » is no name. */
const NOM = /^[\p{L}\p{M}'’.\- ]+$/u
const LIEN = /www\.|\p{L}{2,}\.\p{L}{2,}/iu
export const NOM_MAX = 60
export const estUnNom = (nom: string) => nom.length <= NOM_MAX && NOM.test(nom) && !LIEN.test(nom)

/**
 * Who writes, in a mail to somebody who may not know them: a name is what the person says, their address is what we have checked. A name from before this rule, or from
 * elsewhere, that is no name is left out.
 */
export const personneEnCourriel = ({ nom, courriel }: { nom: string; courriel: string }) =>
  estUnNom(nom)
    ? `une personne qui dit s’appeler «\u00a0${nom}\u00a0» et qui écrit de ${courriel}`
    : `une personne qui écrit de ${courriel}`

const MOTS_MAX = 120
/**
 * Words that somebody typed (title, role, reason), in a mail that leaves at their will: on one line, short, without address, link or telephone number. What is taken out
 * shows as « […] ».
 */
export function motsEnCourriel(texte: string, max = MOTS_MAX): string {
  const mots = texte
    .slice(0, max * 4)
    .split(/\s+/)
    .filter(Boolean)
  const propres = mots.map(m => (m.includes('@') || m.includes('://') || LIEN.test(m) ? '[…]' : m)).join(' ')
  const sansNumero = propres.replace(/\d(?:[ .\-/]?\d){6,}/g, '[…]')
  return sansNumero.length > max ? `${sansNumero.slice(0, max - 1).trimEnd()}…` : sansNumero
}
