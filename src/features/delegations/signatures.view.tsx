import { formatDateCivile, formatJour } from '../../lib/dates.ts'
import { majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import type { Delegation } from './delegations.queries.ts'
import { TableauDelegations } from './delegations.view.tsx'

type Props = { site: Site; instant: Date; fonctions: readonly Signataire[]; delegations: readonly Delegation[] }

/** What a signatory finds: as what they sign, and by which delegations. */
export const SignaturesPage = ({ site, instant, fonctions, delegations }: Props) => (
  <Page site={site} titre="Signatures" large ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Signatures' }]}>
    <h1 class="fr-h2">Signatures</h1>
    <p>Ici se lisent vos fonctions et vos délégations. Les actes se signent encore à la main.</p>
    <Tableau
      legende="Vos fonctions"
      lignes={fonctions}
      vide={<EmptyState titre="Vous n’êtes signataire de rien.">L’administration du guichet désigne les signataires.</EmptyState>}
      colonnes={[
        { titre: 'Qualité', cellule: s => majuscule(s.qualite) },
        { titre: 'Nom', cellule: s => nomDuSignataire(s) },
        { titre: 'Service', cellule: s => s.service },
        { titre: 'Signe', cellule: s => (s.enPropre ? 'Tout, en son nom' : 'Par délégation') },
        {
          titre: 'En fonction',
          cellule: s => `${s.finLe ? 'du' : 'depuis le'} ${formatDateCivile(s.depuis)}${s.finLe ? ` au ${formatJour(s.finLe)}` : ''}`,
        },
      ]}
    />
    <TableauDelegations
      legende="Vos délégations, données et reçues"
      lignes={delegations}
      instant={instant}
      arrete={d => paths.signatures.arrete(d.id)}
    />
  </Page>
)
