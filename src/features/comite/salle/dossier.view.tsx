import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Ecarts, type EcartsVue } from '../notation/ecarts.view.tsx'
import type { DecisionVue } from './decision.view.tsx'
import type { ScenarioSalle } from './scenarios-salle.ts'

/** The dossier in debate, for whoever may read it. Amounts in cents. */
export type DossierSalle = {
  id: string
  rang: number
  total: number
  numero: string
  version: number
  lieu: string
  titre: string
  porteur: string
  declaree: boolean
  avec: readonly string[]
  /** Its rank among those of its porteur, and why the service goes against it. */
  priorite: readonly string[]
  /** What the bodies of the call said of it, and the opinions that the call asks for, a sentence each. */
  avis: readonly string[]
  chiffres: readonly { terme: string; valeur: string; note?: string | undefined }[]
  pointsForts: string
  reserves: string
  /** Finalised scores, for whoever may see them. */
  ecarts: EcartsVue | undefined
  /** The reader sits, and their own scores are not finalised. */
  aNoter: boolean
  /** What each scenario gives it, for whoever may read the scenarios. */
  scenarios: readonly ScenarioSalle[]
  decision: DecisionVue | undefined
  dejaDecide: string | undefined
  /** What the debate concluded, once it has; the form holds it for whoever decides. */
  conclusion: string
}
/** What the reader may do once nothing is left to decide: close the séance, or read its procès-verbal when it is closed. */
export type FinSalle = 'clore' | 'lire' | undefined
const ToutEstDecide = ({ seance, fin }: { seance: string; fin: FinSalle }) => (
  <>
    <h2 id="dossier" tabindex={-1} class="fr-h4">
      Tous les dossiers sont décidés
    </h2>
    <EmptyState titre="Il n’y a plus de dossier à examiner.">
      Une décision peut être reprise tant qu’elle n’est pas notifiée&nbsp;: ouvrez le dossier dans l’ordre du jour.
    </EmptyState>
    {fin === 'clore' && (
      <BoutonPost action={paths.comite.cloture(seance)} class="fr-btn fr-mt-3w">
        Clore la séance
      </BoutonPost>
    )}
    {fin === 'lire' && (
      <p class="fr-mt-3w">
        <a class="fr-btn" href={paths.comite.procesVerbal(seance)}>
          Procès-verbal
        </a>
      </p>
    )}
  </>
)

/** The dossier in debate; `deporte`: the reader is in conflict on it, and reads nothing of it. */
type Props = { d: DossierSalle | { deporte: true; rang: number } | undefined; seance: string; fin: FinSalle }
export const Dossier = ({ d, seance, fin }: Props) => {
  if (!d) return <ToutEstDecide seance={seance} fin={fin} />
  if ('deporte' in d)
    return (
      <>
        <h2 id="dossier" tabindex={-1} class="fr-h4">
          Dossier {d.rang} de l’ordre du jour
        </h2>
        <EmptyState titre="Vous êtes déporté de ce dossier.">
          Vous ne voyez ni ses notes ni le débat. Quittez la salle le temps de la délibération.
        </EmptyState>
      </>
    )
  return (
    <>
      <p class="gt-sous fr-mb-0">
        Dossier {d.rang} sur {d.total} · {d.numero} · {d.lieu} · version&nbsp;{d.version}
      </p>
      <h2 id="dossier" tabindex={-1} class="fr-h3 fr-mb-1v">
        {d.titre || 'Sans titre'}
      </h2>
      <p>
        <NomStructure nom={d.porteur} declaree={d.declaree} />
        {d.avec.length > 0 && `, avec ${d.avec.join(', ')}`}
      </p>
      {d.priorite.length > 0 && <p>{d.priorite.join(' ')}</p>}
      {d.avis.map(phrase => (
        <p>{phrase}</p>
      ))}
      {d.dejaDecide && (
        <Alert ton="info" petit>
          <p>{d.dejaDecide}</p>
          {d.conclusion && !d.decision && <p>Conclusion du débat&nbsp;: {d.conclusion}</p>}
        </Alert>
      )}
      <Chiffres d={d} />
      {d.aNoter && (
        <p>
          <a href={paths.comite.notesSalle(seance, d.id)}>Finalisez vos notes</a> pour voir celles des autres membres.
        </p>
      )}
      {d.ecarts && <Ecarts {...d.ecarts} />}
      {d.scenarios.length > 0 && <DansLesScenarios scenarios={d.scenarios} seance={seance} />}
    </>
  )
}

/** What is asked and proposed, and what the instruction says of it. */
export const Chiffres = ({ d }: { d: Pick<DossierSalle, 'chiffres' | 'pointsForts' | 'reserves'> }) => (
  <>
    <dl class="gt-salle__chiffres">
      {d.chiffres.map(c => (
        <div>
          <dt>{c.terme}</dt>
          <dd>
            {c.valeur} {c.note && <span class="gt-sous">{c.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
    <div class="gt-salle__avis">
      <Points titre="Ce qui porte le projet" texte={d.pointsForts} />
      <Points titre="Réserves de l’instruction" texte={d.reserves} />
    </div>
  </>
)

const DansLesScenarios = ({ scenarios, seance }: { scenarios: readonly ScenarioSalle[]; seance: string }) => (
  <section aria-labelledby="dans-les-scenarios" class="fr-mt-3w">
    <h3 class="fr-text--md fr-text--bold fr-mb-1v" id="dans-les-scenarios">
      Dans les scénarios
    </h3>
    <ul class="gt-salle__scenarios">
      {scenarios.map(x => (
        <li>
          <a href={paths.comite.scenario(seance, x.id)}>{x.nom}</a>
          <span>
            {x.montant > 0 && <strong>{formatEuros(x.montant)}</strong>} <span class="gt-sous">{x.mots}</span>
          </span>
        </li>
      ))}
    </ul>
  </section>
)

const Points = ({ titre, texte }: { titre: string; texte: string }) => (
  <div>
    <h3 class="fr-text--md fr-text--bold fr-mb-1v">{titre}</h3>
    {texte ? (
      <ul>
        {texte.split(/\n+/).map(t => (
          <li>{t.replace(/^[-–•]\s*/, '')}</li>
        ))}
      </ul>
    ) : (
      <p class="gt-sous">Rien n’est noté.</p>
    )}
  </div>
)
