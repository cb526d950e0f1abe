import type { Recette } from './recette.ts'

/** « Contact »: a page for everybody, that reads the guichet. */
export const page: Recette = {
  nom: 'une page',
  etapes: [
    { fichier: 'src/paths/public.ts', apres: "  aide: '/aide',\n", ajouter: "  contact: '/contact',\n" },
    {
      fichier: 'src/features/site/contact.view.tsx',
      contenu: `import type { GuichetConfig } from '../../config.ts'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'

/** To whom one writes. */
export const ContactPage = ({ site, guichet }: { site: Site; guichet: GuichetConfig }) => (
  <Page site={site} titre="Nous écrire">
    <div class="gt-lecture fr-py-6w">
      <h1>Nous écrire</h1>
      <p>
        {guichet.service.nom}, {guichet.service.courriel}
      </p>
    </div>
  </Page>
)
`,
    },
    {
      fichier: 'src/features/site/site.routes.tsx',
      apres: "import { AidePage } from './aide.view.tsx'\n",
      ajouter: "import { ContactPage } from './contact.view.tsx'\n",
    },
    {
      fichier: 'src/features/site/site.routes.tsx',
      apres: 'export const siteRoutes = () =>\n  router()\n',
      ajouter: '    .get(paths.contact, c => c.html(<ContactPage site={c.var.site} guichet={c.var.deps.config.guichet} />))\n',
    },
  ],
  essais: ['src/test/portes.test.ts'],
}
