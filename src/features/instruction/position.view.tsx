import { formatNombre } from '../../lib/euros.ts'
import type { Position } from './liste/liste.ts'

/** The way back to the list, at the same filter, and the dossiers before and after this one in it. */
export const PositionListe = ({ position: p }: { position: Position }) => (
  <nav class="gt-fil" aria-label="Position dans la liste">
    <p>
      <a class="fr-link fr-link--sm fr-icon-arrow-left-line fr-link--icon-left" href={p.liste.href}>
        <span class="fr-sr-only">Retour à la liste&nbsp;: </span>
        {p.liste.libelle}
      </a>{' '}
      <span class="gt-sous">{p.liste.decrite}</span>
    </p>
    <ul>
      {p.precedent && (
        <li>
          <a class="fr-link fr-link--sm fr-icon-arrow-left-s-line fr-link--icon-left" rel="prev" data-touche="k" href={p.precedent.href}>
            <span class="fr-sr-only">Dossier précédent&nbsp;: </span>
            {p.precedent.libelle}
          </a>
        </li>
      )}
      {p.nombre !== undefined && (
        <li>
          {p.position === undefined ? (
            `Ce dossier n’est plus dans cette liste, qui en compte ${formatNombre(p.nombre)}`
          ) : (
            <strong>
              {formatNombre(p.position)} sur {formatNombre(p.nombre)}
            </strong>
          )}
        </li>
      )}
      {p.suivant && (
        <li>
          <a class="fr-link fr-link--sm fr-icon-arrow-right-s-line fr-link--icon-right" rel="next" data-touche="j" href={p.suivant.href}>
            <span class="fr-sr-only">Dossier suivant&nbsp;: </span>
            {p.suivant.libelle}
          </a>
        </li>
      )}
    </ul>
  </nav>
)
