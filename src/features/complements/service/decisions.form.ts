import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { lireEcheance, POINTS_MAX, tropLong } from './demande.form.ts'

export type DecisionSaisie = { decision: string; manque: string }
/** What is decided of an answer, point by point. `tout`: all of it is accepted, whatever the points say. */
export type SaisieDecisions = { decisions: readonly DecisionSaisie[]; jour: string; note: string; tout: boolean }
export const SANS_DECISION: SaisieDecisions = { decisions: [], jour: '', note: '', tout: false }
export type DecisionPoint = { decision: 'acceptee'; manque: null } | { decision: 'redemandee'; manque: string }

export function lireSaisieDecisions(corps: Record<string, unknown>): SaisieDecisions {
  const texte = (cle: string) => texteSaisi(corps[cle])
  const decisions = Array.from({ length: POINTS_MAX }, (_, i) => ({
    decision: texte(`decision-${i + 1}`),
    manque: texte(`manque-${i + 1}`),
  }))
  return { decisions, jour: texte('jour'), note: texte('note'), tout: texte('tout') === 'oui' }
}

export type DecisionsLues = {
  points: DecisionPoint[] /** Last instant of the answer to what is asked again. */
  echeance: Date | undefined
}

/** What can be read of the decisions on so many points, or the sentence of each field that cannot. Pure. */
export function lireDecisions(s: SaisieDecisions, nombre: number, instant: Date): Result<DecisionsLues, FieldErrors> {
  const errors: FieldErrors = {}
  const points = Array.from({ length: nombre }, (_, i): DecisionPoint => {
    const { decision, manque } = s.decisions[i] ?? { decision: '', manque: '' }
    if (s.tout || decision === 'acceptee') return { decision: 'acceptee', manque: null }
    const [n, debut] = [i + 1, `Point\u00a0${i + 1}\u00a0: `]
    if (decision !== 'redemandee') errors[`decision-${n}`] = `${debut}acceptez la réponse, ou redemandez`
    else if (!manque) errors[`manque-${n}`] = `${debut}écrivez ce qui manque encore, le porteur le lit`
    else if (tropLong(manque)) errors[`manque-${n}`] = `${debut}${tropLong(manque)}`
    return { decision: 'redemandee', manque }
  })
  const long = tropLong(s.note)
  if (long) errors.note = long
  if (points.every(p => p.decision === 'acceptee'))
    return Object.keys(errors).length > 0 ? err(errors) : ok({ points, echeance: undefined })
  const jour = lireEcheance(s.jour, instant)
  if (!jour.ok) errors.jour = jour.error
  return Object.keys(errors).length > 0 || !jour.ok ? err(errors) : ok({ points, echeance: jour.value })
}
