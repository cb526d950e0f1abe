import { paths } from '../../paths.ts'
import { TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Appel } from '../cahier/index.ts'
import { MOTIF_MAX } from './delegation.form.ts'
import type { Delegation } from './delegations.queries.ts'
import { NouvelleDelegation, type NouvelleProps } from './nouvelle.view.tsx'
import { TableauDelegations } from './tableau.view.tsx'

type AppelDit = Pick<Appel, 'slug' | 'titre'>
export type DelegationsProps = NouvelleProps & {
  site: Site
  instant: Date
  delegations: readonly Delegation[]
  fait?: string | undefined
  refus?: string | undefined
}
const ariane = (appel: AppelDit) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Appels et versions', href: paths.administration.appels },
  { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
  { libelle: 'Qui instruit quoi', href: paths.administration.personnes(appel.slug) },
]

/** The delegations of signature that hold for a call, and how one that was published is recorded. */
export const DelegationsPage = (p: DelegationsProps) => (
  <Page
    site={p.site}
    titre={`Délégations de signature, ${p.appel.titre}`}
    large
    erreur={Object.keys(p.errors).length > 0 || p.refus !== undefined}
    ariane={[...ariane(p.appel), { libelle: 'Délégations de signature' }]}
  >
    <ErrorSummary errors={p.errors} />
    <h1 class="fr-h2">Délégations de signature</h1>
    <p class="fr-text--lead">{p.appel.titre}</p>
    <Nouvelles fait={p.fait} refus={p.refus} />
    <p>
      Une délégation vient d’un arrêté publié. Le guichet l’enregistre, il ne la crée pas. Un acte hors de ses dates ou de ses montants est
      refusé, avec la raison.
    </p>
    <TableauDelegations
      legende="Délégations enregistrées"
      lignes={p.delegations}
      instant={p.instant}
      arrete={d => paths.administration.arreteDelegation(p.appel.slug, d.id)}
      fin={d => paths.administration.finDelegation(p.appel.slug, d.id)}
    />
    <NouvelleDelegation {...p} />
  </Page>
)

type FinProps = { site: Site; appel: AppelDit; d: Delegation; instant: Date; motif: string; erreur: string | undefined }
/** Before a delegation ends: which one, and why. */
export const FinDelegationPage = ({ site, appel, d, instant, motif, erreur }: FinProps) => (
  <Page
    site={site}
    titre={`Mettre fin à une délégation, ${appel.titre}`}
    large
    erreur={erreur !== undefined}
    ariane={[
      ...ariane(appel),
      { libelle: 'Délégations de signature', href: paths.administration.delegations(appel.slug) },
      { libelle: 'Mettre fin' },
    ]}
  >
    <ErrorSummary errors={erreur === undefined ? {} : { motif: erreur }} />
    <h1 class="fr-h2">Mettre fin à une délégation</h1>
    <TableauDelegations
      legende="Délégation"
      lignes={[d]}
      instant={instant}
      arrete={x => paths.administration.arreteDelegation(appel.slug, x.id)}
    />
    <div class="gt-lecture">
      <p>Dès maintenant, plus rien ne se signe par elle. Ce qui est signé le reste. Les deux personnes reçoivent un courriel.</p>
      <Formulaire action={paths.administration.finDelegation(appel.slug, d.id)}>
        <TextArea
          name="motif"
          label="Raison"
          hint={'Par exemple\u00a0: arrêté du 2 juin 2026 qui la rapporte.'}
          rows={3}
          maxlength={MOTIF_MAX}
          value={motif}
          error={erreur}
        />
        <FormActions principal="Mettre fin à cette délégation" filet={false}>
          <a class="fr-link" href={paths.administration.delegations(appel.slug)}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)
