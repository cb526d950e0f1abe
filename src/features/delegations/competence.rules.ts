import type { Portee } from '../../contexte.ts'
import { type DateCivile, debutDuJour, formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import { majuscule } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'

/** What may be signed: what is decided and told by a letter, the acts that grant an aid or change it, the orders to pay. */
export const NATURES = ['decision', 'acte', 'versement'] as const
export type Nature = (typeof NATURES)[number]
export const MOTS_NATURES: Record<Nature, { plusieurs: string; ce: string; avec: string }> = {
  decision: { plusieurs: 'Décisions et lettres', ce: 'Cette décision', avec: 'Avec cette décision' },
  acte: { plusieurs: 'Arrêtés, conventions et avenants', ce: 'Cet acte', avec: 'Avec cet acte' },
  versement: { plusieurs: 'Ordres de paiement', ce: 'Cet ordre de paiement', avec: 'Avec cet ordre de paiement' },
}

/** Somebody who signs. `depuis`: a civil day of Paris; `finLe`: the instant at which the office was over; `perimetres`: what their role opens today. */
export type QuiSigne = {
  id: string
  qualite: string
  enPropre: boolean
  depuis: DateCivile
  finLe: Date | null
  perimetres: readonly Portee[]
}
/**
 * A delegation of signature as its arrêté says it. Days are civil days of Paris, `du` and `au` both inside, `au` null without an end; ceilings are cents, null without a
 * limit, `emploi` what was signed under it, kind by kind.
 */
export type Deleguee = {
  id: string
  appelId: string | null
  delegant: QuiSigne
  delegueId: string
  arreteLe: DateCivile
  publieeLe: DateCivile
  natures: readonly Nature[]
  plafondActe: Centimes | null
  plafondTotal: Centimes | null
  du: DateCivile
  au: DateCivile | null
  finieLe: Date | null
  emploi: Readonly<Record<Nature, Centimes>>
  /** Of a subdelegation, the delegation that it comes from: it opens nothing more, and nothing after it. */
  mere?: Deleguee | null
}
/** Where the project is, as its perimeter is read (C2.6). */
export type OuEst = { appel: string; departements: readonly string[]; toutTerritoire: boolean; volet: string | null }
/** An act to sign. `ajout`: what it adds to what was signed before, less than its amount for an amendment. Cents. */
export type AActer = { nature: Nature; montant: Centimes; ajout: Centimes; instant: Date; ou: OuEst }

export const ditDelegation = (d: Pick<Deleguee, 'arreteLe'>) => `la délégation du ${formatDateCivile(d.arreteLe)}`
const lendemain = (jour: DateCivile) => Temporal.PlainDate.from(jour).add({ days: 1 }).toString()

const deLAppel = (ps: readonly Portee[], appel: string) => ps.filter(p => p.appel === null || p.appel === appel)
const couvre = (ps: readonly Portee[], ou: OuEst) =>
  deLAppel(ps, ou.appel).some(
    p =>
      (p.volets.length === 0 || (ou.volet !== null && p.volets.includes(ou.volet))) &&
      (p.departements.length === 0 || ou.toutTerritoire || ou.departements.some(d => p.departements.includes(d))),
  )

/** Why somebody is not in office at an instant; nothing when they are. Pure. */
export function horsFonction(s: Pick<QuiSigne, 'qualite' | 'depuis' | 'finLe'>, instant: Date): string | undefined {
  const qui = majuscule(s.qualite)
  if (instant < debutDuJour(s.depuis)) return `${qui} n’est en fonction que depuis le ${formatDateCivile(s.depuis)}`
  if (s.finLe && instant >= s.finLe) return `${qui} n’est plus en fonction depuis le ${formatInstant(s.finLe, { secondes: true })}`
  return undefined
}

/** Why a delegation opens nothing at an instant by its own dates: not published, not begun, over, ended by an act. Pure. */
function horsDates(d: Pick<Deleguee, 'arreteLe' | 'publieeLe' | 'du' | 'au' | 'finieLe'>, instant: Date): string | undefined {
  const dite = majuscule(ditDelegation(d))
  if (instant < debutDuJour(d.publieeLe)) return `${dite} n’est publiée que le ${formatDateCivile(d.publieeLe)}`
  if (instant < debutDuJour(d.du)) return `${dite} ne commence que le ${formatDateCivile(d.du)}`
  if (d.finieLe && instant >= d.finieLe) return `${dite} a pris fin le ${formatInstant(d.finieLe, { secondes: true })}`
  if (d.au && instant >= debutDuJour(lendemain(d.au))) return `${dite} a pris fin le ${formatDateCivile(d.au)}`
  return undefined
}

/** The same because whoever gave it is not in office. Pure. */
function delegantAbsent(d: Pick<Deleguee, 'arreteLe' | 'delegant'>, instant: Date): string | undefined {
  const parti = horsFonction(d.delegant, instant)
  return parti && `${parti}\u00a0: ${ditDelegation(d)} n’ouvre rien`
}

/** Why a delegation opens nothing at an instant, whatever is signed: by itself, or by the one that it comes from. Pure. */
export const horsDelai = (d: Deleguee, instant: Date): string | undefined =>
  horsDates(d, instant) ?? delegantAbsent(d, instant) ?? (d.mere ? horsDelai(d.mere, instant) : undefined)

/** The first reason why an act may not be signed under a delegation, and how far it stands in their order; nothing when it may. */
function refusSous(d: Deleguee, a: AActer): { rang: number; phrase: string } | undefined {
  const { ce, avec } = MOTS_NATURES[a.nature]
  const reste = d.plafondTotal === null ? Number.POSITIVE_INFINITY : Math.max(0, d.plafondTotal - d.emploi[a.nature])
  const refus = [
    d.natures.includes(a.nature)
      ? undefined
      : `${majuscule(ditDelegation(d))} ne comprend pas\u00a0: ${MOTS_NATURES[a.nature].plusieurs.toLowerCase()}`,
    horsDates(d, a.instant),
    delegantAbsent(d, a.instant),
    deLAppel(d.delegant.perimetres, a.ou.appel).length > 0 || d.delegant.finLe
      ? undefined
      : `${majuscule(d.delegant.qualite)} ne signe plus pour cet appel\u00a0: ${ditDelegation(d)} n’y ouvre rien`,
    d.plafondActe !== null && a.montant > d.plafondActe
      ? `${ce} de ${formatEuros(a.montant)} dépasse le plafond de ${formatEuros(d.plafondActe)} de ${ditDelegation(d)}`
      : undefined,
    d.plafondTotal !== null && a.ajout > reste
      ? `${avec} de ${formatEuros(a.ajout)}, ${ditDelegation(d)} dépasse son plafond de ${formatEuros(d.plafondTotal)} en tout\u00a0: il en reste ${formatEuros(reste)}`
      : undefined,
  ]
  const rang = refus.findIndex(x => x !== undefined)
  if (rang !== -1) return { rang, phrase: refus[rang]! }
  // what it comes from is asked last: its own words are the nearest
  return d.mere ? refusSous(d.mere, a) : undefined
}

/**
 * Whether somebody may sign an act of this amount, for this project, at this instant: the authority in its own name (`null`), another one under the delegation that is
 * given back; or the sentence, without its final stop, that says why not. Of several delegations the first that opens it serves, and otherwise the one that comes the
 * closest speaks. Pure: nothing else is read, and no clock.
 */
export function competence<D extends Deleguee>(s: QuiSigne, delegations: readonly D[], a: AActer): Result<D | null, string> {
  const absent = horsFonction(s, a.instant)
  if (absent) return err(absent)
  if (deLAppel(s.perimetres, a.ou.appel).length === 0) return err(`${majuscule(s.qualite)} ne signe pas pour cet appel`)
  if (!couvre(s.perimetres, a.ou)) return err(`Ce dossier n’est pas de ceux pour lesquels ${s.qualite} signe`)
  if (s.enPropre) return ok(null)
  const siennes = delegations.filter(d => d.delegueId === s.id && (d.appelId === null || d.appelId === a.ou.appel))
  let proche: { rang: number; phrase: string } | undefined
  for (const d of siennes) {
    const refus = refusSous(d, a)
    if (!refus) return ok(d)
    if (!proche || refus.rang > proche.rang) proche = refus
  }
  return err(proche?.phrase ?? `Aucune délégation de signature n’est enregistrée pour ${s.qualite} sur cet appel`)
}

/** The same for several acts signed together: each counts for those that come after it. Gives the first that is refused, by its rank. Pure. */
export function competences<D extends Deleguee>(
  s: QuiSigne,
  delegations: readonly D[],
  actes: readonly AActer[],
): Result<(D | null)[], { rang: number; phrase: string }> {
  // two subdelegations of one delegation count on the same copy of it
  const meres = new Map<string, Deleguee & { emploi: Record<Nature, Centimes> }>()
  for (const { mere } of delegations) if (mere) meres.set(mere.id, { ...mere, emploi: { ...mere.emploi } })
  const courantes = delegations.map(d => ({ ...d, emploi: { ...d.emploi }, mere: d.mere ? meres.get(d.mere.id)! : null }))
  const sous: (D | null)[] = []
  for (const [rang, a] of actes.entries()) {
    const r = competence(s, courantes, a)
    if (!r.ok) return err({ rang, phrase: r.error })
    if (r.value) r.value.emploi[a.nature] += a.ajout
    const mere = r.value?.mere && meres.get(r.value.mere.id)
    if (mere) mere.emploi[a.nature] += a.ajout
    sous.push(r.value && delegations.find(d => d.id === r.value!.id)!)
  }
  return ok(sous)
}
