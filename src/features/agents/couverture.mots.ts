import type { Couverture } from './couverture.rules.ts'

const liste = (mots: readonly (string | number)[]) =>
  mots.length > 1 ? `${mots.slice(0, -1).join(', ')} et\u00a0${mots.at(-1)}` : String(mots[0])

/** What nobody instructs, in one sentence; nothing when each case has somebody. Volets that lack somebody in the same départements are said together. */
export function phraseTrous({ trous, lignes, departements }: Couverture): string | undefined {
  if (trous.length === 0) return undefined
  if (trous.length === lignes.length * departements.length) return 'Personne n’instruit encore cet appel.'
  const parVolet = [...Map.groupBy(trous, t => t.volet).entries()]
  const memes = Map.groupBy(parVolet, ([, cases]) => cases.map(c => c.departement?.code).join())
  const dits = [...memes.values()].map(groupe => {
    const numeros = groupe.map(([volet]) => volet.numero)
    const cases = groupe[0]![1]
    const ou = cases.length === departements.length ? '' : ` (${liste(cases.map(c => c.departement!.nom))})`
    return `${numeros.length > 1 ? 'les volets' : 'le volet'}\u00a0${liste(numeros)}${ou}`
  })
  return `Personne n’instruit ${dits.join(', ni ')}.`
}
