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
 * The same, bilan after bilan: what each adds to what those before it had earned. One that is not declared adds nothing; one that takes a milestone back takes its share back;
 * a project without milestones earns it all with the last one declared. They sum to `gagneAuForfait`. `faits`: the milestones of which it speaks, by id. Pure.
 */
export function gagneParBilan(
  accorde: Centimes,
  { jalons, acheve }: { jalons: number; acheve: boolean },
  bilans: readonly { declare: boolean; faits: ReadonlyMap<string, boolean> }[],
): Centimes[] {
  const dits = new Map<string, boolean>()
  const dernier = bilans.findLastIndex(b => b.declare)
  let avant = 0
  return bilans.map((b, n) => {
    if (!b.declare) return 0
    for (const [jalon, fait] of b.faits) dits.set(jalon, fait)
    const faits = [...dits.values()].filter(Boolean).length
    const apres = gagneAuForfait(accorde, { jalons, faits }, acheve && n === dernier)
    const plus = apres - avant
    avant = apres
    return plus
  })
}

/**
 * Of an aid that pays spending, order by order: what each adds to the credits consumed by those before it. Parts sum to the whole to the cent, bilan by bilan too when
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
