import { dateCivile, formatDateCivile } from '../../lib/dates.ts'

export const SENS = ['favorable', 'reserve', 'defavorable'] as const
/** A body that the call asks may also say that the dossier does not concern it. */
export const SENS_DUS = [...SENS, 'sans_avis'] as const
export type Sens = (typeof SENS_DUS)[number]
export const MOTS_SENS: Record<Sens, string> = {
  favorable: 'Favorable',
  reserve: 'Réservé',
  defavorable: 'Défavorable',
  sans_avis: 'Ne se prononce pas',
}
/** How the answer of a body is read once given. */
export const MOTS_RENDU: Record<Sens, string> = { ...MOTS_SENS, reserve: 'Favorable, avec une réserve' }

export type Force = 'consultatif' | 'obligatoire' | 'conforme'
export const MOTS_FORCE: Record<Force, string> = {
  consultatif: 'Consultatif',
  obligatoire: 'Obligatoire',
  conforme: 'Oblige si défavorable',
}
export type Silence = 'favorable' | 'rendu' | 'defavorable' | 'aucun'
/** What nobody answering means, once the delay is over. */
export const MOTS_SILENCE: Record<Silence, string> = {
  favorable: 'Favorable par silence',
  rendu: 'Réputé rendu, sans réponse',
  defavorable: 'Défavorable par silence',
  aucun: 'Pas de réponse',
}
/** The same, said before: « sans réponse, … ». */
export const MOTS_SI_SILENCE: Record<Silence, string> = {
  favorable: 'l’avis est réputé favorable',
  rendu: 'l’avis est réputé rendu',
  defavorable: 'l’avis est réputé défavorable',
  aucun: 'le silence ne vaut pas avis',
}

/** What becomes of a reserve: a clause of the act, a change asked of the porteur, or nothing, with why. */
export const SUITES = ['arrete', 'porteur', 'sans_effet'] as const
export type Suite = (typeof SUITES)[number]
export const MOTS_SUITE: Record<Suite, string> = {
  arrete: 'La reprendre dans l’arrêté',
  porteur: 'Demander au porteur de changer son plan',
  sans_effet: 'Sans effet, avec une raison',
}

/** Days that a link may live. */
export const DUREES = [7, 14, 30] as const
export const DUREE_HABITUELLE = 14
export const DEMANDE_MAX = 2000
export const AVIS_MAX = 10_000
export const NOM_MAX = 120
/** Requests that one mailbox receives in a day, at most, whatever the dossiers: of an expert, then of a body that the call asks, whose mailbox is a service's. */
export const PAR_JOUR_MAX = 5
export const DUS_PAR_JOUR_MAX = 60
/** How long, once the delay is over, an answer is still taken, to be joined without effect. */
export const JOURS_TARDIFS = 30
/** Days before the last one on which a body that has not answered is written to again. */
export const RELANCES = [7, 2] as const

export type Demande = {
  code: string | null
  renduLe: Date | null
  annuleLe: Date | null
  /** The first instant at which the link is dead: midnight, in Paris. */
  expireLe: Date
  /** The first instant at which an answer has no effect any more; of an opinion that the call asks for. */
  avant: Date | null
}
export type EtatAvis = 'rendu' | 'retire' | 'expire' | 'attendu' | 'silence'
/** Where a request stands at an instant. What comes once the delay is over changes nothing: the silence stays. */
export function etatAvis(a: Demande, instant: Date): EtatAvis {
  if (a.annuleLe) return 'retire'
  if (a.renduLe && !tardif(a)) return 'rendu'
  if (a.avant) return instant >= a.avant ? 'silence' : 'attendu'
  return instant >= a.expireLe ? 'expire' : 'attendu'
}
/** It came after its delay: joined, without effect. */
export const tardif = ({ renduLe, avant }: Pick<Demande, 'renduLe' | 'avant'>) => renduLe !== null && avant !== null && renduLe >= avant
/** The last day on which an answer counts. */
export const dernierJour = (avant: Date) => dateCivile(new Date(avant.getTime() - 1))

