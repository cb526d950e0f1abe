import { paths } from '../../../paths.ts'

/** From a draft, what the public and a porteur would see of it. */
export const LiensApercu = ({ brouillon }: { brouillon: string }) => (
  <p class="gt-studio__liens">
    <a href={paths.studio.apercu(brouillon)}>Voir la page publique</a>
    <a href={paths.studio.apercuSimulateur(brouillon)}>Voir le simulateur</a>
    <a href={paths.studio.apercuFormulaire(brouillon)}>Voir le formulaire</a>
  </p>
)
