import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Conseil } from '../../ui/blocs.tsx'
import { RangEtape } from '../../ui/dossier.tsx'
import type { Site } from '../../ui/site.ts'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Avancement } from '../examen/index.ts'

type Props = { site: Site; tete: Tete; etapes: readonly Avancement[]; etape: Etape; porteur: string; relecture: Child; partenaires?: Child }

/** A step that the porteur has not opened to this partner: its answers are read, without any form. */
export const LectureSeulePage = ({ site, tete, etapes, etape, porteur, relecture, partenaires }: Props) => {
  const rang = etapes.findIndex(e => e.etape.code === etape.code)
  const apres = etapes[rang + 1]?.etape
  return (
    <Cadre site={site} tete={tete} titre={etape.titre} etapes={etapes} courante={etape.code}>
      <RangEtape rang={rang + 1} total={etapes.length} />
      <h1 class="fr-h2 fr-mb-1w">{etape.titre}</h1>
      <Conseil>Vous lisez cette étape. {porteur} la remplit. Pour y changer quelque chose, demandez-le à cette structure.</Conseil>
      <section aria-labelledby="reponses" class="fr-mt-3w">
        <h2 class="fr-h4 fr-mb-0" id="reponses">
          Les réponses
        </h2>
        {relecture}
      </section>
      {partenaires}
      {apres && (
        <div class="gt-actions">
          <a class="fr-btn" href={paths.dossiers.etape(tete.id, apres.code)}>
            Continuer
          </a>
        </div>
      )}
    </Cadre>
  )
}
