import { MarqueVerdict } from '../../../ui/verdicts.tsx'
import type { ClauseTete } from './lignes.view.tsx'

/** What the marks of the column of rules mean, and which rules each clause holds. */
export const Legende = ({ tetes }: { tetes: readonly ClauseTete[] }) => (
  <section class="gt-boite-legende" aria-labelledby="legende">
    <h2 id="legende">Lire la colonne «&nbsp;Recevabilité&nbsp;»</h2>
    <ul>
      {(['respectee', 'non_respectee', 'a_verifier', 'attention', 'sans_objet'] as const).map(r => (
        <li>
          <MarqueVerdict resultat={r} /> {MOTS[r]}
        </li>
      ))}
      <li>
        <MarqueVerdict resultat="respectee" /> contour&nbsp;: verdict automatique
      </li>
      <li>
        <MarqueVerdict resultat="respectee" humain /> plein&nbsp;: verdict d’un instructeur
      </li>
    </ul>
    <ul>
      {tetes.map(t => (
        <li>
          <b>{t.court}</b> {t.regles.join(', ')}
          {t.clause && ` (${t.clause})`}
        </li>
      ))}
    </ul>
  </section>
)
const MOTS = {
  respectee: 'respectée',
  non_respectee: 'non respectée ou à compléter',
  a_verifier: 'à vérifier',
  attention: 'point d’attention',
  sans_objet: 'sans objet',
}
