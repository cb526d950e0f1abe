import type { Couverture } from './couverture.rules.ts'

/** Volets that are named one by one; beyond, how many. */
const NOMMES = 4

/** What nobody instructs, in one sentence; nothing when each case has somebody. */
export function phraseTrous({ trous, lignes, departements }: Couverture): string | undefined {
  if (trous.length === 0) return undefined
  if (trous.length === lignes.length * departements.length) return 'Personne n’instruit encore cet appel.'
  const parVolet = [...Map.groupBy(trous, t => t.volet.code).values()]
  const dits = parVolet.slice(0, NOMMES).map(cases => {
    const partout = cases.length === departements.length
    const ou = partout ? '' : ` en ${cases.map(c => c.departement!.nom).join(' et en ')}`
    return `le volet\u00a0${cases[0]!.volet.numero}${ou}`
  })
  const reste = parVolet.length - dits.length
  const fin = reste > 0 ? `, ni ${reste}\u00a0autre${reste > 1 ? 's' : ''} volet${reste > 1 ? 's' : ''}` : ''
  return `Personne n’instruit ${dits.join(', ni ')}${fin}.`
}
