import { formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { TextArea } from '../../ui/champs.tsx'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Presentee } from './presentations.queries.ts'
import { RENDUE_POUR, type SaisieRefus } from './rendre.ts'

type Props = { site: Site; p: Presentee; saisie: SaisieRefus; errors: Record<string, string> }

/** A decision is not signed: why, for the service alone. */
export const RefusPage = ({ site, p, saisie, errors }: Props) => (
  <Page
    site={site}
    titre="Refuser de signer"
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'À signer', href: paths.signatures.aSigner }, { libelle: 'Refuser' }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Refuser de signer</h1>
      <p class="fr-text--lead">
        {p.porteur}
        {p.montant > 0 && `, ${formatEuros(p.montant)}`}. Dossier {p.numero}.
      </p>
      <Formulaire action={paths.signatures.refus(p.id)}>
        <RadioGroup
          name="pour"
          label="Ce que vous en faites"
          options={[
            { value: 'corriger', label: RENDUE_POUR.corriger, hint: 'Le service corrige le document, puis le présente à nouveau.' },
            {
              value: 'ne_pas_suivre',
              label: RENDUE_POUR.ne_pas_suivre,
              hint: 'La décision est rouverte\u00a0: le service en écrit une autre, motivée.',
            },
          ]}
          value={saisie.pour}
          error={errors.pour}
        />
        <TextArea
          name="note"
          label="Note au service"
          hint="Lue par le service. Le porteur n’en reçoit rien."
          value={saisie.note}
          error={errors.note}
        />
        <FormActions principal="Rendre au service" filet={false}>
          <a class="fr-link" href={paths.signatures.lire(p.id)}>
            Revenir au document
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)
