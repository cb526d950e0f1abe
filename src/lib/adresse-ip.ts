/** Who a visitor is by address: an IPv4 address, or the /64 of an IPv6 one, which a home or an office has whole. Zeros that « :: » stands for are counted. */
export function reseauDe(adresse: string): string {
  if (!adresse.includes(':')) return adresse
  const [debut, fin] = adresse.split('::').map(partie => (partie === '' ? [] : partie.split(':')))
  const zeros = fin ? Array.from({ length: Math.max(0, 8 - debut!.length - fin.length) }, () => '0') : []
  return [...debut!, ...zeros, ...(fin ?? [])]
    .slice(0, 4)
    .map(g => Number.parseInt(g, 16).toString(16))
    .join(':')
}
