import { Badge } from '../../../ui/blocs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { direPoints, type Ecart, formatPoints, type Moyenne, type Total } from './notation.rules.ts'

export type EcartsVue = {
  moyenne: Moyenne | undefined
  /** Who has finalised, the reader first. `change`: they judged an earlier filing. */
  membres: readonly {
    nom: string
    total: Total
    avis: string
    commentaires: readonly { titre: string; texte: string }[]
    change: boolean
  }[]
  lignes: readonly Ecart[]
  /** Those whose scores are still to come. */
  attendus: readonly string[]
}

const sur = (t: Total) => (t.sur > 0 ? `${direPoints(t.points)} sur ${direPoints(t.sur)}` : 'sans objet')

/** The finalised scores side by side, the disagreements first. */
export const Ecarts = ({ membres, lignes, attendus, moyenne }: EcartsVue) => (
  <section aria-labelledby="ecarts" class="gt-ecarts">
    <h2 class="fr-h5" id="ecarts">
      Les notes du comité
    </h2>
    {attendus.length > 0 && <p class="gt-sous">Notes attendues de&nbsp;: {attendus.join(', ')}.</p>}
    {lignes.length > 0 && <p class="gt-sous fr-mb-1w">Le plus grand écart d’abord.</p>}
    <Tableau
      legende="Notes finalisées, le plus grand écart d’abord"
      legendeCachee
      dense
      lignes={lignes}
      vide={<p>Aucune note n’est finalisée.</p>}
      colonnes={[
        { titre: 'Critère', cellule: l => `${l.critere.lettre}. ${l.critere.titre}` },
        ...membres.map((m, i) => ({
          titre: m.nom,
          num: true,
          cellule: (l: Ecart) => l.valeurs[i] ?? 'sans objet',
        })),
        { titre: 'Moyenne', num: true, cellule: l => (l.moyenne === null ? 'sans objet' : direPoints(l.moyenne)) },
        {
          titre: 'Écart',
          cellule: l => (l.ecart >= 2 ? <Badge ton="warning">{`${l.ecart} points`}</Badge> : l.ecart === 1 ? '1\u00a0point' : 'aucun'),
        },
      ]}
      pied={[
        'Total',
        ...membres.map(m => sur(m.total)),
        moyenne ? `${formatPoints(moyenne.centiemes)} sur ${direPoints(moyenne.sur)}` : '',
        '',
      ]}
    />
    {membres.some(m => m.change) && (
      <p>
        <strong>Le dossier a changé depuis&nbsp;:</strong>{' '}
        {membres
          .filter(m => m.change)
          .map(m => m.nom)
          .join(', ')}{' '}
        jugeaient une version précédente.
      </p>
    )}
    {membres
      .filter(m => m.avis || m.commentaires.length > 0)
      .map(m => (
        <div class="gt-ecarts__dit">
          <h3>{m.nom}</h3>
          {m.avis && <p>{m.avis}</p>}
          {m.commentaires.length > 0 && (
            <ul>
              {m.commentaires.map(c => (
                <li>
                  <b>{c.titre}&nbsp;:</b> {c.texte}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
  </section>
)
