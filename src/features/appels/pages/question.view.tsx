import type { Child } from 'hono/jsx'
import type { FieldErrors } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { MoneyField } from '../../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { type Appel, voletDe } from '../../cahier/index.ts'
import { CHAMP, saisieDe, valeurAction } from '../simulateur.form.ts'
import { clausesDeLaQuestion, passees, type QuestionPosee, repondue } from '../simulateur.questions.ts'
import type { JusquIci } from '../simulateur.rules.ts'
import type { Moment } from './appels.mots.ts'
import { PasOuvert } from './simulateur.view.tsx'
import { LIBELLES_RESSOURCE, libelleEcran, Questions } from './simulateur-champs.view.tsx'
import type { ChoixStructure } from './simulateur-structure.view.tsx'

export type QuestionProps = {
  site: Site
  appel: Appel
  moment: Moment
  q: URLSearchParams
  questions: readonly QuestionPosee[]
  question: QuestionPosee
  jusquIci: JusquIci
  /** The answers given so far, in words, by question. */
  reponses: ReadonlyMap<string, string>
  erreurs?: FieldErrors
  choix?: readonly ChoixStructure[]
}

/** One question of « Suis-je éligible ? », at its own address: the answers are in the address, nothing is stored. */
export const QuestionPage = (p: QuestionProps) => {
  const { site, appel, moment, q, questions, question, erreurs = {} } = p
  const rang = questions.findIndex(x => x.code === question.code)
  const precedente = questions[rang - 1]
  return (
    <Page
      site={site}
      titre={`${titreDe(appel, question)}, question ${rang + 1}, ${appel.titre}`}
      erreur={Object.keys(erreurs).length > 0}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
        { libelle: appel.simulateur.titre },
      ]}
    >
      <div class="gt-deux">
        <div class="gt-deux__tete gt-question">
          <ErrorSummary errors={erreurs} />
          {rang === 0 && <PasOuvert moment={moment} />}
          <p class="gt-question__n">
            {appel.simulateur.titre} Question&nbsp;{rang + 1} sur {questions.length}
          </p>
          <svg class="gt-fil" width="100%" height="6" aria-hidden="true" focusable="false">
            <rect width={`${((100 * rang) / questions.length).toFixed(1)}%`} height="6" />
          </svg>
          <h1 id="question">
            <Typo texte={titreDe(appel, question)} />
          </h1>
          <Formulaire method="get" action={paths.eligibilite.question(appel.slug, question.code)} aria-labelledby="question">
            <input type="hidden" name="suite" value="oui" />
            {[...q]
              .filter(([champ, v]) => !question.champs.includes(champ) && !(champ === CHAMP.passe && v === question.code) && v !== '')
              .map(([champ, v]) => (
                <input type="hidden" name={champ} value={v} />
              ))}
            <Champs {...p} />
            <Pourquoi appel={appel} question={question} />
            <div class="gt-actions">
              <button class="fr-btn" type="submit">
                {rang === questions.length - 1 && question.genre !== 'volet' ? 'Voir la réponse' : 'Continuer'}
              </button>
              <button class="fr-btn fr-btn--secondary" type="submit" name="plus_tard" value="oui">
                Je ne sais pas encore
              </button>
            </div>
          </Formulaire>
          {precedente && (
            <p>
              <a class="fr-link fr-icon-arrow-left-line fr-link--icon-left" href={adresseDe(appel, precedente, q)}>
                Question&nbsp;{rang}
              </a>
            </p>
          )}
        </div>
        <aside class="gt-deux__cote" aria-label="Votre réponse jusqu’ici">
          <EnMots {...p} />
        </aside>
      </div>
    </Page>
  )
}

const adresseDe = (appel: Appel, question: QuestionPosee, q: URLSearchParams) =>
  `${paths.eligibilite.question(appel.slug, question.code)}${q.size > 0 ? `?${q}` : ''}`

