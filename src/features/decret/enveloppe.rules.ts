import { type Droit, dans, droit } from './droit.rules.ts'

/** The money of a call: its text only says it, or its envelopes are open. */
export const ETATS_ENVELOPPE = ['a_ouvrir', 'ouverte'] as const
export type EtatEnveloppe = (typeof ETATS_ENVELOPPE)[number]
const oui = droit<EtatEnveloppe>
const ARGENT = ['administrateur', 'direction'] as const

/** Who may do what with the money of a call. What is granted of it is decided dossier by dossier. */
export const ENVELOPPE = {
  lire: oui('Lire les enveloppes d’un appel et leur registre', dans(ETATS_ENVELOPPE, ARGENT)),
  ouvrir: oui('Ouvrir les enveloppes', { a_ouvrir: ARGENT }),
  mouvementer: oui('Abonder, réduire, transférer, mettre en réserve, libérer', { ouverte: ARGENT }),
  defaire: oui('Défaire un mouvement', { ouverte: ARGENT }),
  joindre: oui('Joindre le document d’un mouvement', { ouverte: ARGENT }),
} as const satisfies Record<string, Droit<EtatEnveloppe>>
