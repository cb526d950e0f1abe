import { type Appel, type Ecran, questionDe } from '../cahier/index.ts'
import { preparerRegles } from '../recevabilite/index.ts'
import type { Faits } from '../verdicts/index.ts'
import { actionImposee, CHAMP, type ChampRessource, lireReponses, naturesDemandees, ressourcesDemandees } from './simulateur.form.ts'

/** One question, one page: a screen of the call, or the part of it that is asked alone. `champs`: the parameters of the address that answer it. */
export type QuestionPosee = { code: string; ecran: Ecran; champs: readonly string[] } & (
  | { genre: 'ecran' }
  | { genre: 'volet' }
  | { genre: 'actions'; volet: string }
  | { genre: 'ressource'; ressource: ChampRessource }
)

/** The call whose questions are asked, with the structure that the answers name. */
type APoser = { appel: Appel; sha256: string; structure: { etat: string; faits?: NonNullable<Faits['structure']> } }
/** What the rules may know of these answers. */
export const faitsDesReponses = ({ appel, structure }: APoser, q: URLSearchParams, instant: Date): Faits => ({
  ...lireReponses(appel, q).faits,
  instant,
  ...(structure.faits ? { structure: structure.faits } : {}),
})

/** The questions of a call in their order, for these answers: the volet before its actions, one amount at a time, and no question that its form would not ask. Pure. */
export function questionsPosees(publie: APoser, q: URLSearchParams, instant: Date): QuestionPosee[] {
  const { appel, sha256 } = publie
  const { questions } = preparerRegles(appel, sha256).visibilite(faitsDesReponses(publie, q, instant))
  return appel.simulateur.ecrans.filter(e => e.type !== 'question' || questions.has(e.question)).flatMap(ecran => deLEcran(appel, ecran, q))
}

function deLEcran(appel: Appel, ecran: Ecran, q: URLSearchParams): QuestionPosee[] {
  const { code } = ecran
  switch (ecran.type) {
    case 'structure':
      return [{ genre: 'ecran', code, ecran, champs: [CHAMP.structure, CHAMP.structureId, CHAMP.type, CHAMP.departement, CHAMP.lieu] }]
    case 'volet_actions': {
      const [unique, ...autres] = appel.volets
      const volet = autres.length === 0 ? unique?.code : voletChoisi(appel, q)
      return [
        ...(autres.length > 0 ? [{ genre: 'volet', code: `${code}-volet`, ecran, champs: [CHAMP.volet] } as const] : []),
        ...(volet && !actionImposee(appel)
          ? [{ genre: 'actions', code: `${code}-actions`, ecran, champs: [CHAMP.actions], volet } as const]
          : []),
      ]
    }
    case 'ressources':
      return ressourcesDemandees(appel).map(r => ({ genre: 'ressource', code: `${code}-${r}`, ecran, champs: [r], ressource: r }))
    case 'depenses':
      return [{ genre: 'ecran', code, ecran, champs: naturesDemandees(appel, ecran).map(CHAMP.depense) }]
    case 'partenaires':
      return [{ genre: 'ecran', code, ecran, champs: [CHAMP.partenaires] }]
    case 'question':
      return [{ genre: 'ecran', code, ecran, champs: [ecran.question] }]
  }
}

const voletChoisi = ({ volets }: Appel, q: URLSearchParams) => {
  const [code] = (q.get(CHAMP.actions) ?? '').split(':')
  return volets.find(v => v.code === (q.get(CHAMP.volet) ?? code))?.code
}

export const passees = (q: URLSearchParams): ReadonlySet<string> => new Set(q.getAll(CHAMP.passe))
/** Whether a question has an answer, « Je ne sais pas encore » included. */
export const repondue = (question: QuestionPosee, q: URLSearchParams) =>
  passees(q).has(question.code) || question.champs.some(c => (q.get(c) ?? '') !== '')

/** The answers once this question is answered, or left for later: the actions of another volet go, and so does what is empty. */
export function apresReponse(question: QuestionPosee, q: URLSearchParams, { plusTard }: { plusTard: boolean }): URLSearchParams {
  const garde = [...q].filter(
    ([champ, v]) =>
      v !== '' &&
      !(champ === CHAMP.passe && v === question.code) &&
      !(plusTard && question.champs.includes(champ)) &&
      !(question.genre === 'volet' && champ === CHAMP.actions && !v.startsWith(`${q.get(CHAMP.volet)}:`)),
  )
  const apres = new URLSearchParams(garde)
  if (plusTard) apres.append(CHAMP.passe, question.code)
  return apres
}

/** The clauses that a question applies, for whoever asks why it is asked. */
export function clausesDeLaQuestion(appel: Appel, { ecran }: QuestionPosee): string[] {
  const de = (): readonly string[] => {
    switch (ecran.type) {
      case 'structure':
        return appel.porteurs.types.flatMap(t => t.clauses)
      case 'volet_actions':
        return appel.volets.flatMap(v => v.clauses)
      case 'ressources':
        return appel.aide.clauses
      case 'depenses':
        return appel.natures.filter(n => ecran.natures.includes(n.code)).flatMap(n => n.clauses)
      case 'partenaires':
        return appel.porteurs.projet_commun.clauses ?? []
      case 'question':
        return [questionDe(appel, ecran.question)?.clause ?? '']
    }
  }
  return [...new Set(de())].filter(c => appel.clauses[c])
}
