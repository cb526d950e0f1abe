import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import type { Appel } from '../cahier/index.ts'

/** A wait for complements: from the request to the answer, or to its withdrawal; `au` is absent while it lasts. */
export type Attente = { du: Date; au: Date | undefined }
export type DelaiLegal = {
  quoi: 'recevabilite' | 'decision'
  mois: number
  /** Last civil day in Paris, days of suspension added. */
  echeance: DateCivile
  suspendus: number
  /** What silence on that day is worth: « recevable », « rejet »… */
  silence: string
  /** Days left from the reading on; negative once past. */
  reste: number
}
export type DelaisLegaux = { delais: DelaiLegal[]; suspendus: number; enSuspens: boolean }

const jour = (d: Date) => Temporal.PlainDate.from(dateCivile(d))
const entre = (a: Temporal.PlainDate, b: Temporal.PlainDate) => a.until(b).days
const apres = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) > 0

/** The last day of a delay, pushed by each wait that began before it had run out; days that overlap count once. */
function reporter(fin: Temporal.PlainDate, attentes: readonly Attente[], instant: Date) {
  const tri = [...attentes].sort((x, y) => x.du.getTime() - y.du.getTime())
  let suspendus = 0
  let compte: Temporal.PlainDate | undefined
  for (const a of tri) {
    const [du, au] = [jour(a.du), jour(a.au ?? instant)]
    if (apres(du, fin.add({ days: suspendus }))) break
    const depuis = compte && apres(compte, du) ? compte : du
    if (!apres(au, depuis)) continue
    suspendus += entre(depuis, au)
    compte = au
  }
  return { fin: fin.add({ days: suspendus }), suspendus }
}

/**
 * The delays that run from the reception (décret 2018-514, CRPA L. 231-4), as they stand at an instant: on admissibility, then on the decision.
 * Waiting for complements suspends them where the call's regime says so, and not otherwise. Pure.
 */
export function delaisLegaux({ regime }: Pick<Appel, 'regime'>, recuLe: Date, attentes: readonly Attente[], instant: Date): DelaisLegaux {
  const quiSuspendent = regime.suspension ? attentes : []
  const delai = (quoi: DelaiLegal['quoi'], mois: number, silence: string): DelaiLegal => {
    const { fin, suspendus } = reporter(jour(recuLe).add({ months: mois }), quiSuspendent, instant)
    return { quoi, mois, echeance: fin.toString(), suspendus, silence, reste: entre(jour(instant), fin) }
  }
  const delais = [
    ...(regime.recevabilite ? [delai('recevabilite', regime.recevabilite.delai_mois, 'recevable')] : []),
    delai('decision', regime.decision.delai_mois, regime.decision.silence),
  ]
  return {
    delais,
    suspendus: Math.max(...delais.map(d => d.suspendus)),
    enSuspens: quiSuspendent.some(a => a.au === undefined) && delais.some(d => d.reste >= 0),
  }
}

/** The days on which silence means something, as a document or a page says them. Pure. */
export function echeances(appel: Pick<Appel, 'regime'>, recuLe: Date, attentes: readonly Attente[], instant: Date) {
  const { delais } = delaisLegaux(appel, recuLe, attentes, instant)
  const de = (quoi: DelaiLegal['quoi']) => delais.find(d => d.quoi === quoi)?.echeance
  return { recevabilite: de('recevabilite'), silence: de('decision')! }
}
