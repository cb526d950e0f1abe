import { type DateCivile, dateCivile, formatDateCivile, parseDate } from '../../lib/dates.ts'
import { type Centimes, formatEuros, messageMontant, parseEuros } from '../../lib/euros.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Signataire } from '../agents/index.ts'
import { type Deleguee, NATURES, type Nature } from './competence.rules.ts'

/** As typed; boxes are « oui » or nothing. */
export const CHAMPS_DELEGATION = [
  ...(['delegant', 'delegue', 'arrete_numero', 'arrete_le', 'recueil', 'publiee_le', 'plafond_acte', 'plafond_total', 'du', 'au'] as const),
  ...(['nature_decision', 'nature_acte', 'nature_versement', 'tous', 'subdelegable', 'mere'] as const),
] as const
export type SaisieDelegation = Readonly<Record<(typeof CHAMPS_DELEGATION)[number], string>>
export const DELEGATION_VIDE = Object.fromEntries(CHAMPS_DELEGATION.map(c => [c, ''])) as SaisieDelegation
export type DelegationLue = {
  delegant: Signataire
  delegue: Signataire
  arreteNumero: string
  arreteLe: DateCivile
  recueil: string
  publieeLe: DateCivile
  natures: Nature[]
  /** Cents; null without a limit. */
  plafondActe: Centimes | null
  plafondTotal: Centimes | null
  du: DateCivile
  au: DateCivile | null
  tous: boolean
  subdelegable: boolean
  /** Of a subdelegation, the delegation that it comes from. */
  mere: Subdelegable | null
}
/** A delegation whose arrêté lets its delegate subdelegate, within what they hold. Cents. */
export type Subdelegable = Pick<Deleguee, 'id' | 'appelId' | 'arreteLe' | 'natures' | 'plafondActe' | 'plafondTotal' | 'du' | 'au'> & {
  delegue: Signataire
}

const LONGUEURS = { arrete_numero: 80, recueil: 200 } as const

/**
 * A delegation as its arrêté says it, or the sentence of each field that cannot be. The authority delegates, to somebody who is not it; whoever has one of `meres`
 * subdelegates within it. Pure.
 */
export function lireDelegation(
  s: SaisieDelegation,
  signataires: readonly Signataire[],
  meres: readonly Subdelegable[],
  instant: Date,
): Result<DelegationLue, FieldErrors> {
  const errors: FieldErrors = {}
  const mere = s.mere === '' ? null : meres.find(m => m.id === s.mere)
  if (mere === undefined) errors.mere = 'Cette délégation n’est plus en vigueur, ou ne permet pas de subdéléguer'
  const delegant = mere ? mere.delegue : signataires.find(x => x.id === s.delegant && x.enPropre)
  const delegue = signataires.find(x => x.id === s.delegue && !x.enPropre)
  if (!delegant && mere === null) errors.delegant = 'Choisissez qui délègue'
  if (!delegue) errors.delegue = 'Choisissez qui reçoit la délégation'
  else if (mere && delegue.id === mere.delegue.id) errors.delegue = 'Choisissez quelqu’un d’autre que qui subdélègue'
  for (const [champ, max] of Object.entries(LONGUEURS) as ['arrete_numero' | 'recueil', number][])
    if (s[champ] === '') errors[champ] = champ === 'recueil' ? 'Indiquez où l’arrêté est publié' : 'Indiquez le numéro de l’arrêté'
    else if (s[champ].length > max) errors[champ] = `Raccourcissez à ${max}\u00a0caractères`
  const arreteLe = jour(s, 'arrete_le', 'Indiquez la date de l’arrêté', errors)
  const publieeLe = jour(s, 'publiee_le', 'Indiquez la date de publication', errors)
  const du = jour(s, 'du', 'Indiquez le premier jour', errors)
  const au = s.au === '' ? null : jour(s, 'au', '', errors)
  if (publieeLe && publieeLe > dateCivile(instant))
    errors.publiee_le = 'Ce jour n’est pas venu\u00a0: une délégation s’enregistre une fois publiée'
  else if (publieeLe && arreteLe && publieeLe < arreteLe) errors.publiee_le = 'La publication vient avant l’arrêté'
  if (du && publieeLe && !errors.publiee_le && du < publieeLe)
    errors.du = `Une délégation commence au plus tôt à sa publication, le ${formatDateCivile(publieeLe)}`
  if (au && du && au < du) errors.au = 'Le dernier jour vient avant le premier'
  const natures = NATURES.filter(n => s[`nature_${n}`] === 'oui')
  if (natures.length === 0) errors.nature_decision = 'Cochez au moins une sorte d’actes'
  const plafondActe = montant(s, 'plafond_acte', errors)
  const plafondTotal = montant(s, 'plafond_total', errors)
  if (plafondActe !== null && plafondTotal !== null && plafondTotal < plafondActe)
    errors.plafond_total = 'Le plafond en tout est plus petit que le plafond par acte'
  if (mere) Object.assign(errors, horsDeLaMere(mere, { natures, plafondActe, plafondTotal, du, au, tous: s.tous === 'oui' }, errors))
  if (mere && s.subdelegable === 'oui') errors.subdelegable = 'Une subdélégation ne se subdélègue pas'
  if (mere === undefined || !delegant || !delegue || !arreteLe || !publieeLe || !du || au === undefined || Object.keys(errors).length > 0)
    return err(errors)
  const { arrete_numero: arreteNumero, recueil } = s
  return ok({
    delegant,
    delegue,
    arreteNumero,
    arreteLe,
    recueil,
    publieeLe,
    natures,
    plafondActe,
    plafondTotal,
    du,
    au,
    tous: s.tous === 'oui',
    subdelegable: s.subdelegable === 'oui',
    mere,
  })
}

