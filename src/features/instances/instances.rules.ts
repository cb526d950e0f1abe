import type { Centimes } from '../../lib/euros.ts'
import type { Appel } from '../cahier/index.ts'
import { accorde, type Sens } from '../decisions/decision.rules.ts'

/** A body that gives an opinion, as the call writes it. */
export type InstanceDAvis = Extract<Appel['instances'][number], { nature: 'avis' }>
/** The body that sits in a séance. `code`: none for the comité; `libelle`: its name, where the call gives one. */
export type Instance = {
  code: string | null
  avis: boolean
  libelle: string | undefined
  texte: string | undefined
  clauses: readonly string[]
  composition: NonNullable<Appel['comite']>['composition']
  quorum: number
  /** How many powers of absent members one who is there may hold. */
  pouvoirs: number
  /** Whether whoever gave a power counts for the quorum. */
  pouvoirsAuQuorum: boolean
}
/** The comité, where the people of a call are told apart by body. */
export const CODE_COMITE = 'comite'

export const instancesDAvis = (appel: Pick<Appel, 'instances'>): InstanceDAvis[] => appel.instances.filter(x => x.nature === 'avis')

/** A body of a call by its code, or its comité without one; nothing when the call has no such body. Pure. */
export function instanceDe(appel: Pick<Appel, 'instances' | 'comite'>, code: string | null): Instance | undefined {
  if (code === null) {
    if (!appel.comite) return undefined
    const nommee = appel.instances.find(x => x.nature === 'selection') ?? appel.instances.find(x => x.nature === 'decision')
    const { composition, quorum, texte, clauses } = appel.comite
    return {
      code,
      avis: false,
      libelle: nommee?.libelle,
      texte: nommee?.texte ?? texte,
      clauses,
      composition,
      quorum,
      pouvoirs: 0,
      pouvoirsAuQuorum: false,
    }
  }
  const x = instancesDAvis(appel).find(i => i.code === code)
  if (!x) return undefined
  const composition = x.composition.map(s => ({ ...s, role: 'membre' as const }))
  return {
    code,
    avis: true,
    libelle: x.libelle,
    texte: x.texte,
    clauses: x.clauses,
    composition,
    quorum: x.quorum,
    pouvoirs: x.pouvoirs,
    pouvoirsAuQuorum: x.pouvoirs_au_quorum,
  }
}

/** Who decides, as the call names them; its own words where it has them. */
export const autoriteDe = (appel: Appel): string =>
  appel.instances.find(x => x.nature === 'decision')?.libelle ?? appel.regime.signataire ?? appel.regime.service.nom

export const SENS_AVIS = ['favorable', 'reserve', 'defavorable', 'reporte'] as const
export type SensAvis = (typeof SENS_AVIS)[number]
export const MOTS_AVIS: Record<SensAvis, string> = {
  favorable: 'Favorable',
  reserve: 'Favorable avec réserve',
  defavorable: 'Défavorable',
  reporte: 'Reporté',
}
export const RAISON_MAX = 4000

/** Votes as they were counted. */
export type Votes = { pour: number; contre: number; abstention: number; sansVote: number }
/** « 10 pour, 0 contre, 1 abstention »; nothing of what was put off without a vote. */
export const direVotes = (v: Votes): string =>
  v.pour + v.contre + v.abstention + v.sansVote === 0
    ? ''
    : `${v.pour}\u00a0pour, ${v.contre}\u00a0contre, ${v.abstention}\u00a0abstention${v.abstention > 1 ? 's' : ''}${
        v.sansVote > 0 ? `, ${v.sansVote} sans prendre part au vote` : ''
      }`

/** As it was typed. */
export type SaisieAvis = { sens: string; pour: string; contre: string; abstention: string; sans_vote: string; raison: string }
export type ErreursAvis = Partial<Record<keyof SaisieAvis, string>>
export type AvisCompris = Votes & { sens: SensAvis; raison: string }

