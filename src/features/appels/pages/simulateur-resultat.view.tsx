import type { Child } from 'hono/jsx'
import { formatJour } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Agir, Conseil, Deux, Source, Sur } from '../../../ui/blocs.tsx'
import { Reponses, type Reponse as ReponseVue } from '../../../ui/listes.tsx'
import { MontrerLesClauses } from '../../../ui/machines.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Typo } from '../../../ui/texte.tsx'
import { Decompte, decompteEnMots, Verdicts, type VerdictVue } from '../../../ui/verdicts.tsx'
import { CalculDeLAide, MontantCalcule } from '../../aide/index.ts'
import { type Appel, contactsPour, type Ecran, questionDe } from '../../cahier/index.ts'
import { quandEnMots, RIEN_NE_PRESSE } from '../../calendrier/index.ts'
import type { AideCalculee, Faits, Verdict } from '../../verdicts/index.ts'
import { CHAMP } from '../simulateur.form.ts'
import type { QuestionPosee } from '../simulateur.questions.ts'
import type { Bilan } from '../simulateur.rules.ts'
import { type AppelPageProps, Commencer } from './appel.view.tsx'
import { liste, type Moment, nomVolets } from './appels.mots.ts'
import { clausesDe } from './reperes.tsx'
import { valeurDe } from './reponses.mots.ts'
import { libelleEcran } from './simulateur-champs.view.tsx'

export type ResultatProps = {
  site: Site
  appel: Appel
  numero: number
  publieeLe: Date
  moment: Moment
  q: URLSearchParams
  /** Those that these answers ask for, to come back to one of them. */
  questions: readonly QuestionPosee[]
  faits: Faits
  libelleStructure: string | undefined
  verdicts: readonly Verdict[]
  /** The aid that the call computes from these answers. */
  aide: AideCalculee | undefined
  bilan: Bilan
  peutDeposer: AppelPageProps['peutDeposer']
}

/** The result: what it is, each rule with the person's own figures and its clause, the answers and how to change them. */
export const ResultatPage = (p: ResultatProps) => {
  const { appel, bilan, verdicts } = p
  return (
    <Page
      site={p.site}
      titre={`${bilan.titre}, ${appel.titre}`}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
        { libelle: appel.simulateur.titre },
      ]}
    >
      <Deux
        nomCote="Que faire maintenant"
        tete={
          <>
            <Sur>{appel.simulateur.titre} Votre résultat</Sur>
            <h1 class="fr-mb-2w">{bilan.titre}</h1>
            <p class="fr-text--lead fr-mb-3w">{bilan.chapeau}</p>
            <Decompte verdicts={verdicts} nom="Résumé du résultat" />
          </>
        }
        cote={<Cote {...p} />}
      >
        {p.aide && (
          <section aria-labelledby="aide" class="fr-mb-5w">
            <h2 id="aide" class="fr-h4">
              Aide calculée
            </h2>
            <p class="gt-aide-calculee__montant">
              <MontantCalcule aide={p.aide} />
            </p>
            <CalculDeLAide aide={p.aide} />
          </section>
        )}
        <section aria-labelledby="regles">
          <h2 id="regles" class="fr-h4">
            Chaque règle, avec vos chiffres
          </h2>
          <VerdictsPlies {...p} />
          <AJoindre appel={appel} />
          <Source>
            <Typo texte={appel.simulateur.avertissement} /> Règles de la version&nbsp;{p.numero} du <Typo texte={formatJour(p.publieeLe)} />
            . L’adresse de cette page contient vos réponses&nbsp;: vous pouvez la garder ou la partager.
          </Source>
        </section>
        <section aria-labelledby="reponses" class="fr-mt-6w">
          <h2 id="reponses" class="fr-h4">
            Vos réponses
          </h2>
          <Reponses reponses={appel.simulateur.ecrans.filter(e => p.questions.some(x => x.ecran === e)).map(e => reponseDe(p, e))} />
        </section>
      </Deux>
    </Page>
  )
}

/** Back to a question with its answer; to the first one by default. */
const modifier = ({ appel, q, questions }: Pick<ResultatProps, 'appel' | 'q' | 'questions'>, question = questions[0]!.code) =>
  `${paths.eligibilite.question(appel.slug, question)}?${q}`

