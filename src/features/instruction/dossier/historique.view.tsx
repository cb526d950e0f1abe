import { paths } from '../../../paths.ts'
import { Pagination } from '../../../ui/liens.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { phraseDe } from '../../journal/index.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'
import type { Evenement } from './historique.queries.ts'

/** The acts of a dossier, in plain words. `versions`: where two filings are compared; a filing that follows another one leads there. */
export const Journal = ({ evenements, versions }: { evenements: readonly Evenement[]; versions?: string }) => (
  <ol class="gt-journal">
    {evenements.map(e => (
      <li>
        <Time instant={e.instant} /> <strong>{e.moi ? 'Vous' : (e.par ?? 'Le guichet')}</strong> : {phraseDe(e)}
        {versions && <CeQuiAChange e={e} versions={versions} />}
      </li>
    ))}
  </ol>
)

const CeQuiAChange = ({ e: { action, donnees }, versions }: { e: Evenement; versions: string }) => {
  const version = action === 'dossier.depose' ? Number(donnees.version) : 1
  if (!(version > 1)) return null
  return (
    <>
      .{' '}
      <a href={`${versions}?avant=${version - 1}&apres=${version}`}>
        Voir ce qui a changé<span class="fr-sr-only"> dans la version&nbsp;{version}</span>
      </a>
    </>
  )
}

type Props = {
  site: Site
  cadre: CadreInstruction
  evenements: readonly Evenement[]
  suivants?: string | undefined
  debut?: string | undefined
}

/** Every act about a dossier that the journal holds, the latest first. */
export const HistoriquePage = ({ site, cadre, evenements, suivants, debut }: Props) => (
  <Cadre site={site} cadre={cadre} onglet="historique" titre="historique">
    <h2 class="fr-h5">Historique</h2>
    <p class="gt-sous">
      {cadre.version > 1 && (
        <>
          <a href={paths.instruction.versions(cadre.id)}>Comparer les {cadre.version}&nbsp;versions déposées</a>.{' '}
        </>
      )}
      Chaque acte est dans le journal scellé du guichet. Les enregistrements du brouillon n’y sont pas repris.{' '}
      <a href={paths.instruction.dossier(cadre.id)}>Revenir au dossier</a>
    </p>
    <Journal evenements={evenements} versions={paths.instruction.versions(cadre.id)} />
    {(suivants || debut) && (
      <Pagination position="Du plus récent au plus ancien" debut={debut} suivants={suivants} nom="Pages de l’historique" />
    )}
  </Cadre>
)