const CHAMPS = ['pour', 'contre', 'abstention', 'sans_vote'] as const
const MOTS_RAISON: Record<Exclude<SensAvis, 'favorable'>, string> = {
  reserve: 'Écrivez la réserve',
  defavorable: 'Dites pourquoi l’avis est défavorable',
  reporte: 'Dites pourquoi l’avis est reporté',
}

/** How many vote on a dossier, and how many of them by the power that they gave. */
type Voix = { votants: number; parPouvoir: number }
/** « 10 votants, dont 2 par pouvoir » */
const direVoix = ({ votants, parPouvoir }: Voix) =>
  `${votants}\u00a0votant${votants > 1 ? 's' : ''}${parPouvoir > 0 ? `, dont ${parPouvoir} par pouvoir` : ''}`

/** What a form says of an opinion, against as many voters, or what is wrong in it. One that is put off needs no vote. Pure. */
export function comprendreAvis(s: SaisieAvis, voix: Voix): { ok: true; value: AvisCompris } | { ok: false; errors: ErreursAvis } {
  const sens = SENS_AVIS.find(x => x === s.sens)
  const lus = CHAMPS.map(c => [c, s[c] === '' ? 0 : /^\d{1,3}$/.test(s[c]) ? Number(s[c]) : undefined] as const)
  const [pour = 0, contre = 0, abstention = 0, sansVote = 0] = lus.map(([, n]) => n)
  const compte =
    sens === 'reporte' && CHAMPS.every(c => s[c] === '') ? undefined : erreurDuCompte({ pour, contre, abstention, sansVote }, voix)
  const illisibles = lus.flatMap(([c, n]) => (n === undefined ? [[c, `«\u00a0${s[c]}\u00a0» n’est pas un nombre de voix`] as const] : []))
  const errors: ErreursAvis = {
    ...(sens ? {} : { sens: 'Choisissez un avis' }),
    ...(illisibles.length > 0 ? Object.fromEntries(illisibles) : compte ? { pour: compte } : {}),
    ...(sens && sens !== 'favorable' && s.raison === '' ? { raison: MOTS_RAISON[sens] } : {}),
    ...(s.raison.length > RAISON_MAX ? { raison: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' } : {}),
  }
  const contraire = sens && !errors.pour && illisibles.length === 0 ? contredit(sens, pour, contre) : undefined
  if (contraire) errors.sens = contraire
  if (!sens || Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, value: { sens, pour, contre, abstention, sansVote, raison: sens === 'favorable' ? '' : s.raison } }
}

function erreurDuCompte({ pour, contre, abstention, sansVote }: Votes, voix: Voix): string | undefined {
  const total = pour + contre + abstention + sansVote
  if (total === voix.votants) return undefined
  const ensemble = `${pour}\u00a0pour, ${contre}\u00a0contre, ${abstention}\u00a0abstention${abstention > 1 ? 's' : ''}${sansVote > 0 ? ` et ${sansVote} sans vote` : ''}`
  return `${ensemble} font ${total}\u202f; il y a ${direVoix(voix)}. Corrigez, ou dites qui n’a pas pris part au vote`
}

/** A tie may go either way: whoever chairs settles it. */
function contredit(sens: SensAvis, pour: number, contre: number): string | undefined {
  if ((sens === 'favorable' || sens === 'reserve') && pour < contre)
    return `${contre}\u00a0voix contre et ${pour} pour\u00a0: l’avis n’est pas favorable`
  if (sens === 'defavorable' && pour > contre) return `${pour}\u00a0voix pour et ${contre} contre\u00a0: l’avis n’est pas défavorable`
  return undefined
}

/** Whether a decision goes against an opinion: it grants what was refused or more than what was put to the body, or refuses what was favourable. Cents. Pure. */
export function contreAvis(avis: { sens: SensAvis; montant: Centimes }, d: { sens: Sens; montant: Centimes }): boolean {
  if (d.sens === 'ajourne' || d.sens === 'sans_suite') return false
  if (avis.sens === 'defavorable') return d.sens !== 'non_retenu'
  return accorde(d.sens) ? d.montant > avis.montant : d.sens === 'non_retenu'
}
