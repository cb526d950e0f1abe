import { formatDateCivile, formatJour } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/blocs.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import type { Delegation } from './delegations.queries.ts'
import type { Signe } from './signes.queries.ts'
import { TableauDelegations } from './tableau.view.tsx'

type Props = { site: Site; instant: Date; fonctions: readonly Signataire[]; delegations: readonly Delegation[]; signes: readonly Signe[] }

/** What a signatory finds: as what they sign, by which delegations, and what bears their name. */
export const SignaturesPage = ({ site, instant, fonctions, delegations, signes }: Props) => (
  <Page site={site} titre="Signatures" large ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Signatures' }]}>
    <h1 class="fr-h2">Signatures</h1>
    <p>
      Ici se lisent vos fonctions, vos délégations et ce qui porte votre nom.{' '}
      <a href={paths.signatures.aSigner}>Lire ce qui attend votre signature</a>
    </p>
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
    <Tableau
      legende="Ce qui porte votre nom"
      lignes={signes}
      vide={
        <EmptyState titre="Rien ne porte encore votre nom.">
          Les décisions envoyées et les actes établis en votre nom se lisent ici.
        </EmptyState>
      }
      colonnes={[
        { titre: 'Quoi', cellule: s => s.quoi },
        { titre: 'Dossier', cellule: s => `${s.numero}, ${s.porteur}` },
        { titre: 'Montant', num: true, cellule: s => (s.montant === null ? '–' : formatEuros(s.montant)) },
        { titre: 'Le', cellule: s => formatJour(s.le) },
        { titre: 'Par', cellule: s => (s.arrete === null ? 'En son nom' : `Délégation n°\u00a0${s.arrete}`) },
      ]}
    />
  </Page>
)
