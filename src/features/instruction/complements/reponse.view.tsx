import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import { Time } from '../../../ui/texte.tsx'
import { motVerdict } from '../../../ui/verdicts.tsx'
import { Differences, type PieceJointe, type ReponseComparee } from '../../dossiers/index.ts'

/** What the answer to a point changed: old and new side by side. */
export const PointCompare = ({ point, titre, lien }: { point: ReponseComparee['points'][number]; titre: string; lien: Lien }) => {
  const { differences, avant, apres } = point
  if (differences.length + avant.length + apres.length === 0) return <p class="gt-sous">La réponse n’y change rien.</p>
  return (
    <>
      {differences.length > 0 && <Differences differences={differences} legende={`${titre}\u00a0: avant et après la réponse`} />}
      {avant.length + apres.length > 0 && (
        <div class="gt-cotes">
          <Fichiers titre="Au dépôt" vide="Aucun fichier n’a été remplacé." fichiers={avant} lien={lien} />
          <Fichiers titre="Réponse" vide="Le fichier du dépôt est retiré." fichiers={apres} lien={lien} />
        </div>
      )}
    </>
  )
}
type Lien = (p: PieceJointe) => string

/** The files of one side. Those that the answer replaced stay readable: what was read before can be read beside what came. */
const Fichiers = ({ titre, vide, fichiers, lien }: { titre: string; vide: string; fichiers: readonly PieceJointe[]; lien: Lien }) => (
  <div>
    <p class="gt-sous">{titre}</p>
    {fichiers.length === 0 && <p>{vide}</p>}
    {fichiers.map(p => (
      <p>
        <a href={lien(p)} data-turbo="false">
          {p.nom}
        </a>{' '}
        <span class="gt-sous">
          {formatTaille(p.taille)}, joint le <Time instant={p.deposeeLe} />, empreinte {p.sha256.slice(0, 12)}…
        </span>
      </p>
    ))}
  </div>
)

/** The rules that the answer moved. */
export const VerdictsChanges = ({ verdicts }: Pick<ReponseComparee, 'verdicts'>) =>
  verdicts.length === 0 ? (
    <p>Aucun verdict automatique n’a changé.</p>
  ) : (
    <>
      <p class="fr-mb-0">Verdicts automatiques qui ont changé&nbsp;:</p>
      <ul>
        {verdicts.map(v => (
          <li>
            {v.titre}&nbsp;: avant «&nbsp;{motVerdict(v.avant)}&nbsp;», maintenant «&nbsp;{motVerdict(v.apres)}&nbsp;»
          </li>
        ))}
      </ul>
    </>
  )

/** Accepting the answer; asking again is a new request. */
export const Clore = ({ id, complement, error, note }: CloreProps) => (
  <Formulaire action={paths.instruction.clotureComplement(id, complement)}>
    <TextArea name="note" label="Note pour le service" hint="Le porteur ne la lit pas." facultatif rows={2} value={note} error={error} />
    <button class="fr-btn fr-btn--sm" type="submit">
      Clore la demande
    </button>
    <p class="gt-sous fr-mt-1w">Il manque encore quelque chose&nbsp;? Faites une nouvelle demande&nbsp;: elle remplace celle-ci.</p>
  </Formulaire>
)
type CloreProps = { id: string; complement: string; error: string | undefined; note: string | undefined }
