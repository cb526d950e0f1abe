import type { Centimes } from '../../lib/euros.ts'

const NATURES_VERSEMENT = ['avance', 'acompte', 'solde', 'reversement'] as const
export type NatureVersement = (typeof NATURES_VERSEMENT)[number]

/** The part of an aid that may be paid, rounded down to the cent. `taux`: at most two decimals of a percent. Exact. */
export const plafondVerse = (accorde: Centimes, taux: number): Centimes =>
  Number((BigInt(accorde) * BigInt(Math.round(taux * 10_000))) / 10_000n)

/** Parts of the aid that the call lets be paid before the balance (décret n° 2018-514: 30 % and 80 %); none: nothing but the aid bounds them. */
export type Limites = { avance_max?: number | undefined; acomptes_max?: number | undefined }
/** Where a lauréat stands, in cents. `verse`: ordered or paid, less what was asked back. `consomme`: what its spending earns, or of a lump sum (`forfait`) its milestones. */
export type Situation = { accorde: Centimes; consomme: Centimes; verse: Centimes; avance: boolean; solde: boolean; forfait?: boolean }
/** The most of a payment, and what bounds it, in the order in which it is read: each bound is of the sum paid, before what is already paid. */
export type Possible = { max: Centimes; bornes: readonly { quoi: Borne; montant: Centimes }[]; deja: Centimes }
export type Borne = 'une_fois' | 'aide' | 'avance' | 'acomptes' | 'depenses' | 'jalons' | 'aides_publiques'

const possible = (bornes: Possible['bornes'], deja: Centimes): Possible => ({
  bornes,
  deja,
  max: Math.max(0, Math.min(...bornes.map(b => b.montant)) - deja),
})

/** An advance: once, before anything else is paid, within its part of the aid. */
export const avancePossible = ({ accorde, verse, avance }: Situation, { avance_max }: Limites): Possible =>
  avance || verse > 0
    ? possible([{ quoi: 'une_fois', montant: verse }], verse)
    : possible(
        [
          { quoi: 'aide', montant: accorde },
          ...(avance_max === undefined ? [] : [{ quoi: 'avance' as const, montant: plafondVerse(accorde, avance_max) }]),
        ],
        verse,
      )

/** An instalment: what actual spending earns (of a lump sum, its milestones), the advance included, within its part of the aid. */
export const acomptePossible = ({ accorde, consomme, verse, forfait }: Situation, { acomptes_max }: Limites): Possible =>
  possible(
    [
      { quoi: 'aide', montant: accorde },
      { quoi: forfait ? 'jalons' : 'depenses', montant: consomme },
      ...(acomptes_max === undefined ? [] : [{ quoi: 'acomptes' as const, montant: plafondVerse(accorde, acomptes_max) }]),
    ],
    verse,
  )

/** What the project cost in fact, and what other public funders gave: typed by the service at the balance. Cents. */
export type ReelSolde = { coutReel: Centimes; autresAides: Centimes }
/** The balance: what is due in all, what is still to pay, or what was paid too much. */
export type Solde = Possible & { du: Centimes; aVerser: Centimes; aReverser: Centimes }

/** The aid that is due in the end: what spending earns, never more than was granted, nor than what other public aids leave of the actual cost. */
export function soldeDe({ accorde, consomme, verse }: Omit<Situation, 'avance' | 'solde'>, { coutReel, autresAides }: ReelSolde): Solde {
  return reglee(
    [
      { quoi: 'aide', montant: accorde },
      { quoi: 'depenses', montant: consomme },
      { quoi: 'aides_publiques', montant: Math.max(0, coutReel - autresAides) },
    ],
    verse,
  )
}
function reglee(bornes: Possible['bornes'], verse: Centimes): Solde {
  const du = Math.min(...bornes.map(b => b.montant))
  return { ...possible(bornes, verse), du, aVerser: Math.max(0, du - verse), aReverser: Math.max(0, verse - du) }
}

/** The same of a lump sum: what its milestones earn. No invoice is asked for, and its cost is nobody's matter. */
export const soldeDuForfait = ({ accorde, consomme, verse }: Omit<Situation, 'avance' | 'solde'>): Solde =>
  reglee(
    [
      { quoi: 'aide', montant: accorde },
      { quoi: 'jalons', montant: consomme },
    ],
    verse,
  )

/** What is kept of an aid given up: what was really paid, as far as spending earned it; the rest is asked back. Cents. */
export const abandonDe = ({ paye, consomme }: { paye: Centimes; consomme: Centimes }) => {
  const garde = Math.min(paye, consomme)
  return { garde, aReverser: paye - garde }
}
