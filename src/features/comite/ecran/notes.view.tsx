import { pluriel } from '../../../lib/mots.ts'
import { pct } from '../../../ui/plots/echelle.ts'
import { direPoints, formatPoints, type Moyenne } from '../notation/notation.rules.ts'

/** `attendues`: how many grids are still to come; scores are shown once none is. */
export type NotesEcran = { attendues: number } | { moyenne: Moyenne | undefined; lignes: readonly LigneNotes[] }
type LigneNotes = { titre: string; valeurs: readonly number[]; degres: readonly number[]; ecart: number }

/** How many criteria have a row of their own: the others are in full agreement, or told below. */
const RANGS = 6

/** Scores on the screen of the room: without names, the disagreements first. */
export const Notes = ({ n }: { n: NotesEcran }) => {
  if ('attendues' in n)
    return (
      <section aria-labelledby="notes">
        <h2 id="notes">Les notes</h2>
        <p class="gt-sous">
          {n.attendues > 0
            ? `Elles se montrent quand toutes sont finalisées : il en reste ${n.attendues}.`
            : 'Aucune note n’est finalisée pour ce dossier.'}
        </p>
      </section>
    )
  const montrees = n.lignes.slice(0, RANGS)
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">Les notes, désaccord d’abord</h2>
      {n.moyenne && (
        <p>
          <strong class="gt-ecran__moyenne">{formatPoints(n.moyenne.centiemes)}</strong> sur {direPoints(n.moyenne.sur)}
        </p>
      )}
      <ul class="gt-ecran__notes">
        {montrees.map(l => (
          <li class={l.ecart >= 2 ? 'gt-ecran__desaccord' : undefined}>
            <span>{l.titre}</span>
            <Echelle l={l} />
            <strong>{l.ecart}</strong>
          </li>
        ))}
      </ul>
      {n.lignes.length > montrees.length && (
        <p class="gt-sous">
          {n.lignes[RANGS]!.ecart === 0 ? 'Accord complet' : `Écart de ${pluriel(n.lignes[RANGS]!.ecart, 'point')} au plus`} sur les{' '}
          {n.lignes.length - montrees.length} autres critères.
        </p>
      )}
    </section>
  )
}

/** One dot a score on the scale of its criterion; nobody is named. */
const Echelle = ({ l }: { l: LigneNotes }) => {
  const [min, max] = [Math.min(...l.degres), Math.max(...l.degres)]
  const x = (v: number) => pct(0.04 + 0.92 * (max > min ? (v - min) / (max - min) : 0))
  const [bas, haut] = [l.valeurs[0], l.valeurs.at(-1)]
  return (
    <svg width="100%" height="20" role="img" aria-label={l.valeurs.join(', ') || 'sans objet'} focusable="false">
      <line x1={x(min)} x2={x(max)} y1="10" y2="10" class="gt-ecran__axe" />
      {bas !== undefined && haut !== undefined && <line x1={x(bas)} x2={x(haut)} y1="10" y2="10" class="gt-ecran__etendue" />}
      {l.valeurs.map((v, i) => (
        <circle cx={x(v)} cy={10 - 3 * l.valeurs.slice(0, i).filter(w => w === v).length} r="6" class="gt-ecran__note" />
      ))}
    </svg>
  )
}
