/** What an aid waits for before its act and its payments: the service's confirmation of who bears it, then its SIREN. */
export type AttenteStructure = 'confirmation' | 'siren'
/** Nothing once it is confirmed and has a number. Pure. */
export const attenteStructure = (s: { declaree: boolean; siren: string | null }): AttenteStructure | undefined =>
  s.declaree ? 'confirmation' : s.siren === null ? 'siren' : undefined

/** Said to the service where it would establish the act, or order a payment. */
export const ATTENTE_SERVICE: Record<AttenteStructure, string> = {
  confirmation: 'L’acte et le paiement attendent que la structure soit confirmée. Confirmez d’abord la structure.',
  siren: 'L’acte et le paiement attendent le SIREN de la structure. Son porteur le donne sur la page de la structure.',
}
/** Said to its members. */
export const ATTENTE_PORTEUR: Record<AttenteStructure, string> = {
  confirmation: 'L’acte et le paiement attendent que le service confirme votre structure.',
  siren: 'L’acte et le paiement attendent le SIREN de votre structure. Donnez-le dès que vous l’avez.',
}
