import type { Centimes } from '../../../lib/euros.ts'
import { imputer, type Source } from '../../decisions/decision.rules.ts'

export { ENVELOPPE_INCONNUE, enveloppeInconnue } from '../../decisions/decision.rules.ts'

/** What a dossier that was decided already holds of an envelope. Cents. */
export type Tenue = { id: string; montant: Centimes }
/** What each envelope may add to what the dossier has of it, its own first: one that was chosen is not left without a reason. Pure. */
export function pourLeSupplement<S extends Source>(sources: readonly S[], tenues: readonly Tenue[]): S[] {
  const tenu = (id: string) => tenues.find(t => t.id === id)?.montant ?? 0
  return sources
    .map(s => ({ ...s, reste: s.reste - tenu(s.id), reserve: tenu(s.id) > 0 }))
    .sort((a, b) => Number(b.reserve) - Number(a.reserve))
}

/**
 * From which envelopes another amount of an aid comes: it keeps those that it has. What is added comes from the one that was said, or from its own first; what is taken off
 * goes back to the last ones. `undefined` when they do not hold enough. Pure.
 */
export function reimputer<S extends Source>(
  sources: readonly S[],
  tenues: readonly Tenue[],
  montant: Centimes,
  choix = '',
): Tenue[] | undefined {
  const ecart = montant - tenues.reduce((t, x) => t + x.montant, 0)
  if (ecart > 0) {
    const plus = imputer(pourLeSupplement(sources, tenues), ecart, choix)
    return plus && reunir([...tenues, ...plus])
  }
  let rendre = -ecart
  return tenues
    .toReversed()
    .map(t => {
      const rendu = Math.min(rendre, t.montant)
      rendre -= rendu
      return { ...t, montant: t.montant - rendu }
    })
    .reverse()
    .filter(t => t.montant > 0)
}
const reunir = (tenues: readonly Tenue[]): Tenue[] =>
  [...new Set(tenues.map(t => t.id))].map(id => ({ id, montant: tenues.reduce((s, t) => s + (t.id === id ? t.montant : 0), 0) }))
