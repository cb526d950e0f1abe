import { type Centimes, formatEuros, messageMontant } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import {
  type Attribution,
  ceQuIlFaudrait,
  evaluer,
  nommer,
  type Probleme,
  type ResultatScenario,
  ruptures,
} from '../../optimiseur/index.ts'
import { relachable } from './contraintes.ts'
import { lireMontant } from './saisie-montant.ts'

type Dossier = Probleme['dossiers'][number]
export type Attributions = ReadonlyMap<string, Attribution>

/** The same problem for a person who sets the amounts: whether reduced amounts and lots alone are sought is their choice of each day. Pure. */
export const aLaMain = (p: Probleme): Probleme => ({ ...p, contraintes: { ...p.contraintes, montantsReduits: true, lotsSeuls: true } })

/** A scenario by hand that grants nothing yet, but what the comité has decided. */
export const vide = (p: Probleme): { probleme: Probleme; resultat: ResultatScenario } => {
  const decides = p.dossiers.flatMap(d =>
    d.decide && d.main?.geste === 'montant' ? [{ id: d.id, montant: d.main.montant, lots: [] }] : [],
  )
  return { probleme: aLaMain(p), resultat: evaluer(p, new Map(decides.map(a => [a.id, a]))) }
}

/** What amounts by hand may not do: go beyond the money there is, the rules of the call, or below what porteurs accept. In sentences. Pure. */
export const interdits = (p: Probleme, montants: Attributions): FieldErrors =>
  Object.fromEntries(
    ruptures(p, [...montants.values()])
      .filter(r => !relachable(p, r.cle))
      .map(r => [`_${r.cle}`, `${nommer(p, r.cle)}. ${ceQuIlFaudrait(p, r)}`]),
  )

export const champMontant = (id: string, lot?: string) => `montant-${id}${lot === undefined ? '' : `.${lot}`}`

/** An amount, or a rate of what is asked: « 66 000 » or « 75 % »; for each lot when there are some. Nothing typed grants nothing. Pure. */
export function comprendreMontants(
  p: Probleme,
  saisie: Readonly<Record<string, string>>,
): { ok: true; value: Map<string, Attribution> } | { ok: false; errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const value = new Map<string, Attribution>()
  for (const d of p.dossiers) {
    if (d.decide) {
      const decide = d.main?.geste === 'montant' ? d.main.montant : 0
      const lu = montantLu(saisie[champMontant(d.id)] ?? '', d.demande)
      if (!('value' in lu) || lu.value !== decide) errors[champMontant(d.id)] = nommer(p, `main:${d.id}`)
      else if (decide > 0) value.set(d.id, { id: d.id, montant: decide, lots: [] })
      continue
    }
    const lots = (d.lots.length > 0 ? d.lots : [{ id: undefined, libelle: '', montant: d.demande }]).map(l => {
      const champ = champMontant(d.id, l.id)
      const lu = montantLu(saisie[champ] ?? '', l.montant)
      if ('error' in lu) errors[champ] = `${d.libelle}${l.libelle && `, ${l.libelle}`}\u00a0: ${lu.error}`
      return { id: l.id, champ, montant: 'value' in lu ? lu.value : 0 }
    })
    const montant = lots.reduce((t, l) => t + l.montant, 0)
    if (montant > 0 && montant < d.plancher) errors[lots.find(l => l.montant > 0)!.champ] ??= sousLePlancher(d, montant)
    const finances = lots.flatMap(l => (l.id !== undefined && l.montant > 0 ? [{ id: l.id, montant: l.montant }] : []))
    if (montant > 0) value.set(d.id, { id: d.id, montant, lots: finances })
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value }
}

const sousLePlancher = (d: Dossier, montant: Centimes) =>
  `${d.libelle}\u00a0: ${formatEuros(montant)} sont sous le plancher que le porteur accepte, ${formatEuros(d.plancher)}`

function montantLu(saisie: string, demande: Centimes): { value: Centimes } | { error: string } {
  const lu = lireMontant(saisie, demande)
  if (!lu.ok) return { error: messageMontant(lu.error, saisie) }
  if (lu.value > demande) return { error: `${formatEuros(lu.value)} dépassent ce que les règles permettent, ${formatEuros(demande)}` }
  return { value: lu.value }
}
