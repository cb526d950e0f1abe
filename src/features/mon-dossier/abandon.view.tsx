import { paths } from '../../paths.ts'
import { BoutonPost } from '../../ui/form.tsx'

/** Giving a draft up: folded, because nobody comes for it. */
export const Abandon = ({ id }: { id: string }) => (
  <details class="fr-mt-4w gt-details">
    <summary>Abandonner ce dossier</summary>
    <p class="fr-mt-2w">Le dossier reste lisible par votre structure. Il ne pourra plus être modifié ni déposé.</p>
    <BoutonPost action={paths.dossiers.abandon(id)}>Abandonner le dossier</BoutonPost>
  </details>
)
