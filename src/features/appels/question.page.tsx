import type { Ctx } from '../../http.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import type { Appel } from '../cahier/index.ts'
import { evaluer, preparerRegles } from '../recevabilite/index.ts'
import type { Faits } from '../verdicts/index.ts'
import { momentDe } from './pages/appels.mots.ts'
import { QuestionPage } from './pages/question.view.tsx'
import { valeurDe } from './pages/reponses.mots.ts'
import { avecAideCalculee, lireReponses } from './simulateur.form.ts'
import { type AInterroger, erreursStructure } from './simulateur.page.tsx'
import { faitsDesReponses, type QuestionPosee, questionsPosees, repondue } from './simulateur.questions.ts'
import { jusquIciDe } from './simulateur.rules.ts'

/** The page of one question, with the answer so far. */
export function poserQuestion(c: Ctx, publie: AInterroger, q: URLSearchParams, question: QuestionPosee, erreurs: FieldErrors = {}) {
  const { appel, structure, sha256 } = publie
  const { site, ctx } = c.var
  const regles = preparerRegles(appel, sha256)
  const lus = faitsDesReponses(publie, q, ctx.instant)
  const faits = avecAideCalculee(appel, lus, regles.aide(lus))
  const questions = questionsPosees(publie, q, ctx.instant)
  const libelleStructure = structure.etat === 'trouvee' ? structure.libelle : undefined
  return (
    <QuestionPage
      site={site}
      appel={appel}
      moment={momentDe(appel, ctx.instant)}
      q={q}
      questions={questions}
      question={question}
      jusquIci={jusquIciDe(evaluer(regles, faits, 'simulateur'))}
      reponses={new Map(questions.map(x => [x.code, enBref(x, { appel, faits, libelleStructure })]))}
      erreurs={erreurs}
      choix={structure.etat === 'plusieurs' ? structure.choix : []}
    />
  )
}
const enBref = (
  x: QuestionPosee,
  { appel, faits, libelleStructure }: { appel: Appel; faits: Faits; libelleStructure: string | undefined },
) => {
  const montant = x.genre === 'ressource' ? faits.montants?.[x.ressource] : undefined
  if (x.genre === 'ressource') return montant === undefined ? '' : formatEuros(montant)
  if (x.genre === 'volet') return appel.volets.find(v => v.code === faits.volet)?.titre ?? ''
  return valeurDe({ appel, faits, libelleStructure }, x.ecran) ?? ''
}

/** What cannot be read of the answer to one question, or that nothing was answered: « Je ne sais pas encore » is an answer, silence is none. */
export function erreursDe(publie: AInterroger, q: URLSearchParams, question: QuestionPosee): FieldErrors {
  const lues = lireReponses(publie.appel, q).erreurs
  const siennes = Object.fromEntries(Object.entries(lues).filter(([champ]) => question.champs.includes(champ)))
  const [premier] = question.champs
  if (question.ecran.type === 'structure') Object.assign(siennes, erreursStructure(publie.structure))
  return Object.keys(siennes).length > 0 || repondue(question, q) || !premier
    ? siennes
    : { [premier]: 'Répondez, ou choisissez «\u00a0Je ne sais pas encore\u00a0»' }
}
