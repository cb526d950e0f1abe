import type { PropsWithChildren } from 'hono/jsx'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Suivi } from './suivi.queries.ts'

export type Cote = 'service' | 'porteur'
export const retourDe = (s: Pick<Suivi, 'dossierId'>, cote: Cote) =>
  cote === 'service' ? paths.suivi.dossier(s.dossierId) : paths.actes.liste(s.dossierId)

type Props = PropsWithChildren<{ site: Site; s: Suivi; cote: Cote; titre: string; errors?: FieldErrors | undefined }>
/** A page that asks one thing about a lauréat: where it is, its title, its errors. */
export const CadreActe = ({ site, s, cote, titre, errors = {}, children }: Props) => (
  <Page
    site={site}
    titre={`${titre}, ${s.numero}`}
    erreur={Object.keys(errors).length > 0}
    ariane={[
      cote === 'porteur'
        ? { libelle: 'Mon espace', href: paths.espace }
        : { libelle: 'Suivi des lauréats', href: paths.suivi.portefeuille },
      { libelle: `${s.numero} ${s.porteur}`, href: retourDe(s, cote) },
      { libelle: titre },
    ]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">{titre}</h1>
      {children}
    </div>
  </Page>
)
export const Retour = ({ s, cote }: { s: Suivi; cote: Cote }) => (
  <a class="fr-link" href={retourDe(s, cote)}>
    Revenir au projet
  </a>
)
