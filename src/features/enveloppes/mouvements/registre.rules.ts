import type { Centimes } from '../../../lib/euros.ts'
import type { GenreInscrit } from './mouvement.rules.ts'

/** A line of the ledger as it was written. Cents. */
export type LigneCredits = { numero: number; genre: GenreInscrit; enveloppeId: string; versId: string | null; montant: Centimes }
/** What an envelope holds once a line is written, and what it keeps back. */
export type EtatCredits = { montant: Centimes; reserve: Centimes }

const EFFETS: Record<GenreInscrit, { montant: number; reserve: number }> = {
  ouverture: { montant: 1, reserve: 0 },
  abondement: { montant: 1, reserve: 0 },
  reduction: { montant: -1, reserve: 0 },
  transfert: { montant: -1, reserve: 0 },
  reserve: { montant: 0, reserve: 1 },
  liberation: { montant: 0, reserve: -1 },
  maintien: { montant: 0, reserve: 0 },
}

/** The ledger played from its first line: each line with what its envelopes then hold, in its order. Pure. */
export function rejouer<L extends LigneCredits>(lignes: readonly L[]): (L & { apres: EtatCredits; versApres: EtatCredits | null })[] {
  const etats = new Map<string, EtatCredits>()
  const poser = (id: string, plus: EtatCredits): EtatCredits => {
    const avant = etats.get(id) ?? { montant: 0, reserve: 0 }
    const apres = { montant: avant.montant + plus.montant, reserve: avant.reserve + plus.reserve }
    etats.set(id, apres)
    return apres
  }
  return lignes
    .toSorted((a, b) => a.numero - b.numero)
    .map(l => {
      const e = EFFETS[l.genre]
      const apres = poser(l.enveloppeId, { montant: e.montant * l.montant, reserve: e.reserve * l.montant })
      return { ...l, apres, versApres: l.versId ? poser(l.versId, { montant: l.montant, reserve: 0 }) : null }
    })
}

/** Days in which the paper of a movement is expected. */
export const DELAI_DOCUMENT_JOURS = 7
export const documentAvant = (instant: Date): Date => new Date(instant.getTime() + DELAI_DOCUMENT_JOURS * 86_400_000)
