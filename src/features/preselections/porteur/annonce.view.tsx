import type { Child } from 'hono/jsx'
import { formatDateCivile, formatJour } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { PAS_ENCORE_UNE_AIDE } from '../lettre.ts'
import type { AnnonceLue } from '../preselections.queries.ts'

type Props = { id: string; annonce: AnnonceLue; children?: Child }
/** What was answered to an intention, on the page of its dossier: how many pass, why, its letter. `children`: what comes next. */
export const Annoncee = ({ id, annonce: a, children }: Props) => (
  <section class={a.reponse === 'oui' ? 'gt-confirmation' : 'fr-callout'} aria-labelledby="preselection">
    <p class="gt-sur">
      Présélection du {formatJour(a.annonceeLe)}
      {a.seanceLe && `, décidée en séance le ${formatDateCivile(a.seanceLe)}`}
    </p>
    <h1 class="gt-confirmation__titre" id="preselection">
      {a.reponse === 'oui' ? 'Vous êtes présélectionnés' : 'Votre projet n’est pas présélectionné'}
    </h1>
    <p class="fr-text--lead fr-mt-1w">
      {a.reponse === 'oui'
        ? `${pluriel(a.passent, 'projet')} sur ${a.presents} ${a.passent > 1 ? 'passent' : 'passe'} au second temps. ${PAS_ENCORE_UNE_AIDE}`
        : `${pluriel(a.presents, 'intention')}, ${pluriel(a.passent, 'présélectionnée')}.`}
    </p>
    {a.motif && (
      <p>
        <strong>{a.reponse === 'oui' ? 'Ce que le service vous demande de préciser' : 'Motif'}&nbsp;:</strong> «&nbsp;{a.motif}&nbsp;»
      </p>
    )}
    {children}
    <p>
      <a class="fr-link" href={paths.dossiers.preselection(id)} data-turbo="false">
        {a.reponse === 'oui' ? 'Lire la lettre (PDF)' : 'Lire la lettre et les voies de recours (PDF)'}
      </a>
    </p>
    {a.reponse === 'non' && (
      <p>
        <a class="fr-link" href={paths.appels.liste}>
          Les autres appels
        </a>
      </p>
    )}
  </section>
)
