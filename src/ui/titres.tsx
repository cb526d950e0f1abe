import type { Child, PropsWithChildren } from 'hono/jsx'
import { Essentiel, type Terme } from './blocs.tsx'

/** Title of a page, with one secondary act on the same line. */
export const TitreAction = ({
  titre,
  action,
  niveau = 1,
  children,
}: PropsWithChildren<{ titre: Child; action?: Child; niveau?: 1 | 2 | 3 }>) => {
  const Titre = `h${niveau}` as 'h1'
  return (
    <div class="gt-titre-action">
      <div>
        <Titre class="fr-h2 fr-mb-1v">{titre}</Titre>
        {children}
      </div>
      {action}
    </div>
  )
}

/** After a filing or another irreversible act: what was done, its number and instant, then what comes next (children). */
export const Confirmation = ({
  titre,
  faits,
  niveau = 1,
  children,
}: PropsWithChildren<{ titre: string; faits: readonly Terme[]; niveau?: 1 | 2 | 3 }>) => {
  const Titre = `h${niveau}` as 'h1'
  return (
    <section class="gt-confirmation" aria-labelledby="confirmation">
      <Titre class="gt-confirmation__titre fr-icon-success-fill" id="confirmation">
        {titre}
      </Titre>
      <Essentiel faits={faits} />
      {children}
    </section>
  )
}

/** Title of a part of a form, with a line that says what goes there. */
export const TitreBloc = ({ id, titre, aide, niveau = 2 }: { id: string; titre: Child; aide?: Child; niveau?: 2 | 3 }) => {
  const Titre = `h${niveau}` as 'h2'
  return (
    <>
      <Titre class="fr-h4 fr-mb-1v" id={id}>
        {titre}
      </Titre>
      {aide && <p class="gt-source fr-mt-0 fr-mb-2w">{aide}</p>}
    </>
  )
}
