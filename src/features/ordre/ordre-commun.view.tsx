import type { Child } from 'hono/jsx'
import { Alert } from '../../ui/blocs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Time } from '../../ui/texte.tsx'
import type { OrdreVu } from './ordre.donnees.ts'

/** Two people at once: what holds, and what this press would have made. */
export const Depasse = ({ o, d }: { o: OrdreVu; d: NonNullable<OrdreVu['depasse']> }) => (
  <section id="ordre" aria-labelledby="deux">
    <Alert ton="warning" titre={`${d.par} a changé l’ordre ${d.quand}`} reponse>
      <p id="deux">C’était pendant que vous regardiez. Votre changement n’est pas enregistré.</p>
    </Alert>
    <div class="gt-ordres">
      <Ordre titre={`L’ordre de ${d.par}, en vigueur`} titres={o.lignes.map(l => l.titre)}>
        <a class="fr-btn fr-btn--secondary fr-btn--sm" href={d.garder}>
          Garder celui-ci
        </a>
      </Ordre>
      <Ordre titre="Le vôtre" titres={d.mien.map(l => l.titre)}>
        <Formulaire action={o.action}>
          <input type="hidden" name="ordre" value={o.version} />
          <input type="hidden" name="vague" value={o.codeVague} />
          <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="mien" value={d.mien.map(l => l.id).join(' ')}>
            Mettre le mien
          </button>
        </Formulaire>
      </Ordre>
    </div>
    <p class="gt-source">Les deux ordres restent dans «&nbsp;Ce qui a changé&nbsp;».</p>
  </section>
)
const Ordre = ({ titre, titres, children }: { titre: string; titres: readonly string[]; children: Child }) => (
  <div>
    <p>
      <b>{titre}</b>
    </p>
    <ol>
      {titres.map(t => (
        <li>{t}</li>
      ))}
    </ol>
    {children}
  </div>
)

/** Who reads it, and what changed. */
export const Plis = ({ o }: { o: OrdreVu }) => (
  <div class="gt-plis">
    <details class="gt-pli">
      <summary>
        <b>Qui voit cet ordre</b> <span>vous, puis la préfecture et la commission</span>
      </summary>
      <p>
        Tous les membres de {o.structure} le voient et peuvent le changer. La préfecture et la commission le voient après la clôture. Aucune
        autre structure ne le voit, il n’est jamais publié.
      </p>
    </details>
    {o.changements.length > 0 && (
      <details class="gt-pli">
        <summary>
          <b>Ce qui a changé</b>{' '}
          <span>
            {o.version}&nbsp;{o.version > 1 ? 'ordres' : 'ordre'}
            {o.changements.length < o.version && `, les ${o.changements.length} derniers`}
          </span>
        </summary>
        <ul>
          {o.changements.map(c => (
            <li>
              <Time instant={c.le} />, {c.par}&nbsp;: {c.quoi}
            </li>
          ))}
        </ul>
      </details>
    )}
  </div>
)
