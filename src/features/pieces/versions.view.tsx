import { formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Fichiers } from '../../ui/listes.tsx'
import { ActesFichier } from './actes-fichier.view.tsx'
import type { VersionPrecedente } from './pieces.queries.ts'

/** Files that were attached to a piece and no longer are, folded: when, by whom, and what became of them. */
export const VersionsPrecedentes = ({
  dossierId,
  libelle,
  versions,
}: {
  dossierId: string
  libelle: string
  versions: readonly VersionPrecedente[]
}) => (
  <details class="gt-details fr-mb-2w">
    <summary>
      {versions.length > 1 ? `${versions.length}\u00a0versions précédentes` : 'Version précédente'}
      <span class="fr-sr-only"> : {libelle}</span>
    </summary>
    <p class="fr-hint-text">Elles ne sont plus jointes au dossier. Votre structure seule peut les relire.</p>
    <Fichiers
      fichiers={versions.map(v => ({
        nom: v.nom,
        href: paths.dossiers.piece(dossierId, v.code, v.id),
        octets: v.taille,
        note: <span class="fr-hint-text">{devenir(v)}</span>,
        action: <ActesFichier dossierId={dossierId} fichier={v} />,
      }))}
    />
  </details>
)

const devenir = (v: VersionPrecedente) =>
  `Jointe le ${formatInstant(v.deposeeLe)}${v.deposeePar ? ` par ${v.deposeePar}` : ''}, ${v.remplacee ? 'remplacée' : 'retirée'} le ${formatInstant(v.retireeLe)}`
