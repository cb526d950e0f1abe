import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import type { Site } from '../../ui/site.ts'
import { Cadre, type CadreInstruction } from './cadre-instruction.view.tsx'

/** An act that did not happen: why, and the way back to the dossier. */
export const RefusPage = ({ site, cadre, phrase }: { site: Site; cadre: CadreInstruction; phrase: string }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="rien n’a changé" erreur>
    <Alert ton="error" titre="Rien n’a changé" reponse>
      <p>{phrase}</p>
    </Alert>
    <a class="fr-btn fr-btn--sm fr-mt-2w" href={paths.instruction.dossier(cadre.id)}>
      Revenir au dossier
    </a>
  </Cadre>
)
