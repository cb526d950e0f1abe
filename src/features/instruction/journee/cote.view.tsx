import { formatJourCourt } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { ChargeDesJours } from './charge.view.tsx'
import type { Journee } from './lire-journee.ts'

/** Beside what is to be done: who has written, what comes, what one waits for, one's calls. */
export const Cote = (j: Journee) => (
  <>
    <Messages {...j} />
    <Agenda {...j} />
    <Attends {...j} />
    <Appels {...j} />
  </>
)

const Attends = ({ attends }: Journee) =>
  attends.length > 0 && (
    <section aria-labelledby="attends">
      <h2 class="fr-h6" id="attends">
        J’attends
      </h2>
      <ul class="gt-journee__liste">
        {attends.map(a => (
          <li>
            <a href={a.href}>{a.libelle}</a>
          </li>
        ))}
      </ul>
    </section>
  )

const Messages = ({ messages, nonLus }: Journee) => (
  <section aria-labelledby="messages">
    <h2 class="fr-h6" id="messages">
      Messages non lus <span class="gt-compte">{nonLus.nombre}</span>
    </h2>
    {messages.length === 0 ? (
      <p class="gt-sous">Tout est lu.</p>
    ) : (
      <ul class="gt-journee__liste">
        {messages.map(m => (
          <li>
            <a href={m.href}>{m.porteur}</a>
            <span class="gt-sous">
              {m.numero}, <Time instant={m.le} />
            </span>
            <span class="gt-journee__extrait">«&nbsp;{m.texte}&nbsp;»</span>
          </li>
        ))}
      </ul>
    )}
    {nonLus.nombre > messages.length && (
      <p>
        <a href={nonLus.href}>Voir les {nonLus.nombre} dossiers qui ont un message</a>
      </p>
    )}
  </section>
)

const Agenda = ({ agenda, charge, total }: Journee) => (
  <section aria-labelledby="agenda">
    <h2 class="fr-h6" id="agenda">
      Calendrier
    </h2>
    {total > 0 && <ChargeDesJours charge={charge} />}
    {agenda.length === 0 ? (
      <p class="gt-sous">Aucune date d’appel à venir.</p>
    ) : (
      <dl class="gt-journee__agenda">
        {agenda.map(d => (
          <div>
            <dt>
              <time datetime={d.quand.toISOString()}>{formatJourCourt(d.quand).slice(0, 5)}</time>
            </dt>
            <dd>
              <b>{d.quoi}</b>
              <span class="gt-sous">{d.ou}</span>
            </dd>
          </div>
        ))}
      </dl>
    )}
    <p class="fr-mb-0 fr-mt-1w">
      <a href={paths.instruction.agenda}>Le suivre dans mon agenda</a>
    </p>
  </section>
)

const Appels = ({ appels }: Journee) => (
  <div>
    <h2 class="fr-h6">Mes appels</h2>
    <Tableau
      legende="Mes appels"
      legendeCachee
      dense
      tete={false}
      lignes={appels}
      vide={<p class="gt-sous">Aucun appel.</p>}
      colonnes={[
        { titre: 'Appel', cellule: a => <a href={a.href}>{a.titre}</a> },
        { titre: 'À traiter', num: true, cellule: a => a.aTraiter },
        { titre: 'Ensuite', cellule: a => a.ensuite ?? '–' },
      ]}
    />
  </div>
)
