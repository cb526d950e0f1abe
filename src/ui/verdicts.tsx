import type { Child } from 'hono/jsx'
import { Clause, type ClauseRef } from './liens.tsx'
import { Typo } from './texte.tsx'

/** What a rule says of a dossier, in the order in which lists show it: what blocks first. */
export const RESULTATS = ['non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier', 'respectee', 'sans_objet'] as const
export type ResultatVerdict = (typeof RESULTATS)[number]

/** The words of each result, everywhere the same; the badge carries word and icon, never colour alone. */
const MOTS: Record<ResultatVerdict, { mot: string; badge: string; icone: string; classe: string; compte: (n: number) => string }> = {
  non_respectee: {
    mot: 'Non respectée',
    badge: 'fr-badge--error',
    icone: 'fr-icon-error-fill',
    classe: 'ko',
    compte: n => (n > 1 ? 'non respectées' : 'non respectée'),
  },
  // nothing is wrong yet: red is for what is
  a_completer: {
    mot: 'À compléter',
    badge: 'fr-badge--info fr-badge--no-icon',
    icone: 'fr-icon-edit-line',
    classe: 'completer',
    compte: () => 'à compléter',
  },
  autre_appel: {
    mot: 'Autre appel',
    badge: 'fr-badge--new fr-badge--no-icon',
    icone: 'fr-icon-arrow-right-line',
    classe: 'ailleurs',
    compte: n => (n > 1 ? 'relèvent d’un autre appel' : 'relève d’un autre appel'),
  },
  attention: {
    mot: 'Attention',
    badge: 'fr-badge--warning',
    icone: 'fr-icon-warning-fill',
    classe: 'attention',
    compte: n => (n > 1 ? 'points d’attention' : 'point d’attention'),
  },
  a_verifier: { mot: 'À vérifier', badge: 'fr-badge--info', icone: 'fr-icon-info-fill', classe: 'verifier', compte: () => 'à vérifier' },
  respectee: {
    mot: 'Respectée',
    badge: 'fr-badge--success',
    icone: 'fr-icon-success-fill',
    classe: 'ok',
    compte: n => (n > 1 ? 'respectées' : 'respectée'),
  },
  sans_objet: { mot: 'Sans objet', badge: '', icone: 'fr-icon-subtract-line', classe: 'objet', compte: () => 'sans objet' },
}

/** « Non respectée », « À compléter »… */
export const motVerdict = (r: ResultatVerdict) => MOTS[r].mot

export type VerdictVue = {
  resultat: ResultatVerdict
  /** Short name of the rule: « Coût global minimal ». */
  titre: string
  /** Figure found, figure required, difference, what to do. */
  phrase: Child
  clauses?: readonly ClauseRef[] | undefined
  /** Where to put it right. */
  remede?: { texte: string; href: string } | undefined
  /** A last sentence: « N’empêche pas de déposer. » */
  note?: string | undefined
}

const BadgeVerdict = ({ resultat }: { resultat: ResultatVerdict }) => {
  const { mot, badge } = MOTS[resultat]
  return <p class={`fr-badge fr-badge--sm${badge && ` ${badge}`}`}>{mot}</p>
}

/** What a table declares without a clause refers to none. */
const Refs = ({ clauses = [] }: { clauses?: readonly ClauseRef[] | undefined }) =>
  clauses.length === 0 ? null : <p class="gt-verdict__ref">{clauses.map((c, i) => [i > 0 ? ' ' : '', <Clause {...c} />])}</p>

const Phrase = ({ phrase }: { phrase: Child }) => (typeof phrase === 'string' ? <Typo texte={phrase} /> : phrase)

/** Full verdict: state, rule and sentence, clause. `niveau` is the level of the rule's heading. */
const Verdict = ({ verdict: v, niveau = 3 }: { verdict: VerdictVue; niveau?: 3 | 4 }) => {
  const Titre = `h${niveau}` as 'h3'
  return (
    <li class={`gt-verdict gt-verdict--${MOTS[v.resultat].classe}`}>
      <div class="gt-verdict__etat">
        <BadgeVerdict resultat={v.resultat} />
      </div>
      <div class="gt-verdict__corps">
        <Titre class="gt-verdict__regle">{v.titre}</Titre>
        <p>
          <Phrase phrase={v.phrase} />
        </p>
        {v.remede && (
          <p class="gt-verdict__action">
            <a href={v.remede.href}>{v.remede.texte}</a>
          </p>
        )}
        {v.note && <p class="gt-verdict__action">{v.note}</p>}
      </div>
      <Refs clauses={v.clauses} />
    </li>
  )
}

/** One line a verdict, for the rules that hold. */
const VerdictSerre = ({ verdict: v }: { verdict: VerdictVue }) => (
  <li class={`gt-verdict gt-verdict--serre gt-verdict--${MOTS[v.resultat].classe}`}>
    <p class={`gt-verdict__regle ${MOTS[v.resultat].icone}`}>
      <span class="fr-sr-only">{MOTS[v.resultat].mot} : </span>
      {v.titre}
    </p>
    <p class="gt-verdict__phrase">
      <Phrase phrase={v.phrase} />
    </p>
    <Refs clauses={v.clauses} />
  </li>
)

/** Verdicts in their reading order (the order given is kept within one result). `serre` = one line each. */
export const Verdicts = ({ verdicts, serre, niveau }: { verdicts: readonly VerdictVue[]; serre?: boolean; niveau?: 3 | 4 }) => (
  <ul class="gt-verdicts">
    {parResultat(verdicts).map(v => (serre ? <VerdictSerre verdict={v} /> : <Verdict verdict={v} niveau={niveau ?? 3} />))}
  </ul>
)