const Cote = (p: ResultatProps) => {
  const { appel, bilan, moment, q } = p
  const contacts = contactsPour(appel, p.faits.volet, p.faits.structure?.departement)
  const liens: Child[] = [
    ...(bilan.eligible ? [<a href={modifier(p)}>Modifier mes réponses</a>] : []),
    ...(!bilan.eligible && moment.etat === 'ouvert' && p.peutDeposer !== 'non'
      ? [<Commencer slug={appel.slug} peutDeposer={p.peutDeposer} reponses={q} libelle="Commencer un brouillon avec ces réponses" second />]
      : []),
    <a href={`${paths.eligibilite.pdf(appel.slug)}?${q}`} download data-turbo="false">
      Garder ce résultat (PDF)
    </a>,
    <a href={paths.appels.voir(appel.slug)}>Lire l’appel</a>,
    ...contacts
      .slice(0, 3)
      .map(c => (
        <a
          href={`mailto:${c.courriel}`}
        >{`Écrire au contact\u00a0: ${c.libelle}, ${nomVolets(appel, c.volets).toLowerCase()}${departements(appel, c.departements)}`}</a>
      )),
  ]
  return (
    <>
      {!bilan.eligible ? (
        <Agir {...bilan.suite} principal={{ libelle: 'Modifier mes réponses', href: modifier(p) }} liens={liens} />
      ) : moment.etat === 'ouvert' ? (
        <Agir titre={bilan.des ? `Vous pourrez déposer à partir du ${bilan.des}` : 'Vous pouvez déposer'} liens={liens}>
          {bilan.des && <p class="gt-agir__texte">Vous pouvez commencer le dossier dès maintenant.</p>}
          <p class="gt-agir__texte">Le brouillon reprend vos réponses. Il ne vous engage pas.</p>
          <Commencer slug={appel.slug} peutDeposer={p.peutDeposer} reponses={q} libelle="Commencer un brouillon avec ces réponses" />
        </Agir>
      ) : (
        <Agir titre="Vous pourrez déposer" liens={liens}>
          <p class="gt-agir__texte">
            à partir du <Echeance instant={moment.vague.ouverture} />
          </p>
        </Agir>
      )}
      {moment.etat === 'ouvert' && (
        <Source>
          {moment.quand.presse ? (
            <>
              Clôture le <Echeance instant={moment.quand.cloture} />. Il reste {moment.delai}.
            </>
          ) : (
            `${RIEN_NE_PRESSE}. ${quandEnMots(moment.quand).join(' ')}`
          )}
        </Source>
      )}
    </>
  )
}

const departements = (appel: Appel, codes: readonly string[] | undefined) =>
  codes ? `, ${liste(codes.map(c => appel.territoire.departements.find(d => d.code === c)?.nom ?? c))}` : ''

/** A verdict of the rules as the page shows it: what can be mended has a link to its question. */
function vueDe(p: ResultatProps, v: Verdict): VerdictVue {
  const question = questionDuChamp(p, v.champ)
  const aCorriger = v.resultat === 'non_respectee' || v.resultat === 'a_completer' || v.resultat === 'attention'
  const remede = v.lien
    ? { texte: v.lien.libelle, href: v.lien.adresse }
    : aCorriger && question
      ? { texte: 'Modifier cette réponse', href: modifier(p, question) }
      : undefined
  // nobody can answer here what the form alone asks, a table above all
  const auDossier = v.resultat === 'a_completer' && !question && v.champ !== undefined && questionDe(p.appel, v.champ) !== undefined
  return {
    resultat: v.resultat,
    titre: v.titre,
    phrase: auDossier ? `${v.explication} Ce test ne le demande pas\u00a0: le dossier le demandera.` : v.explication,
    clauses: clausesDe(p.appel.slug, v.clauses),
    ...(remede ? { remede } : {}),
  }
}

/** What is to be done first, and open; what is respected is one line. Clauses are inside the folds. */
const VerdictsPlies = (p: ResultatProps) => {
  const respectees = p.verdicts.filter(v => v.resultat === 'respectee' || v.resultat === 'sans_objet')
  const autres = p.verdicts.filter(v => !respectees.includes(v))
  return (
    <div class="gt-plis">
      {autres.length > 0 && (
        <details class="gt-details" open>
          <summary>{pluriel(autres.length, 'point à regarder', 'points à regarder')}</summary>
          <Verdicts verdicts={autres.map(v => vueDe(p, v))} />
        </details>
      )}
      {respectees.length > 0 && (
        <details class="gt-details">
          <summary>{decompteEnMots(respectees)}</summary>
          <Verdicts verdicts={respectees.map(v => vueDe(p, v))} />
        </details>
      )}
      {p.verdicts.some(v => v.clauses.length > 0) && <MontrerLesClauses href={paths.appels.clauses(p.appel.slug)} />}
    </div>
  )
}

/** The question that asks for the field that a rule points to, by its code. */
function questionDuChamp({ questions }: Pick<ResultatProps, 'questions'>, champ: string | undefined): string | undefined {
  if (!champ) return undefined
  const nature = /^depenses\.(.+)$/.exec(champ)?.[1]
  const cherches = nature
    ? [CHAMP.depense(nature)]
    : (({ autres_aides: ['autres'], actions: [CHAMP.actions, CHAMP.volet] } as Record<string, string[]>)[champ] ?? [champ])
  const posee = questions.find(x => x.champs.some(c => cherches.includes(c)))
  return (posee ?? (champ === 'depenses' ? questions.find(x => x.ecran.type === 'depenses') : undefined))?.code
}

const AJoindre = ({ appel }: { appel: Appel }) => {
  const pieces = appel.pieces.filter(x => x.obligatoire && !x.si)
  if (pieces.length === 0) return null
  return (
    <Conseil>
      <b>À joindre au dépôt&nbsp;:</b> {liste(pieces.map(x => x.libelle.charAt(0).toLowerCase() + x.libelle.slice(1)))}.
    </Conseil>
  )
}

function reponseDe(p: ResultatProps, e: Ecran): ReponseVue {
  return {
    libelle: libelleEcran(p.appel, e),
    valeur: valeurDe(p, e),
    modifier: modifier(p, p.questions.find(x => x.ecran === e)?.code),
  }
}
