import { formatHeure, formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Page } from '../../../ui/page.tsx'
import { pct } from '../../../ui/plots/echelle.ts'
import type { Site } from '../../../ui/site.ts'
import { accorde, MOTS_SENS, type Sens } from '../../decisions/index.ts'
import type { DossierSalle } from '../salle/dossier.view.tsx'
import { Chiffres } from '../salle/dossier.view.tsx'
import type { EnveloppeSalle } from '../salle/salle.view.tsx'
import { Notes, type NotesEcran } from './notes.view.tsx'

/** What the screen of the room shows. Cents. */
export type EcranVue = {
  comite: string
  appel: string
  tenueLe: Date
  /** The hour of what is shown. */
  instant: Date
  estampille: string
  /** Those who are there, whoever may vote on this dossier. */
  presents: readonly { nom: string; preside: boolean }[]
  enveloppe: EnveloppeSalle
  /** What is said of a suspended séance: when it goes on. */
  pause: string | undefined
  /** Too few may vote on the dossier: how many would tell that somebody is in conflict. */
  attend: boolean
  propose: { sens: Sens; montant: number } | undefined
  dossier: DossierSalle | undefined
  notes: NotesEcran | undefined
  derniere: { le: Date; phrase: string } | undefined
  suivant: { porteur: string; demande: number | null } | undefined
}
type Props = { site: Site; jeton: string; ecran: EcranVue }

/** Read from the back of the room: no command, no menu, all of it on one screen of 1920 × 1080. */
export const EcranPage = ({ site, jeton, ecran: e }: Props) => (
  <Page
    site={site}
    titre={`Écran de la salle, ${e.pause ? 'séance suspendue' : e.dossier ? e.dossier.porteur : 'tous les dossiers décidés'}`}
    seule
    relireS={10}
  >
    <header class="gt-ecran gt-ecran__tete">
      <div>
        <h1>{e.comite}</h1>
        <p class="gt-sous">
          {e.appel} · {formatJour(e.tenueLe)}
          {site.demo && ' · démonstration'}
        </p>
      </div>
      <p>
        {e.presents.map((m, i) => (
          <>
            {i > 0 && ' · '}
            {m.nom}
            {m.preside && <span class="gt-sous"> préside</span>}
          </>
        ))}
      </p>
    </header>
    <main
      id="contenu"
      tabindex={-1}
      class="gt-ecran"
      data-controller="salle"
      data-salle-url-value={paths.comite.directEcran(jeton)}
      data-salle-estampille-value={e.estampille}
      data-salle-signe-value={paths.comite.suiviEcran(jeton)}
    >
      <div class="gt-sous gt-ecran__etat" data-salle-target="etat"></div>
      <div hidden class="gt-ecran__perdu" role="alert" data-salle-target="perdu">
        <p>
          Liaison interrompue. Dernier état reçu à <span data-salle-target="depuis">{formatHeure(e.instant)}</span>.
        </p>
        <p class="gt-sous">Reprise seule dès que le réseau revient. Rien n’est perdu.</p>
      </div>
      <p hidden data-salle-target="change"></p>
      <Enveloppe e={e.enveloppe} propose={e.propose} />
      {e.attend && (
        <div class="gt-ecran__attend">
          <p>
            <strong>La décision attendra.</strong>
          </p>
          <p>Il n’y a pas assez de votants pour ce dossier. Le débat peut se tenir&nbsp;; la présidence peut le reporter.</p>
        </div>
      )}
      <div class="gt-ecran__corps">
        <section aria-labelledby="dossier" class={e.pause ? 'gt-ecran__pause' : undefined}>
          {e.dossier ? <Dossier d={e.dossier} propose={e.propose} /> : <h2 id="dossier">{e.pause ?? 'Tous les dossiers sont décidés'}</h2>}
          {e.pause && <p>Aucun dossier n’est à l’écran.</p>}
        </section>
        <div class="gt-ecran__cote">
          {e.notes && <Notes n={e.notes} />}
          {e.dossier && e.dossier.scenarios.length > 0 && <Scenarios scenarios={e.dossier.scenarios.slice(0, SCENARIOS_MAX)} />}
        </div>
      </div>
    </main>
    <footer id="pied" tabindex={-1} class="gt-ecran gt-ecran__pied">
      <p>
        {e.derniere && (
          <>
            <strong>{formatHeure(e.derniere.le)}</strong> {e.derniere.phrase}
          </>
        )}
      </p>
      {e.suivant && (
        <p>
          Ensuite&nbsp;: <strong>{e.suivant.porteur}</strong>
          {e.suivant.demande !== null && `, ${formatEuros(e.suivant.demande)}`}
        </p>
      )}
    </footer>
  </Page>
)

