import { paths } from '../../../paths.ts'
import type { Fiche } from '../../documents/index.ts'

/** The sheet of the dossier, beside its grid: it scrolls on its own. */
export const FicheCote = ({ fiche: f, seanceId, dossierId }: { fiche: Fiche; seanceId: string; dossierId: string }) => (
  <aside class="gt-cote" aria-labelledby="fiche-t">
    <div class="gt-cote__zone" tabindex={0} role="region" aria-labelledby="fiche-t">
      <h2 id="fiche-t" class="fr-h6">
        Fiche du dossier
      </h2>
      <p>
        <strong>{f.structure}</strong>
        <br />
        {f.precisions}
      </p>
      {f.brouillon && (
        <p>
          <strong>L’analyse n’est pas terminée.</strong>
        </p>
      )}
      {f.resume && <p>{f.resume}</p>}
      <dl class="gt-cote__chiffres">
        {f.chiffres.map(c => (
          <div>
            <dt>{c.libelle}</dt>
            <dd>
              {c.valeur} {c.note && <span>{c.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {f.lots.length > 0 && (
        <>
          <h3>Lots</h3>
          <ul>
            {f.lots.map(l => (
              <li>
                {l.lot}&nbsp;: {l.cout}
              </li>
            ))}
          </ul>
        </>
      )}
      {f.exclus && <p>{f.exclus}</p>}
      <Points titre="Points forts" lignes={f.pointsForts} />
      <Points titre="Réserves" lignes={f.reserves} />
      <h3>Avis du service</h3>
      <p>{f.avis.charAt(0).toUpperCase() + f.avis.slice(1)}.</p>
      {f.constats.map(c => (
        <p>{c}</p>
      ))}
      <p class="fr-mb-0">
        <a class="fr-link fr-link--sm" href={paths.comite.lecture(seanceId, dossierId)}>
          Lire le dossier entier et ses pièces
        </a>
      </p>
    </div>
  </aside>
)

const Points = ({ titre, lignes }: { titre: string; lignes: readonly string[] }) =>
  lignes.length === 0 ? null : (
    <>
      <h3>{titre}</h3>
      <ul>
        {lignes.map(l => (
          <li>{l}</li>
        ))}
      </ul>
    </>
  )
