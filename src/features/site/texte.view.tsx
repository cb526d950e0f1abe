import type { PropsWithChildren } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'

/** A page of text: breadcrumb, title, sections to read. */
export const PageTexte = ({ site, titre, children }: PropsWithChildren<{ site: Site; titre: string }>) => (
  <Page site={site} titre={titre} ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: titre }]}>
    <div class="gt-lecture gt-texte">
      <h1>{titre}</h1>
      {children}
    </div>
  </Page>
)

export const Partie = ({ titre, children }: PropsWithChildren<{ titre: string }>) => (
  <section>
    <h2>{titre}</h2>
    {children}
  </section>
)
