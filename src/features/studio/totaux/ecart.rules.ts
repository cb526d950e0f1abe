import { ecartAnnonce } from '../../cahier/appel.rules.ts'

type Enveloppe = { code: string; montant: number }
/** What is announced, what the envelopes make, and those that the gap may go to, with what each then has; nothing when they agree. Cents. */
export function ecartDe<E extends Enveloppe>(enveloppes: readonly E[], programme: Parameters<typeof ecartAnnonce>[0]['programme']) {
  const dit = ecartAnnonce({ enveloppes, programme })
  if (!dit) return undefined
  const ecart = dit.annonce - dit.total
  const recoivent = enveloppes.flatMap(e => (e.code && e.montant + ecart > 0 ? [{ ...e, montant: e.montant + ecart }] : []))
  return { ...dit, recoivent }
}