/** Full for what is granted, hatched for what is about to be, an outline for what is left. */
const Enveloppe = ({ e, propose }: { e: EnveloppeSalle; propose: EcranVue['propose'] }) => {
  const accordees = e.accordes.reduce((t, n) => t + n, 0)
  const demande = propose && accorde(propose.sens) ? propose.montant : 0
  const part = (n: number) => pct(e.montant > 0 ? Math.min(1, n / e.montant) : 0)
  let depuis = 0
  return (
    <section aria-label="Enveloppe" class="gt-ecran__enveloppe">
      <p class="gt-salle__ligne">
        <span>
          Enveloppe <strong>{formatEuros(e.montant)}</strong>
        </span>
        <span>
          {pluriel(e.decides, 'dossier décidé', 'dossiers décidés')} sur {e.total}
          {e.aSuivre.nombre > 0 && ` · ${pluriel(e.aSuivre.nombre, 'autre demande', 'autres demandent')} ${formatEuros(e.aSuivre.demande)}`}
        </span>
      </p>
      <svg class="gt-salle__barre" width="100%" height="44" aria-hidden="true" focusable="false">
        <defs>
          <pattern id="hachures" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="gt-ecran__fond" width="8" height="8" />
            <rect class="gt-ecran__trait" width="3" height="8" />
          </pattern>
        </defs>
        {e.accordes.map(n => {
          const x = depuis
          depuis += n
          return <rect x={part(x)} width={part(n)} y="0" height="44" class="gt-salle__pris" />
        })}
        <rect x={part(accordees)} width={part(demande)} y="0" height="44" fill="url(#hachures)" />
        <rect x="0" y="0" width="100%" height="44" class="gt-salle__contour" />
      </svg>
      <p class="gt-salle__ligne">
        <span>
          Accordé <strong>{formatEuros(accordees)}</strong>
        </span>
        {demande > 0 && (
          <span>
            Proposé <strong>{formatEuros(demande)}</strong>
          </span>
        )}
        <span>
          {demande > e.reste ? 'Il manquerait' : demande > 0 ? 'Il resterait' : 'Reste'}{' '}
          <strong class="gt-ecran__reste">{formatEuros(Math.abs(e.reste - demande))}</strong>
        </span>
      </p>
    </section>
  )
}

const Dossier = ({ d, propose }: { d: DossierSalle; propose: EcranVue['propose'] }) => (
  <>
    <p class="gt-sous">
      Dossier {d.rang} sur {d.total} · {d.numero} · {d.lieu}
    </p>
    <h2 id="dossier">{d.titre || 'Sans titre'}</h2>
    <p>
      {d.porteur}
      {d.avec.length > 0 && `, avec ${d.avec.length > 3 ? pluriel(d.avec.length, 'partenaire') : d.avec.join(', ')}`}
    </p>
    <Chiffres d={d} />
    {propose && (
      <div class="gt-ecran__propose">
        <h3>Proposition en débat</h3>
        <p>
          {MOTS_SENS[propose.sens]}
          {accorde(propose.sens) && propose.montant > 0 && (
            <>
              &nbsp;: <strong>{formatEuros(propose.montant)}</strong>
            </>
          )}
        </p>
      </div>
    )}
  </>
)

/** How many hold on the screen. */
const SCENARIOS_MAX = 3
const Scenarios = ({ scenarios }: { scenarios: DossierSalle['scenarios'] }) => (
  <section aria-labelledby="scenarios">
    <h3 id="scenarios">Dans les scénarios</h3>
    <ul class="gt-ecran__scenarios">
      {scenarios.map(x => (
        <li>
          <span class="gt-sous">{x.nom}</span>
          <strong>{x.montant > 0 ? formatEuros(x.montant) : 'Non'}</strong>
          <span class="gt-sous">{x.mots}</span>
        </li>
      ))}
    </ul>
  </section>
)
