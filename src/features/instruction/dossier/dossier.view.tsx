import type { Preuve } from '../../../contexte.ts'
import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { Instruction } from '../../../ui/dossier.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { Onglets } from '../../../ui/liens.tsx'
import { Relecture } from '../../../ui/listes.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { MontantCalcule } from '../../aide/index.ts'
import { DossierRelu, type RelectureProps } from '../../cadre/index.ts'
import { Chaine } from '../../instances/index.ts'
import { Irrecevabilite, type IrrecevabiliteLue } from '../../irrecevabilite/index.ts'
import { motPreuve } from '../../structures/index.ts'
import { Differences } from '../../versions/index.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'
import type { DossierInstruit } from '../lire-dossier.ts'
import type { Recalcul } from '../valeurs/valeurs.ts'
import { Panneau, type PanneauVue } from './panneau.view.tsx'

export type TempsVu = { intention: string; complet: string; courant: 1 | 2 }
type Props = {
  site: Site
  cadre: CadreInstruction
  dossier: DossierInstruit
  /** The two filings of a call in two temps, and which one is shown. */
  temps?: TempsVu | undefined
  panneau: PanneauVue
  /** Who comes next, for a call that names its bodies. */
  maillons: Parameters<typeof Chaine>[0]['maillons']
  /** What a computed aid reads, and what the service retains of it. */
  recalcul?: Recalcul | undefined
  /** The decision that stands on this dossier. */
  irrecevabilite?: IrrecevabiliteLue | undefined
  /** What has just been done. */
  fait?: string | undefined
  errors?: Record<string, string> | undefined
  erreur?: boolean | undefined
}

/** A filed dossier as the instructeur reads it: what was filed on the left, what they work with on the right. */
export const DossierPage = ({
  site,
  cadre,
  dossier: d,
  temps,
  panneau,
  maillons,
  recalcul,
  irrecevabilite,
  fait,
  errors = {},
  erreur,
}: Props) => (
  <Cadre
    site={site}
    cadre={cadre}
    onglet="dossier"
    erreur={erreur || Object.keys(errors).length > 0}
    skip={[{ libelle: 'Recevabilité et délais', href: '#panneau' }]}
  >
    <ErrorSummary errors={errors} />
    <Nouvelles fait={fait} />
    <Chaine maillons={maillons} />
    {irrecevabilite && <Irrecevabilite decision={irrecevabilite} lettre={paths.instruction.lettre(cadre.id)} />}
    <Instruction panneau={<Panneau cadre={cadre} panneau={panneau} />} nomPanneau="Instruction">
      {temps && <Temps id={cadre.id} temps={temps} />}
      <div class="gt-lecture-barre">
        <h2 class="fr-h6">
          Version&nbsp;{d.version}, telle que déposée <span class="gt-sous">empreinte {d.sha256.slice(0, 12)}…</span>
        </h2>
        <ul>
          {d.version > 1 && temps?.courant !== 1 && (
            <li>
              <a href={paths.instruction.versions(cadre.id)}>Comparer avec la version&nbsp;{d.version - 1}</a>
            </li>
          )}
          <li>
            <a href={`${paths.instruction.accuse(cadre.id)}${temps?.courant === 1 ? '?temps=1' : ''}`} data-turbo="false">
              Accusé de réception (PDF)
            </a>
          </li>
          <li class="gt-vers-panneau">
            <a href="#panneau">Recevabilité et délais</a>
          </li>
        </ul>
      </div>
      {d.intention && d.intention.changees.length > 0 && (
        <Relecture titre={`Changé depuis l’intention du ${formatJour(d.intention.recuLe)}`} id="relire-intention">
          <Differences
            differences={d.intention.changees}
            legende="Réponses de l’intention qui ont changé"
            cotes={{ avant: 'Intention', apres: 'Dossier complet' }}
          />
        </Relecture>
      )}
      <Sommaire etapes={d.relu.etapes} />
      <DossierRelu {...d.relu} />
      {recalcul && <Valeurs id={cadre.id} recalcul={recalcul} />}
      <Membres membres={d.membres} />
      {d.engagements.length > 0 && (
        <Relecture titre="Engagements" id="relire-engagements">
          <ul>
            {d.engagements.map(e => (
              <li>{e}</li>
            ))}
          </ul>
        </Relecture>
      )}
    </Instruction>
  </Cadre>
)

/** The intention and the full dossier, each as it was filed. */
const Temps = ({ id, temps: t }: { id: string; temps: TempsVu }) => (
  <Onglets
    nom="Temps"
    onglets={[
      { libelle: t.intention, href: `${paths.instruction.dossier(id)}?temps=1`, courant: t.courant === 1 },
      { libelle: t.complet, href: paths.instruction.dossier(id), courant: t.courant === 2 },
    ]}
  />
)

/** The way to the values that make the aid, and the aid that those retained give. */
const Valeurs = ({ id, recalcul: { aide } }: { id: string; recalcul: Recalcul }) => (
  <p>
    {aide && (
      <>
        <b>
          Avec les valeurs retenues par le service&nbsp;: <MontantCalcule aide={aide} />.
        </b>{' '}
      </>
    )}
    <a class="fr-link" href={paths.instruction.valeurs(id)}>
      Trancher une valeur de l’aide calculée
    </a>
  </p>
)

const Sommaire = ({ etapes }: { etapes: RelectureProps['etapes'] }) => (
  <nav class="gt-sommaire" aria-label="Blocs du dossier">
    <ol>
      {etapes
        .filter(e => !e.blocs.includes('depot'))
        .map((e, i) => (
          <li>
            <a href={`#relire-${e.code}`}>{`${i + 1}. ${e.titre}`}</a>
          </li>
        ))}
    </ol>
  </nav>
)

const Rattachement = ({ preuve }: { preuve: Preuve }) => (
  <Badge ton={motPreuve(preuve).ton} icone>
    {motPreuve(preuve).mot}
  </Badge>
)

const Membres = ({ membres }: Pick<DossierInstruit, 'membres'>) => (
  <Relecture titre="Qui agit pour la structure" id="relire-membres">
    <Tableau
      legende="Personnes rattachées à la structure"
      legendeCachee
      colonnes={[
        { titre: 'Personne', cellule: m => m.nom },
        { titre: 'Fonction', cellule: m => m.fonction ?? 'Non précisée' },
        { titre: 'Rattachement', cellule: m => <Rattachement preuve={m.preuve} /> },
      ]}
      lignes={membres}
      dense
      vide={<p>Plus personne n’est rattaché à cette structure.</p>}
    />
  </Relecture>
)
