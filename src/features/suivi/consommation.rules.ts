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
  const produit = htEligible * accorde
  return Math.min(
    accorde,
    Number.isSafeInteger(produit) ? Math.trunc(produit / base) : Number((BigInt(htEligible) * BigInt(accorde)) / BigInt(base)),
  )
}

/**
 * What a lump sum earns, whatever it cost: the share of its milestones that are declared reached, rounded down; of a project without milestones, all of it
 * once its last bilan says that it is over. Exact.
 */
export const gagneAuForfait = (accorde: Centimes, { jalons, faits }: { jalons: number; faits: number }, acheve: boolean): Centimes =>
  jalons === 0 ? (acheve ? accorde : 0) : Number((BigInt(accorde) * BigInt(faits)) / BigInt(jalons))

/**
 * The same, order by order: what each adds to the credits consumed by those before it. Parts sum to the whole to the cent, bilan by bilan too when
 * orders come bilan after bilan, and what is said later never changes what was said before. The order is that of `ORDRE_COMMANDES`.
 */
export function consommeParCommande(aide: AideAccordee, commandes: readonly CommandePayee[]): Map<string, Centimes> {
  const compter = compteur(aide, (eligible: boolean) => eligible)
  return new Map(commandes.map(c => [c.id, compter(c.ht, c.eligible)]))
}

/** What each order, or orders that follow one another, add in turn to the credits consumed; `estEligible`: whether what is said of them puts them in the base. */
export function compteur<Q>(aide: AideAccordee, estEligible: (quoi: Q) => boolean): (ht: Centimes, quoi: Q) => Centimes {
  let [ht, avant] = [0, 0]
  return (plus, quoi) => {
    if (!estEligible(quoi)) return 0
    ht += plus
    const deja = avant
    avant = consomme(aide, ht)
    return avant - deja
  }
}
