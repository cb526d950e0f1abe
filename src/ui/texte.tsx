import type { Child, PropsWithChildren } from 'hono/jsx'
import { formatHeure, formatInstant, formatJour, formatJourSemaine, isoParis } from '../lib/dates.ts'

/** « 1er juillet », « 4e trimestre » with the ordinal set as it is in French print; « **mot** » in bold. The rest is plain text. */
export const Typo = ({ texte }: { texte: string }) => (
  <>
    {texte
      .split(/(\*\*[^*]+\*\*)/)
      .map(bout => (bout.startsWith('**') && bout.length > 4 ? <b>{ordinaux(bout.slice(2, -2))}</b> : ordinaux(bout)))}
  </>
)

const ordinaux = (texte: string): Child[] =>
  texte.split(/\b(1ers?|1re|\d+es?)\b/).map((bout, i) => {
    const m = i % 2 === 1 ? /^(\d+)(\D+)$/.exec(bout) : null
    return m ? [m[1], <sup class="gt-exp">{m[2]}</sup>] : bout
  })

type Forme = 'jour' | 'semaine' | 'instant' | 'heure' | 'seconde'
const FORMES: Record<Forme, (d: Date) => string> = {
  jour: formatJour,
  semaine: formatJourSemaine,
  instant: d => formatInstant(d),
  heure: d => formatHeure(d),
  seconde: d => formatInstant(d, { secondes: true }),
}

/**
 * An instant, in Paris time, with its machine form. `forme`: « 17 septembre 2021 » (jour), « vendredi 17 septembre 2021 » (semaine),
 * « … à 23 h 59 » (instant, the default), « … à 23 h 59 min 59 s » (seconde), « 23 h 59 » (heure). Children replace the words.
 */
export const Time = ({ instant, forme = 'instant', children }: { instant: Date; forme?: Forme; children?: Child }) => (
  <time datetime={isoParis(instant)}>{children ?? <Typo texte={FORMES[forme](instant)} />}</time>
)

/** « vendredi 17 septembre 2021 à 23 h 59 », as a deadline is written. */
export const Echeance = ({ instant, secondes }: { instant: Date; secondes?: boolean }) => (
  <time datetime={isoParis(instant)}>
    <Typo texte={`${formatJourSemaine(instant)} à ${formatHeure(instant, { secondes: secondes ?? false })}`} />
  </time>
)

/** What was taken out of a text, for those who hear the page as for those who see it. */
export const Retrait = ({ children }: PropsWithChildren) => (
  <del>
    <span class="fr-sr-only">supprimé&nbsp;: </span>
    {children}
  </del>
)
/** What was put in. */
export const Ajout = ({ children }: PropsWithChildren) => (
  <ins>
    <span class="fr-sr-only">ajouté&nbsp;: </span>
    {children}
  </ins>
)
