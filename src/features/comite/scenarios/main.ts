import { type Centimes, formatEuros, messageMontant, parseEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import type { Probleme } from '../../enveloppes/index.ts'

/**
 * The same problem with every amount fixed by hand. What a person wished of the calculation no longer binds; the envelope, the rules of the call and
 * what porteurs accept still do. Pure.
 */
export const fixerMontants = (p: Probleme, montants: ReadonlyMap<string, Centimes>): Probleme => ({
  ...p,
  dossiers: p.dossiers.map(d => {
    const montant = montants.get(d.id) ?? 0
    return { ...d, main: montant > 0 ? { geste: 'montant' as const, montant } : { geste: 'exclure' as const } }
  }),
  contraintes: {
    ...p.contraintes,
    seuil: null,
    plafond: null,
    montantsReduits: true,
    parts: p.contraintes.parts.filter(x => x.sens === 'au_plus'),
  },
})

export const champMontant = (id: string) => `montant-${id}`

/** An amount, or a rate of what is asked: « 66 000 » or « 75 % ». Nothing typed grants nothing. Pure. */
export function comprendreMontants(
  p: Probleme,
  saisie: Readonly<Record<string, string>>,
): { ok: true; value: Map<string, Centimes> } | { ok: false; errors: FieldErrors } {
  const lus = p.dossiers.map(d => ({ d, lu: montantLu(d, saisie[d.id] ?? '') }))
  const errors = Object.fromEntries(
    lus.flatMap(({ d, lu }) => ('error' in lu ? [[champMontant(d.id), `${d.libelle}\u00a0: ${lu.error}`]] : [])),
  )
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, value: new Map(lus.flatMap(({ d, lu }) => ('value' in lu && lu.value > 0 ? [[d.id, lu.value]] : []))) }
}

function montantLu(d: Probleme['dossiers'][number], saisie: string): { value: Centimes } | { error: string } {
  if (saisie === '') return { value: 0 }
  const taux = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*%$/.exec(saisie)
  // hundredths of a percent, so that the amount is exact; rounded down to the cent
  const centiemes = taux && Math.round(Number(taux[1]!.replace(',', '.')) * 100)
  const lu =
    centiemes === null ? parseEuros(saisie) : { ok: true as const, value: Number((BigInt(d.demande) * BigInt(centiemes)) / 10_000n) }
  if (!lu.ok) return { error: messageMontant(lu.error, saisie) }
  if (lu.value > d.demande) return { error: `${formatEuros(lu.value)} dépassent ce que les règles permettent, ${formatEuros(d.demande)}` }
  if (lu.value > 0 && lu.value < d.plancher)
    return { error: `${formatEuros(lu.value)} sont sous le plancher que le porteur accepte, ${formatEuros(d.plancher)}` }
  return { value: lu.value }
}
