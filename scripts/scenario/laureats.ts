import type { Decision } from './comite.ts'
import type { Commande } from './commandes.ts'
import type { Depose } from './deposer.ts'
import { instructeurDe } from './instruire.ts'
import type { Monde } from './monde.ts'

/** A lauréat as the scenario follows it: what it was granted and on which base, what it has ordered and received. Cents. `service`: who follows it. */
export type Laureat = { n: number; depose: Depose; accorde: number; base: number; service: string; commandes: Commande[]; verse: number }

/** The référent who instructed a dossier follows it; the administrator does, where the référent is in conflict of interest. */
export function laureatsDe(m: Monde, decisions: readonly Decision[], enConflit: Depose): Laureat[] {
  return decisions
    .filter(d => d.montant > 0)
    .map(({ depose, montant }, n) => {
      const payees = Object.entries(depose.projet.depenses).filter(([nature]) => m.appel.payee(nature))
      const service = depose === enConflit ? 'administrateur' : instructeurDe(depose)
      return { n, service, depose, accorde: montant, base: payees.reduce((t, [, ht]) => t + ht, 0), commandes: [], verse: 0 }
    })
}

export const somme = <T>(liste: readonly T[], combien: (x: T) => number) => liste.reduce((t, x) => t + combien(x), 0)
/** Spending that the aid pays a part of. */
export const htPaye = (l: Laureat) => somme(l.commandes, c => (c.payee ? c.ht : 0))
/** What the orders of a lauréat must consume of its aid, worked out apart from the product. */
export const consommeDe = (l: Laureat) => Math.min(l.accorde, Number((BigInt(htPaye(l)) * BigInt(l.accorde)) / BigInt(l.base)))

/** Few enough at once that no mail goes unseen: the mailbox lists the latest ones only. */
const A_LA_FOIS = 8
/** The same thing done by several people, side by side. */
export async function ensemble<T>(m: Monde, liste: readonly T[], faire: (x: T) => Promise<unknown>) {
  for (let i = 0; i < liste.length; i += A_LA_FOIS) {
    await Promise.all(liste.slice(i, i + A_LA_FOIS).map(faire))
    await m.boite.relever()
  }
}