/** An opinion of the call on a dossier, and the request that was made of it. */
export type AvisDu = {
  code: string
  libelle: string
  quand: 'depot' | 'instruction' | 'comite'
  force: Force
  fondement?: string | undefined
  /** Nobody knows whether this dossier needs it: what its condition reads is missing. */
  aVerifier: boolean
  /** Of one that the porteur joins: whether it is there. */
  joint?: boolean | undefined
  demande?:
    | (Demande & { demandeLe: Date; silenceLe: Date | null; sens: Sens | null; silence: Silence | null; suite: Suite | null })
    | undefined
}
export type Position = 'a_demander' | 'attendu' | Sens | 'repute_rendu' | 'sans_reponse' | 'joint' | 'absent'

/** Where an opinion stands: what was answered in time, or what the silence means. Pure. */
export function positionDe({ quand, joint, demande: d }: AvisDu, instant: Date): Position {
  if (quand === 'depot') return joint ? 'joint' : 'absent'
  if (!d) return 'a_demander'
  switch (etatAvis(d, instant)) {
    case 'rendu':
      return d.sens!
    case 'silence':
      return d.silence === 'rendu' ? 'repute_rendu' : d.silence === 'aucun' || d.silence === null ? 'sans_reponse' : d.silence
    case 'attendu':
      return 'attendu'
    default:
      return 'a_demander'
  }
}

/** The same for what is decided or written from it: a silence counts once it is established, with its attestation. Pure. */
export const positionConstatee = (a: AvisDu): Position => positionDe(a, a.demande?.silenceLe ?? a.demande?.demandeLe ?? new Date(0))

const RESERVE_SANS_SUITE = 'sa réserve n’a pas de suite'
/** What an opinion keeps from happening, in sentences: any decision, or one that grants an aid or promises it. One that is only consultative keeps nothing. Pure. */
export function empechementsDe(avis: readonly AvisDu[]): { decision: string[]; aide: string[] } {
  const lus = avis.filter(a => a.force !== 'consultatif').map(a => ({ a, p: positionConstatee(a) }))
  const dire = (a: AvisDu, quoi: string) => `${a.libelle}\u00a0: ${quoi}.`
  return {
    decision: lus.flatMap(({ a, p }) => {
      const quoi = manque(a, p)
      return quoi ? [dire(a, quoi)] : []
    }),
    aide: lus.flatMap(({ a, p }) => [
      ...(a.force === 'conforme' && p === 'defavorable' ? [dire(a, `son avis est défavorable, et il lie${citer(a)}`)] : []),
      ...(p === 'reserve' && !a.demande?.suite ? [dire(a, RESERVE_SANS_SUITE)] : []),
    ]),
  }
}

/** What keeps a dossier from the comité: an opinion that is asked of nobody, and one that is due before it meets. Pure. */
export const obstaclesDesAvis = (avis: readonly AvisDu[]): string[] =>
  avis.flatMap(a => {
    const p = positionConstatee(a)
    const quoi = a.force === 'consultatif' || (p === 'attendu' && a.quand !== 'comite') ? undefined : manque(a, p)
    return quoi ? [`${a.libelle}\u00a0: ${quoi}.`] : []
  })

function manque(a: AvisDu, p: Position): string | undefined {
  switch (p) {
    case 'a_demander':
      return `son avis est obligatoire${citer(a)} et n’est pas demandé${a.aVerifier ? ' (on ne sait pas si ce dossier le demande\u00a0: une réponse manque)' : ''}`
    case 'attendu':
      return `son avis est obligatoire${citer(a)} et attendu jusqu’au ${formatDateCivile(dernierJour(a.demande!.avant!))}`
    case 'sans_reponse':
      return `son avis est obligatoire${citer(a)}, personne n’a répondu et le silence ne vaut pas avis. Demandez-le à nouveau`
    case 'absent':
      return `son avis est obligatoire${citer(a)} et n’est pas joint au dossier`
    default:
      return undefined
  }
}
const citer = ({ fondement }: AvisDu) => (fondement ? ` (${fondement})` : '')