/** What the rules say of one field, under it: the word of the result, the sentence with its figures, the clause. */
export const VerdictsDuChamp = ({ verdicts }: { verdicts: readonly VerdictVue[] }) => (
  <>
    {parResultat(verdicts).map(v => (
      <p class={`gt-regle__verdict gt-regle__verdict--${MOTS[v.resultat].classe} ${MOTS[v.resultat].icone}`}>
        <b>{MOTS[v.resultat].mot}&nbsp;:</b> <Phrase phrase={v.phrase} />
        {v.clauses?.map(c => [' ', <Clause {...c} />])}
      </p>
    ))}
  </>
)

/** What blocks first, what is without object last; stable. */
const parResultat = <V extends { resultat: ResultatVerdict }>(verdicts: readonly V[]): V[] =>
  RESULTATS.flatMap(r => verdicts.filter(v => v.resultat === r))

/** « 16 respectées, 1 à vérifier, 4 sans objet »: what holds first. */
export const decompteEnMots = (verdicts: readonly { resultat: ResultatVerdict }[]): string =>
  [...RESULTATS]
    .toSorted((a, b) => Number(b === 'respectee') - Number(a === 'respectee'))
    .map(r => ({ r, n: verdicts.filter(v => v.resultat === r).length }))
    .filter(({ n }) => n > 0)
    .map(({ r, n }) => `${n}\u00a0${MOTS[r].compte(n)}`)
    .join(', ')

/** How many verdicts of each result, those present only. */
export const Decompte = ({ verdicts, nom }: { verdicts: readonly { resultat: ResultatVerdict }[]; nom: string }) => (
  <div class="gt-decompte" role="group" aria-label={nom}>
    <ul>
      {RESULTATS.map(r => ({ r, n: verdicts.filter(v => v.resultat === r).length }))
        .filter(({ n }) => n > 0)
        .map(({ r, n }) => (
          <li class={`gt-decompte__${MOTS[r].classe}`}>
            <b>{n}</b> {MOTS[r].compte(n)}
          </li>
        ))}
    </ul>
  </div>
)

/** Small mark of a verdict: shape = verdict, solid = a human gave it. What it says is written beside it. */
export const MarqueVerdict = ({ resultat, humain }: { resultat: ResultatVerdict; humain?: boolean | undefined }) => (
  <span
    class={`gt-marque gt-marque--${MOTS[resultat].classe}${humain ? ' gt-marque--humain' : ''} ${MARQUES[resultat]}`}
    aria-hidden="true"
  />
)

/** The same where there is room for no word beside it: a letter that says what is asked, and the word for who listens. */
export const MarqueQuiDemande = ({ resultat, humain }: { resultat: ResultatVerdict; humain?: boolean | undefined }) => (
  <span class={`gt-marque gt-marque--${MOTS[resultat].classe}${humain ? ' gt-marque--humain' : ''} gt-marque--lettre`}>
    <span aria-hidden="true">{LETTRES[resultat] ?? ''}</span>
    <span class="fr-sr-only">{MOTS[resultat].mot}</span>
  </span>
)
const LETTRES: Partial<Record<ResultatVerdict, string>> = {
  non_respectee: '✗',
  a_completer: '+',
  a_verifier: '?',
  attention: '!',
  autre_appel: '→',
}

/** What the rules of one clause say together: the worst verdict, the rules that give it, and whether somebody gave it. */
export type MarqueClause = { resultat: ResultatVerdict; regles: readonly string[]; humain: boolean }

/** A cell of marks, one a clause, under a head of clauses. Its sentence says the same: it is what is read aloud, and what a telephone shows. */
export const MarquesClauses = ({ marques }: { marques: readonly (MarqueClause | undefined)[] }) => (
  <>
    <span class="gt-marques" aria-hidden="true">
      {marques.map(m => (m ? <MarqueVerdict {...m} /> : <span class="gt-marque gt-marque--vide" />))}
    </span>
    <span class="gt-marques-dites">{direMarques(marques.filter(m => m !== undefined))}</span>
  </>
)

/** « À vérifier\u00a0: Dépenses financées. 12\u00a0clauses respectées, 2\u00a0sans objet. » */
function direMarques(marques: readonly MarqueClause[]): string {
  const de = (r: ResultatVerdict) => marques.filter(m => m.resultat === r)
  const nommees = RESULTATS.filter(r => r !== 'respectee' && r !== 'sans_objet' && de(r).length > 0).map(
    r => `${MOTS[r].mot}\u00a0: ${de(r).map(nommer).join(', ')}`,
  )
  const [ok, objet] = [de('respectee'), de('sans_objet')]
  const humaines = ok.filter(m => m.humain).length
  const comptees = [
    ok.length > 0 &&
      `${ok.length}\u00a0clause${ok.length > 1 ? 's' : ''} ${MOTS.respectee.compte(ok.length)}${humaines > 0 ? ` (${humaines}\u00a0par un instructeur)` : ''}`,
    objet.length > 0 && `${objet.length}\u00a0sans objet`,
  ].filter(Boolean)
  return [...nommees, comptees.join(', ')].filter(Boolean).join('. ')
}
const nommer = (m: MarqueClause) => `${m.regles.join(', ')}${m.humain ? ' (par un instructeur)' : ''}`

const MARQUES: Record<ResultatVerdict, string> = {
  non_respectee: 'fr-icon-close-line',
  a_completer: 'fr-icon-close-line',
  autre_appel: 'fr-icon-arrow-right-line',
  attention: 'fr-icon-warning-line',
  a_verifier: 'fr-icon-question-mark',
  respectee: 'fr-icon-check-line',
  sans_objet: 'fr-icon-subtract-line',
}
