import type { Centimes } from '../../lib/euros.ts'

/** What a lauréat was granted: the aid, and the base that it pays a part of. Cents. */
export type AideAccordee = { accorde: Centimes; base: Centimes }
/** An order in force. `ht` in cents; `eligible`: its line of expense is in the base. */
export type CommandePayee = { id: string; ht: Centimes; eligible: boolean }

/**
 * Credits consumed by orders (C5.10): the aid pays the rate of the decision on eligible spending excluding tax, and never more than was granted.
 * Rounded down on the whole, so that a sum never goes past what was spent. Exact whatever the amounts.
 */
export function consomme({ accorde, base }: AideAccordee, htEligible: Centimes): Centimes {
  if (base <= 0) return 0
  return Math.min(accorde, Number((BigInt(htEligible) * BigInt(accorde)) / BigInt(base)))
}

/** The same, shared out between orders to the cent: parts sum to the whole, the largest remainders first, then the earlier order. */
export function consommeParCommande(aide: AideAccordee, commandes: readonly CommandePayee[]): Map<string, Centimes> {
  const eligibles = commandes.filter(c => c.eligible)
  const ht = eligibles.reduce((s, c) => s + c.ht, 0)
  const total = BigInt(consomme(aide, ht))
  const parts = eligibles.map((c, i) => {
    const produit = total * BigInt(c.ht)
    return { id: c.id, i, part: Number(produit / BigInt(ht)), reste: produit % BigInt(ht) }
  })
  let restants = Number(total) - parts.reduce((s, p) => s + p.part, 0)
  for (const p of parts.toSorted((a, b) => (a.reste === b.reste ? a.i - b.i : a.reste > b.reste ? -1 : 1))) {
    if (restants === 0) break
    p.part += 1
    restants -= 1
  }
  return new Map([...commandes.map(c => [c.id, 0] as const), ...parts.map(p => [p.id, p.part] as const)])
}