/** What the page asks, in the words of the call. */
export function titreDe(appel: Appel, question: QuestionPosee): string {
  if (question.genre === 'volet') return 'De quel volet relève votre projet\u00a0?'
  if (question.genre === 'actions') return 'Que ferez-vous\u00a0?'
  if (question.genre === 'ressource') return LIBELLES_RESSOURCE[question.ressource][0]
  return libelleEcran(appel, question.ecran)
}

const Champs = (p: QuestionProps): Child => {
  const { appel, question, q, erreurs = {}, choix = [] } = p
  const aide = question.ecran.aide && (
    <p>
      <Typo texte={question.ecran.aide} />
    </p>
  )
  switch (question.genre) {
    case 'volet':
      return (
        <RadioGroup
          name={CHAMP.volet}
          label={<span class="fr-sr-only">Volet</span>}
          value={q.get(CHAMP.volet) ?? (q.get(CHAMP.actions) ?? '').split(':')[0]}
          error={erreurs[CHAMP.volet]}
          options={appel.volets.map(v => ({ value: v.code, label: `${v.numero}. ${v.titre}` }))}
        />
      )
    case 'actions':
      return (
        <CheckboxGroup
          name={CHAMP.actions}
          label={`Actions du volet\u00a0${voletDe(appel, question.volet)?.numero}, au moins une`}
          error={erreurs[CHAMP.actions]}
          values={q.getAll(CHAMP.actions)}
          options={(voletDe(appel, question.volet)?.actions ?? []).map(a => ({
            value: valeurAction(question.volet, a.code),
            label: a.libelle,
          }))}
        />
      )
    case 'ressource': {
      const [libelle, indice] = LIBELLES_RESSOURCE[question.ressource]
      return [
        aide,
        <MoneyField
          name={question.ressource}
          label={libelle}
          hint={indice ?? 'Par exemple 7\u00a0500. Une estimation suffit.'}
          value={saisieDe(q, question.ressource)}
          error={erreurs[question.ressource]}
        />,
      ]
    }
    default:
      return <Questions appel={appel} ecran={question.ecran} q={q} erreurs={erreurs} choix={choix} />
  }
}

/** Clauses stand in a fold: nobody reads a number before the question. */
const Pourquoi = ({ appel, question }: Pick<QuestionProps, 'appel' | 'question'>) => {
  const clauses = clausesDeLaQuestion(appel, question)
  if (clauses.length === 0) return null
  return (
    <details class="gt-details fr-mb-2w">
      <summary>Pourquoi cette question&nbsp;?</summary>
      <ul>
        {clauses.map(c => (
          <li>
            <Typo texte={appel.clauses[c]?.texte ?? ''} /> <a href={paths.appels.clause(appel.slug, c)}>{c}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The answer so far, in one sentence that is said aloud, then what was answered; nothing is red before something was typed. */
const EnMots = ({ appel, q, questions, question, jusquIci, reponses }: QuestionProps) => {
  const faites = questions.filter(x => x.code !== question.code && repondue(x, q))
  const reste = questions.length - faites.length
  return (
    <div class="gt-mots">
      <h2>{faites.length === 0 ? 'Avant de commencer' : 'Jusqu’ici'}</h2>
      <div role="status">
        <p class="gt-mots__phrase">
          {faites.length === 0 ? `${pluriel(questions.length, 'question')}, ${appel.simulateur.duree}.` : jusquIci.phrase}
        </p>
        {faites.length > 0 && jusquIci.detail && <p>{jusquIci.detail}</p>}
      </div>
      <ul class="fr-raw-list">
        {faites.map(x => (
          <li>
            <span class="gt-doux">{titreDe(appel, x)}</span>
            <br />
            {passees(q).has(x.code) ? 'Plus tard.' : (reponses.get(x.code) ?? '')}{' '}
            <a href={adresseDe(appel, x, q)}>
              Modifier<span class="fr-sr-only">&nbsp;: {titreDe(appel, x)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p class="gt-doux">{faites.length === 0 ? 'La réponse se construit à mesure.' : `Il reste ${pluriel(reste, 'question')}.`}</p>
    </div>
  )
}
