import type { Preuve } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { Sur } from '../../../ui/blocs.tsx'
import { Instruction } from '../../../ui/dossier.tsx'
import { Relecture } from '../../../ui/listes.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Decompte, Verdicts, type VerdictVue } from '../../../ui/verdicts.tsx'
import { DossierRelu, type RelectureProps } from '../../dossiers/index.ts'
import { BadgePreuve } from '../../structures/index.ts'
import { Cadre, type CadreInstruction } from './cadre-instruction.view.tsx'

export type DossierInstruit = {
  membres: { nom: string; fonction: string | null; preuve: Preuve }[]
  relu: RelectureProps
  engagements: string[]
  sha256: string
  version: number
  verdicts: VerdictVue[]
}
type Props = { site: Site; cadre: CadreInstruction; dossier: DossierInstruit }

/** A filed dossier as the instructeur reads it: what was filed on the left, the verdicts on the right. */
export const DossierPage = ({ site, cadre, dossier: d }: Props) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" skip={[{ libelle: 'Recevabilité', href: '#panneau' }]}>
    <Instruction panneau={<Panneau verdicts={d.verdicts} />} nomPanneau="Instruction">
      <h2 class="fr-h5">Le dossier</h2>
      <p>
        <strong>Version {d.version}, telle que déposée</strong> <span class="gt-sous">empreinte {d.sha256.slice(0, 12)}…</span>{' '}
        <a href={paths.instruction.accuse(cadre.id)} data-turbo="false">
          Accusé de réception (PDF)
        </a>
      </p>
      <DossierRelu {...d.relu} />
      <Membres membres={d.membres} />
      <Relecture titre="Engagements" id="relire-engagements">
        <ul>
          {d.engagements.map(e => (
            <li>{e}</li>
          ))}
        </ul>
      </Relecture>
    </Instruction>
  </Cadre>
)

const Panneau = ({ verdicts }: { verdicts: VerdictVue[] }) => (
  <>
    <h2 class="fr-h6 fr-mb-1w">Recevabilité</h2>
    <Sur>Verdicts automatiques, au moment du dépôt.</Sur>
    <Decompte verdicts={verdicts} nom="Verdicts par résultat" />
    <Verdicts verdicts={verdicts} niveau={3} />
  </>
)

const Membres = ({ membres }: Pick<DossierInstruit, 'membres'>) => (
  <Relecture titre="Qui agit pour la structure" id="relire-membres">
    <Tableau
      legende="Personnes rattachées à la structure"
      legendeCachee
      colonnes={[
        { titre: 'Personne', cellule: m => m.nom },
        { titre: 'Fonction', cellule: m => m.fonction ?? 'Non précisée' },
        { titre: 'Rattachement', cellule: m => <BadgePreuve preuve={m.preuve} /> },
      ]}
      lignes={membres}
      dense
      vide={<p>Plus personne n’est rattaché à cette structure.</p>}
    />
  </Relecture>
)
