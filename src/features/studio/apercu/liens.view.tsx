import { paths } from '../../../paths.ts'

/** From a draft, what the public and a porteur would see of it; `le`: as if it were that day. */
export const LiensApercu = ({ brouillon, le }: { brouillon: string; le?: string | undefined }) => {
  const la = (page: string) => (le ? `${page}?${new URLSearchParams({ le })}` : page)
  return (
    <p class="gt-studio__liens">
      <a href={la(paths.studio.apercu(brouillon))}>Voir la page publique</a>
      <a href={la(paths.studio.apercuSimulateur(brouillon))}>Voir le simulateur</a>
      <a href={la(paths.studio.apercuFormulaire(brouillon))}>Voir le formulaire</a>
    </p>
  )
}
