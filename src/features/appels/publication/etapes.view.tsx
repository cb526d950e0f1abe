import type { Child } from 'hono/jsx'
import { formatJour } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Time } from '../../../ui/texte.tsx'
import type { Point } from '../verification/verifier-appel.ts'
import type { Prevue } from './prevues.queries.ts'
import type { RelecturesProps } from './relues.view.tsx'

type Props = {
  numero: number
  points: readonly Point[] | string
  /** How many test dossiers its text has. */
  essais: number
  relectures: RelecturesProps
  publiee: object | undefined
  publiable: boolean
  prevue: Prevue | undefined
}
type Etape = { titre: string; etat: 'fait' | 'reste' | 'attend'; dit: Child }
const ICONES = { fait: 'fr-icon-success-line', reste: 'fr-icon-warning-line', attend: 'fr-icon-time-line' } as const

/** Écrire, essayer, faire relire, publier: where this version stands. */
export const Chaine = (p: Props) => (
  <ol class="gt-publication__chaine" aria-label="Avancement">
    {etapesDe(p).map((e, i) => (
      <li class={`gt-publication__etape gt-publication__etape--${e.etat}`} aria-current={i === 3 ? 'step' : undefined}>
        <b class={`${ICONES[e.etat]} gt-publication__signe`}>
          {i + 1}. {e.titre}
        </b>
        <span>{e.dit}</span>
      </li>
    ))}
  </ol>
)

function etapesDe({ points, essais, relectures, publiee, publiable, prevue, numero }: Props): Etape[] {
  const lus = typeof points === 'string' ? [] : points
  const rates = lus.filter(x => x.sujet === 'essai_rate').length
  // those are counted apart, at their own stage
  const bloquants = lus.filter(x => x.niveau === 'erreur').length - rates
  const aAccepter = new Set(lus.filter(x => x.niveau === 'avertissement').map(x => x.cle)).size
  const relue = relectures.relues.find(r => r.remarque === null)
  const [remarque] = relectures.remarques
  const n = relectures.remarques.length
  return [
    {
      titre: 'Écrire',
      etat: bloquants > 0 ? 'reste' : 'fait',
      dit: bloquants > 0 ? pluriel(bloquants, 'point bloque', 'points bloquent') : typeof points === 'string' ? points : 'Rien ne bloque',
    },
    {
      titre: 'Essayer',
      etat: rates > 0 ? 'reste' : essais > 0 ? 'fait' : 'attend',
      dit: essais === 0 ? 'Aucun essai écrit' : `${pluriel(essais - rates, 'essai passe', 'essais passent')} sur ${essais}`,
    },
    {
      titre: 'Faire relire',
      etat: relue ? 'fait' : remarque || relectures.aRelire ? 'reste' : 'attend',
      dit: relue ? (
        <>
          {relue.lecteur}, le <Time instant={relue.lueLe} />
        </>
      ) : remarque ? (
        <>
          {n > 1 ? `${n}\u00a0remarques rendues, la dernière` : '1\u00a0remarque rendue'} le {formatJour(remarque.lueLe)} par{' '}
          {remarque.lecteur}&nbsp;:{' '}
          <a href={`${paths.studio.brouillon(relectures.brouillon!)}#relecture`}>{n > 1 ? 'relisez-les' : 'relisez-la'}</a>
        </>
      ) : relectures.aRelire ? (
        'Une autre personne doit la lire'
      ) : (
        'Facultatif'
      ),
    },
    {
      titre: 'Publier',
      etat: publiable ? 'attend' : 'fait',
      dit:
        prevue?.numero === numero ? (
          <>
            Le <Time instant={prevue.prevueLe} />
          </>
        ) : !publiable ? (
          'C’est fait'
        ) : aAccepter > 0 ? (
          `${pluriel(aAccepter, 'point')} à accepter`
        ) : publiee ? (
          'Tout de suite, ou à une date'
        ) : (
          'Première publication, tout de suite ou à une date'
        ),
    },
  ]
}
