import { formatEuros } from '../../../lib/euros.ts'
import { formatTaille } from '../../../ui/liens.tsx'
import { Time } from '../../../ui/texte.tsx'
import { motVerdict } from '../../../ui/verdicts.tsx'
import type { PieceJointe } from '../../dossiers/index.ts'
import { Differences } from '../../versions/index.ts'
import type { ReponseComparee } from '../reponse.ts'

/** What the answer to a point changed: old and new side by side. */
export const PointCompare = ({ point, titre, lien }: { point: ReponseComparee['points'][number]; titre: string; lien: Lien }) => {
  const { differences, avant, apres } = point
  if (differences.length + avant.length + apres.length === 0) return <p class="gt-sous">La réponse n’y change rien.</p>
  return (
    <>
      {differences.length > 0 && (
        <Differences differences={differences} legende={`${titre}\u00a0: avant et après la réponse`} etape={false} />
      )}
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

/** What the answer moved: amounts, then the rules whose automatic verdict is another one. */
export const Effets = ({ montants, verdicts }: Pick<ReponseComparee, 'montants' | 'verdicts'>) => (
  <>
    <h4 class="fr-text--md fr-mb-1v">Ce que la réponse change</h4>
    <table class="gt-table-simple gt-effets">
      <caption class="fr-sr-only">Ce que la réponse change, avant et après</caption>
      <thead>
        <tr>
          <th scope="col">Élément</th>
          <th scope="col">Au dépôt</th>
          <th scope="col">Avec la réponse</th>
        </tr>
      </thead>
      <tbody>
        {montants.map(m => (
          <tr>
            <th scope="row">{m.libelle}</th>
            <td>{formatEuros(m.avant)}</td>
            <td>{m.apres === m.avant ? 'inchangé' : <strong>{formatEuros(m.apres)}</strong>}</td>
          </tr>
        ))}
        {verdicts.map(v => (
          <tr>
            <th scope="row">{v.titre}</th>
            <td>{motVerdict(v.avant)}</td>
            <td>
              <strong>{motVerdict(v.apres)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    {verdicts.length === 0 && <p class="gt-sous">Aucun verdict automatique n’a changé.</p>}
  </>
)
