import type { Centimes } from '../../../lib/euros.ts'

/** An envelope as a version of the call says it. */
export type EnveloppeDite = { code: string; libelle: string; montant: Centimes }
/** An envelope that is open; `repondu`: what the last version that its ledger answers said of it. */
export type EnveloppeOuverte = EnveloppeDite & { id: string; repondu: Centimes | undefined }
/** What a version of the call says of an envelope, and what it would take to follow it. `ecart` is negative for less. */
export type Proposition = { id: string; libelle: string; montant: Centimes; dit: Centimes; ecart: Centimes }

/**
 * What the version in force proposes: for an envelope whose amount it changes, to follow it or to keep what there is. It never moves anything by itself. An amount that the
 * version leaves as it was asks nothing, though the ledger has moved since. Pure.
 */
export const proposees = (dites: readonly EnveloppeDite[], ouvertes: readonly EnveloppeOuverte[]): Proposition[] =>
  ouvertes.flatMap(e => {
    const dite = dites.find(d => d.code === e.code)
    if (!dite || dite.montant === e.montant || dite.montant === e.repondu) return []
    return [{ id: e.id, libelle: e.libelle, montant: e.montant, dit: dite.montant, ecart: dite.montant - e.montant }]
  })
/** Those that the version adds, and that nobody has opened. Pure. */
export const aOuvrir = <E extends { code: string }>(dites: readonly E[], ouvertes: readonly { code: string }[]): E[] =>
  dites.filter(d => !ouvertes.some(e => e.code === d.code))
