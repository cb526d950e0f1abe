import type { Centimes } from '../../../lib/euros.ts'

/** An envelope that an aid draws on, with what it gives to it. Cents. */
export type Payeur = { id: string; libelle: string; montant: Centimes }
type Paiement = { nature: string; montant: Centimes; enveloppeId: string | null; annuleLe: Date | null }

/**
 * What each envelope of an aid has still to pay. A payment that names one comes from it; what it cannot give, and what names none, comes from the first that has something
 * left; what is asked back goes back to the last that gave. Pure.
 */
export function resteAPayer(payeurs: readonly Payeur[], versements: readonly Paiement[]) {
  const restes = payeurs.map(p => ({ id: p.id, libelle: p.libelle, reserve: false, montant: p.montant, reste: p.montant }))
  const prendre = (montant: Centimes, de: typeof restes) => {
    let a = montant
    for (const p of de) {
      const pris = Math.min(a, p.reste)
      p.reste -= pris
      a -= pris
    }
    return a
  }
  const rendre = (montant: Centimes) => {
    let a = montant
    for (const p of restes.toReversed()) {
      const rendu = Math.min(a, p.montant - p.reste)
      p.reste += rendu
      a -= rendu
    }
  }
  for (const v of versements.filter(x => !x.annuleLe)) {
    if (v.nature === 'reversement') rendre(v.montant)
    else
      prendre(
        prendre(
          v.montant,
          restes.filter(p => p.id === v.enveloppeId),
        ),
        restes,
      )
  }
  return restes.map(({ montant: _, ...p }) => p)
}
