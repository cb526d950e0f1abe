import { NomStructure } from '../../../ui/declaree.tsx'
import type { Site } from '../../../ui/site.ts'
import { DossierRelu, type RelectureProps } from '../../cadre/index.ts'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import type { Inscrit } from '../seance.ts'

/** `retour`: the page that this one was opened from. */
type Props = { site: Site; cadre: CadreSeance; dossier: Inscrit; relu: RelectureProps; retour: { href: string; libelle: string } }

/** A dossier of the agenda as it was filed. */
export const LecturePage = ({ site, cadre, dossier: d, relu, retour }: Props) => (
  <Cadre site={site} cadre={cadre} page={d.titre || 'Sans titre'}>
    <p>
      Dossier {d.numero}, version&nbsp;{d.version}. <NomStructure nom={d.porteur} declaree={d.declaree} />.{' '}
      <a class="fr-link" href={retour.href}>
        {retour.libelle}
      </a>
    </p>
    <div class="gt-lecture">
      <h2 class="fr-h4">Le dossier tel que déposé</h2>
      <DossierRelu {...relu} />
    </div>
  </Cadre>
)
