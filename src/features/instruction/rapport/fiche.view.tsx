import type { Child } from 'hono/jsx'
import type { Fiche } from '../../documents/index.ts'

/** The report as the comité reads it: the same as its PDF. */
export const FicheLue = ({ fiche: f, titre, liens }: { fiche: Fiche; titre: string; liens: Child }) => (
  <>
    <div class="gt-fiche-barre">
      <h2 class="fr-h6" id="fiche">
        {titre}
      </h2>
      {liens}
    </div>
    <article class="gt-fiche" aria-labelledby="fiche-titre">
      <h3 id="fiche-titre">
        {f.numero} · {f.titre}
      </h3>
      <p>
        <strong>{f.structure}</strong>, {f.precisions}
      </p>
      {f.brouillon && (
        <p class="gt-fiche__brouillon">
          <strong>Brouillon&nbsp;:</strong> {f.brouillon}
        </p>
      )}
      <dl class="gt-fiche__chiffres">
        {f.chiffres.map(c => (
          <div>
            <dt>{c.libelle}</dt>
            <dd>
              <b>{c.valeur}</b> {c.note && <span class="gt-sous">{c.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {f.resume && <p>{f.resume}</p>}
      <Criteres fiche={f} />
      {f.priorites && (
        <p>
          <strong>Priorités.</strong> {f.priorites}
        </p>
      )}
      <div class="gt-fiche__points">
        <Points titre="Points forts" lignes={f.pointsForts} />
        <Points titre="Réserves" lignes={f.reserves} />
      </div>
      {f.lots.length > 0 && <Lots lots={f.lots} />}
      {f.exclus && <p>{f.exclus}</p>}
      <p>
        <strong>Avis proposé&nbsp;: {f.avis}.</strong>
      </p>
      {f.constats.map(c => (
        <p>{c}</p>
      ))}
      <p class="gt-sous">{f.pied}</p>
    </article>
  </>
)

const Criteres = ({ fiche }: { fiche: Fiche }) => (
  <table>
    <caption>Critères</caption>
    <thead>
      <tr>
        <th scope="col">Critère</th>
        <th scope="col">Appréciation</th>
        <th scope="col">Commentaire et faits</th>
      </tr>
    </thead>
    <tbody>
      {fiche.criteres.map(c => (
        <tr>
          <th scope="row">{c.critere}</th>
          <td>
            {c.degre && c.degre.sur <= 6 && (
              <span class="gt-degre" aria-hidden="true">
                {'●'.repeat(c.degre.de)}
                {'○'.repeat(c.degre.sur - c.degre.de)}{' '}
              </span>
            )}
            {c.appreciation}
          </td>
          <td>
            <span class="gt-texte">{c.commentaire}</span> <span class="gt-sous">{c.faits}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Points = ({ titre, lignes }: { titre: string; lignes: readonly string[] }) =>
  lignes.length === 0 ? null : (
    <div>
      <h4>{titre}</h4>
      <ul>
        {lignes.map(l => (
          <li>{l}</li>
        ))}
      </ul>
    </div>
  )

const Lots = ({ lots }: Pick<Fiche, 'lots'>) => (
  <table>
    <caption>Financement proposé</caption>
    <thead>
      <tr>
        <th scope="col">Lot</th>
        <th scope="col" class="gt-num">
          Coût
        </th>
        <th scope="col" class="gt-num">
          Base
        </th>
      </tr>
    </thead>
    <tbody>
      {lots.map(l => (
        <tr>
          <th scope="row">{l.lot}</th>
          <td class="gt-num">{l.cout}</td>
          <td class="gt-num">{l.base}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
