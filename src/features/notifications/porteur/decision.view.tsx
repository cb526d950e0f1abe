import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { type EtapeDatee, SuiteDatee } from '../../../ui/suite.tsx'
import { Time } from '../../../ui/texte.tsx'
import { ListeTaches, type TacheEspace } from '../../taches/index.ts'
import type { LettreLue } from './lettre.queries.ts'

/** What was decided, on the page of a dossier: its figures, what the project waits for, its letter. */
export const DecisionNotifiee = ({
  lettre: l,
  taches,
  suite,
  anterieures,
  renoncable,
}: {
  lettre: LettreLue
  taches: readonly TacheEspace[]
  suite: readonly EtapeDatee[]
  anterieures: readonly LettreLue[]
  renoncable: boolean
}) => (
  <>
    <h1>{l.lettre.objet}</h1>
    <p class="fr-text--lead">
      {l.montant > 0 && (
        <>
          Aide accordée&nbsp;: <strong>{formatEuros(l.montant)}</strong>.{' '}
        </>
      )}
      {l.rang !== null && `Rang\u00a0${l.rang}. `}
      {l.envoyeeLe && (
        <>
          Décision notifiée le <Time instant={l.envoyeeLe} />.
        </>
      )}
    </p>
    {l.lettre.conditions.length > 0 && (
      <>
        <p class="fr-mb-1v">Conditions&nbsp;:</p>
        <ul>
          {l.lettre.conditions.map(c => (
            <li>{c}</li>
          ))}
        </ul>
      </>
    )}
    {taches.length > 0 && <AFaire taches={taches} />}
    <p>
      <a
        class={`fr-btn${taches.length > 0 ? ' fr-btn--secondary' : ''}`}
        href={paths.dossiers.notification(l.dossierId)}
        data-turbo="false"
      >
        Lire la lettre (PDF)
      </a>
    </p>
    {suite.length > 0 && (
      <section aria-labelledby="etapes-qui-viennent" class="fr-my-4w">
        <h2 id="etapes-qui-viennent" class="fr-h4 fr-mb-2w">
          Ce qui vient
        </h2>
        <SuiteDatee legende="Les étapes qui viennent" etapes={suite} />
      </section>
    )}
    {l.montant > 0 && (
      <p>
        <a class="fr-link" href={paths.bilans.suivi(l.dossierId)}>
          Suivre le projet : bilans, acte, versements
        </a>
      </p>
    )}
    {anterieures.length > 0 && (
      <>
        <p class="fr-mb-1v">Elle remplace&nbsp;:</p>
        <ul>
          {anterieures.map(a => (
            <li>
              <a href={paths.dossiers.decision(a.dossierId, a.id)} data-turbo="false">
                la lettre du {a.envoyeeLe && <Time instant={a.envoyeeLe} />}
              </a>{' '}
              ({a.lettre.objet})
            </li>
          ))}
        </ul>
      </>
    )}
    {renoncable && (
      <p>
        <a class="fr-link" href={paths.dossiers.renoncement(l.dossierId)}>
          {l.rang === null ? 'Renoncer à l’aide' : 'Renoncer à la liste complémentaire'}
        </a>
      </p>
    )}
  </>
)

export const AFaire = ({ taches }: { taches: readonly TacheEspace[] }) => (
  <section aria-labelledby="faire" class="fr-my-4w">
    <h2 id="faire" class="fr-h4 fr-mb-2w">
      À faire
    </h2>
    <ListeTaches taches={taches} />
  </section>
)