type Bornes = Pick<DelegationLue, 'natures' | 'plafondActe' | 'plafondTotal' | 'tous'> & {
  du: DateCivile | undefined
  au: DateCivile | null | undefined
}
/** What a subdelegation says beyond what its delegant holds, field by field, where the field has no other mistake. */
function horsDeLaMere(m: Subdelegable, b: Bornes, deja: FieldErrors): FieldErrors {
  const errors: FieldErrors = {}
  const dire = (champ: keyof SaisieDelegation, phrase: string) => {
    if (!deja[champ]) errors[champ] = phrase
  }
  for (const n of b.natures) if (!m.natures.includes(n)) dire(`nature_${n}`, 'Qui subdélègue ne signe pas ces actes')
  for (const [champ, mien, sien] of [
    ['plafond_acte', b.plafondActe, m.plafondActe],
    ['plafond_total', b.plafondTotal, m.plafondTotal],
  ] as const)
    if (sien !== null && (mien === null || mien > sien)) dire(champ, `Qui subdélègue ne va pas au-delà de ${formatEuros(sien)}`)
  if (b.du && b.du < m.du) dire('du', `Qui subdélègue ne signe que depuis le ${formatDateCivile(m.du)}`)
  if (m.au && (b.au === null || (b.au && b.au > m.au))) dire('au', `Qui subdélègue ne signe que jusqu’au ${formatDateCivile(m.au)}`)
  if (m.appelId !== null && b.tous) dire('tous', 'Qui subdélègue ne signe que pour cet appel')
  return errors
}

function jour(s: SaisieDelegation, champ: keyof SaisieDelegation, absent: string, errors: FieldErrors): DateCivile | undefined {
  const lu = parseDate(s[champ])
  if (!lu) errors[champ] = s[champ] ? `«\u00a0${s[champ].slice(0, 40)}\u00a0» n’est pas un jour. Écrivez par exemple 17/09/2021` : absent
  return lu
}

/** A ceiling: without one when nothing is typed. */
function montant(s: SaisieDelegation, champ: 'plafond_acte' | 'plafond_total', errors: FieldErrors): Centimes | null {
  if (s[champ] === '') return null
  const lu = parseEuros(s[champ])
  if (!lu.ok) errors[champ] = messageMontant(lu.error, s[champ])
  else if (lu.value === 0) errors[champ] = 'Un plafond de 0\u00a0€ n’ouvre rien. Laissez vide s’il n’y a pas de plafond'
  return lu.ok ? lu.value : null
}

export const MOTIF_MAX = 500
/** Why a delegation ends, or what is wrong in what was typed. */
export const erreurDeMotif = (motif: string) =>
  motif === '' ? 'Dites pourquoi elle prend fin' : motif.length > MOTIF_MAX ? `Raccourcissez à ${MOTIF_MAX}\u00a0caractères` : undefined
