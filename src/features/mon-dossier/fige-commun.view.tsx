import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'

export const LienCopie = ({ id }: { id: string }) => (
  <li>
    <a class="fr-link" href={paths.dossiers.copie(id)}>
      Copier dans un nouveau dossier
    </a>
  </li>
)

export const Relire = ({ relecture, titre }: { relecture: Child; titre: string }) => (
  <section class="fr-mt-5w" aria-labelledby="relecture">
    <h2 class="fr-h4 fr-mb-0" id="relecture">
      {titre}
    </h2>
    {relecture}
  </section>
)
