import { type Centimes, formatEuros, formatTaux, type MontantRefuse, parseEuros } from '../../../lib/euros.ts'

/** An amount, « 66 000 », or a rate of what is asked, « 75 % »: in cents, rounded down. Nothing typed is nothing. For the server and the browser. */
export function lireMontant(
  saisie: string,
  demande: Centimes,
): { ok: true; value: Centimes; taux: boolean } | { ok: false; error: MontantRefuse } {
  if (saisie.trim() === '') return { ok: true, value: 0, taux: false }
  const lu = /^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%\s*$/.exec(saisie)
  if (!lu) {
    const euros = parseEuros(saisie)
    return euros.ok ? { ...euros, taux: false } : euros
  }
  // hundredths of a percent, so that the amount is exact
  const centiemes = Math.round(Number(lu[1]!.replace(',', '.')) * 100)
  return { ok: true, value: Number((BigInt(demande) * BigInt(centiemes)) / 10_000n), taux: true }
}

/** The same in the other unit: « soit 82,5 % de la demande », « soit 66 000 € ». */
export function autreUnite(saisie: string, demande: Centimes): string {
  const lu = lireMontant(saisie, demande)
  if (!lu.ok || lu.value === 0) return ''
  return `soit ${lu.taux ? formatEuros(lu.value) : `${formatTaux(lu.value / demande).replace(',0\u00a0', '\u00a0')} de la demande`}`
}
