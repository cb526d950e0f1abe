import type { PropsWithChildren } from 'hono/jsx'
import { paths } from '../../paths.ts'
import type { PieceJointe } from '../dossiers/index.ts'
import { AFFICHABLES } from '../fichiers/index.ts'

const BOUTON = 'fr-btn fr-btn--tertiary fr-btn--sm'

/** What can be done with a file: see it where browsers show it by themselves, fetch it, then what the page adds. */
export const ActesFichier = ({ dossierId, fichier: f, children }: PropsWithChildren<{ dossierId: string; fichier: PieceJointe }>) => {
  const adresse = paths.dossiers.piece(dossierId, f.code, f.id)
  return (
    <div class="gt-actes-fichier">
      {AFFICHABLES.includes(f.type) && (
        <a class={BOUTON} href={`${adresse}?voir=1`} target="_blank" rel="noopener" title={`Voir ${f.nom} - nouvelle fenêtre`}>
          Voir<span class="fr-sr-only"> {f.nom} - nouvelle fenêtre</span>
        </a>
      )}
      <a class={BOUTON} href={adresse} data-turbo="false">
        Télécharger<span class="fr-sr-only"> {f.nom}</span>
      </a>
      {children}
    </div>
  )
}
