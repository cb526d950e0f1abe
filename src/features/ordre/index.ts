/**
 * Ordre: how a porteur ranks its dossiers of a call that asks for it, until the closing; what the service and the commission read of it, after. Owns `ordre` and `ordre_ecart`.
 * Invariant: each rank is taken once and none is empty, by construction; before the closing nobody but the porteur reads one.
 */

export { type Classe, ordresADonner, rangDe } from './ordre.queries.ts'
export { type RangDonne, selonLesPorteurs } from './ordre.rules.ts'
export {
  motRang,
  motsDansLaLettre,
  motsEcart,
  motsPriorite,
  type Priorites,
  prioritesAutour,
  prioritesPourLaCommission,
  rangsDesPorteurs,
  rangsEnListe,
} from './service/priorites.queries.ts'
