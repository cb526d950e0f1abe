import type { Child } from 'hono/jsx'

/** `vous`: whoever reads has it to do. */
export type EtapeDatee = { titre: string; quand?: Child; etat: 'fait' | 'vous' | 'attendu' }
const DITS = { fait: ' (fait)', vous: ' (à vous)', attendu: '' }

/** What comes, in order and with its days; the state is said as well as drawn. */
export const SuiteDatee = ({ legende, etapes }: { legende: string; etapes: readonly EtapeDatee[] }) => (
  <ol class="fr-raw-list gt-suites" aria-label={legende}>
    {etapes.map(e => (
      <li class={e.etat === 'attendu' ? undefined : `gt-suites__${e.etat}`}>
        <p class="gt-suites__titre">
          {e.titre}
          <span class="fr-sr-only">{DITS[e.etat]}</span>
        </p>
        {e.quand && <p class="gt-suites__quand">{e.quand}</p>}
      </li>
    ))}
  </ol>
)

/** The six stations of a dossier's life. */
export const STATIONS = 6
const x = (i: number) => 8 + (i * (240 - 16)) / (STATIONS - 1)

/** How far a dossier is: drawn for the eye, said in words below. `faites`: stations reached, the last of which is where it stands. */
export const Stations = ({ faites, mots }: { faites: number; mots: string }) => (
  <>
    <svg class="gt-train" viewBox="0 0 240 16" width="240" height="16" aria-hidden="true" focusable="false">
      {Array.from({ length: STATIONS - 1 }, (_, i) => (
        <line class={`gt-train__ligne${i + 1 < faites ? ' gt-train__ligne--fait' : ''}`} x1={x(i)} x2={x(i + 1)} y1="8" y2="8" />
      ))}
      {Array.from({ length: STATIONS }, (_, i) => {
        const ici = i === faites - 1 && faites < STATIONS
        return <circle class={`gt-train__${ici ? 'ici' : i < faites ? 'fait' : 'reste'}`} cx={x(i)} cy="8" r={ici ? 5 : 6} />
      })}
    </svg>
    <p class="gt-train__mots">{mots}</p>
  </>
)
