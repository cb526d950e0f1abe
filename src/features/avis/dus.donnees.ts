import { formatDateCivile, formatInstant, formatJour, joursEntre } from '../../lib/dates.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { MOTS_POSITION, questionDe } from './avis.mots.ts'
import {
  dernierJour,
  etatAvis,
  MOTS_FORCE,
  MOTS_SI_SILENCE,
  MOTS_SILENCE,
  type Position,
  positionDe,
  type Suite,
  tardif,
} from './avis.rules.ts'
import type { AvisLu } from './lire-avis.ts'
import { montrees, type Partie } from './parties.ts'

/** What a refused form of one opinion brings back: a request (`code`), another mailbox or a follow-up (`avis`). */
export type DuSaisi = { code?: string; avis?: string; courriel?: string; demande?: string; suite?: string; texte?: string }
/** An opinion that the call asks for, as its line and its answer are drawn. */
export type DuVu = {
  code: string
  /** Of its request; nothing before it. */
  id: string | undefined
  qui: string
  adresse: string
  /** Where its mails leave to, or would. */
  courriel: string
  force: string
  fondement: string | undefined
  /** Unfavourable, and binding. */
  lie: boolean
  /** « 8 février », and why: a formula, or what is missing to know. */
  demande: string
  pourquoi: string | undefined
  dernier: string | undefined
  /** The last day as a civil date, while it is awaited. */
  limite: string | undefined
  reste: string | undefined
  /** From 0 to 1 of its delay, while it is awaited. */
  part: number | undefined
  position: Position
  reponse: string
  precision: string | undefined
  piece: string | undefined
  attestation: string | undefined
  lire: boolean
  texte: string | undefined
  renduLe: string | undefined
  tard: { texte: string; le: string; sens: string } | undefined
  montrees: string
  question: string
  siSilence: string | undefined
  /** Not opened five days after it was sent. */
  jamaisLu: string | undefined
  suite: Suite | undefined
  suiteTexte: string
  saisi: DuSaisi | undefined
}
type Vue = {
  dus: readonly AvisLu[]
  pieces: readonly { id: string; code: string }[]
  parties: readonly Partie[]
  dossierId: string
  instant: Date
  saisi: DuSaisi | undefined
}

const JAMAIS_LU_JOURS = 5
/** The opinions of the call as the page of a dossier shows them. Pure. */
export const dusVus = (v: Vue): DuVu[] => v.dus.map(a => vueDe(a, v))

function vueDe(a: AvisLu, v: Vue): DuVu {
  const { ligne: l, prevu } = a
  const position = positionDe(a, v.instant)
  const attendu = position === 'attendu'
  const fichier = v.pieces.find(p => p.code === prevu.piece)
  const rendu = l?.renduLe && !tardif(l) ? l.renduLe : undefined
  return {
    code: a.code,
    id: l?.id,
    qui: a.libelle,
    adresse: [a.nomAdresse, l?.courriel ?? a.adresse].filter(Boolean).join(' · '),
    courriel: l?.courriel ?? a.adresse ?? '',
    force: MOTS_FORCE[a.force],
    fondement: a.fondement,
    lie: a.force === 'conforme' && position === 'defavorable',
    demande: l ? formatJour(l.demandeLe) : a.quand === 'depot' ? 'par le porteur' : 'pas encore',
    pourquoi: a.aVerifier ? 'on ne sait pas si ce dossier le demande\u00a0: une réponse manque' : undefined,
    dernier: l?.avant ? formatDateCivile(dernierJour(l.avant)) : prevu.delai_jours ? pluriel(prevu.delai_jours, 'jour') : undefined,
    limite: attendu ? dernierJour(l!.avant!) : undefined,
    reste: attendu ? resteDe(joursEntre(v.instant, new Date(l!.avant!.getTime() - 1))) : undefined,
    part: attendu ? (v.instant.getTime() - l!.demandeLe.getTime()) / (l!.avant!.getTime() - l!.demandeLe.getTime()) : undefined,
    position,
    reponse: l?.silence && etatAvis(l, v.instant) === 'silence' ? MOTS_SILENCE[l.silence] : MOTS_POSITION[position],
    precision: precisionDe(a, position),
    piece: position === 'joint' && fichier ? paths.instruction.lecture(v.dossierId, fichier.id) : undefined,
    attestation: l?.silenceLe ? paths.instruction.attestationAvis(v.dossierId, l.id) : undefined,
    lire: rendu !== undefined,
    texte: rendu && l?.texte ? l.texte : undefined,
    renduLe: rendu && formatInstant(rendu),
    tard:
      l?.renduLe && tardif(l) && l.texte && l.sens
        ? { texte: l.texte, le: formatInstant(l.renduLe), sens: MOTS_POSITION[l.sens] }
        : undefined,
    montrees: l ? montrees(l, v.parties) : '',
    question: l?.demande ?? questionDe(a),
    siSilence: l?.silence ? MOTS_SI_SILENCE[l.silence] : prevu.silence && MOTS_SI_SILENCE[prevu.silence],
    jamaisLu:
      attendu && !l!.ouvertLe && joursEntre(l!.demandeLe, v.instant) >= JAMAIS_LU_JOURS
        ? `${a.libelle} n’a pas ouvert la demande depuis ${pluriel(joursEntre(l!.demandeLe, v.instant), 'jour')}.`
        : undefined,
    suite: l?.suite ?? undefined,
    suiteTexte: l?.suiteTexte ?? '',
    saisi: v.saisi && (v.saisi.code === a.code || (l && v.saisi.avis === l.id)) ? v.saisi : undefined,
  }
}

const resteDe = (jours: number) => (jours === 0 ? 'dernier jour' : `encore ${pluriel(jours, 'jour')}`)
function precisionDe({ ligne: l }: AvisLu, position: Position): string | undefined {
  if (!l) return undefined
  if (position === 'attendu') return l.ouvertLe ? `lu le ${formatJour(l.ouvertLe)}` : 'pas encore ouvert'
  if (l.renduLe && !tardif(l)) return formatJour(l.renduLe)
  if (!l.avant) return undefined
  return `${formatDateCivile(dernierJour(l.avant))}, ${l.silenceLe ? 'constaté par le guichet' : 'constat en cours'}`
}
