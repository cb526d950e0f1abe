import type { Child } from 'hono/jsx'
import { pluriel } from '../../lib/mots.ts'
import { Clause } from '../../ui/liens.tsx'
import { Typo } from '../../ui/texte.tsx'
import { Verdicts, VerdictsDuChamp, type VerdictVue } from '../../ui/verdicts.tsx'
import { type Tete, vueVerdict } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Champ } from '../contenu/index.ts'
import type { Verdict } from '../verdicts/index.ts'

type Props = { verdicts: readonly Verdict[]; champs: readonly Champ[]; tete: Tete; etape: Etape }
/** What is said beside the field that causes it. What only waits for an answer is asked for by the steps; what holds is said below. */
const AU_CHAMP = new Set(['non_respectee', 'autre_appel', 'attention', 'a_verifier'])
const estAuChamp = (v: Verdict, champs: readonly Champ[]) =>
  AU_CHAMP.has(v.resultat) && v.champ !== undefined && champs.some(c => c.nom === v.champ)

/** A rule judged on each line of a table is said beside each line that does not hold, in the column that it names. */
function parLigne(v: Verdict): Verdict[] {
  const colonne = v.champ?.split('.')[2]
  if (!v.lignes || !colonne) return [v]
  return v.lignes
    .filter(l => AU_CHAMP.has(l.resultat))
    .map(l => ({ ...v, resultat: l.resultat, explication: l.phrase, champ: `${l.tableau}.${l.ligne}.${colonne}` }))
}

/** The verdicts of a step, each beside its field, with its figures and its clause. */
export function reglesDesChamps({ verdicts, champs, tete }: Props): Record<string, Child> {
  const parChamp = Map.groupBy(
    verdicts.flatMap(parLigne).filter(v => estAuChamp(v, champs)),
    v => v.champ!,
  )
  const dire = (liste: readonly Verdict[]) => <VerdictsDuChamp verdicts={liste.map(v => ({ ...vueVerdict(v, tete), remede: undefined }))} />
  return Object.fromEntries([...parChamp].map(([nom, liste]) => [nom, dire(liste)]))
}

/** What the rules say of a step besides what stands beside its fields: what is to be settled in full, what holds on one line. What only waits for an answer has no state: a fold says what it will look at. */
export const ReglesEtape = ({ verdicts, champs, tete, etape }: Props) => {
  const vue = (v: Verdict) => vueVerdict(v, tete, etape.code)
  // answers that are missing are listed with the steps
  const ailleurs = verdicts.filter(v => !estAuChamp(v, champs) && !v.regle.startsWith('completude-'))
  const serres = ailleurs.filter(v => v.resultat === 'respectee' || v.resultat === 'sans_objet')
  const attendent = ailleurs.filter(v => v.resultat === 'a_completer')
  const pleins = ailleurs.filter(v => !serres.includes(v) && !attendent.includes(v))
  return (
    <div data-guide="regles">
      {ailleurs.length > 0 && (
        <section class="fr-mt-5w" aria-labelledby="regles">
          <h2 class="fr-h4" id="regles">
            Ce que disent les règles de l’appel
          </h2>
          {pleins.length > 0 && <Verdicts verdicts={pleins.map(vue)} />}
          <Attendent verdicts={attendent.map(vue)} />
          {serres.length > 0 && <Verdicts verdicts={serres.map(vue)} serre />}
        </section>
      )}
    </div>
  )
}

const Attendent = ({ verdicts }: { verdicts: readonly VerdictVue[] }) =>
  verdicts.length === 0 ? null : (
    <details class="gt-details gt-attendent" data-guide-repli="attendent">
      <summary>{pluriel(verdicts.length, 'règle se vérifie', 'règles se vérifient')} à mesure que vous répondez</summary>
      <ul>
        {verdicts.map(v => (
          <li>
            <b>{v.titre}.</b> {typeof v.phrase === 'string' ? <Typo texte={v.phrase} /> : v.phrase}
            {v.clauses?.map(c => [' ', <Clause {...c} />])} {v.remede && <a href={v.remede.href}>{v.remede.texte}</a>}
          </li>
        ))}
      </ul>
    </details>
  )
