import { paths } from '../../../paths.ts'
import { enAdresse, type Temps } from './temps.ts'

const TITRES = { 1: 'Règles du premier temps', 2: 'Règles du second temps' } as const
/** Of a call in two stages: whose rules one reads, and where the rest of the second stands. */
export const LesTemps = ({ brouillon, temps: montre }: { brouillon: string; temps: Temps }) => (
  <nav aria-label="Temps de l’appel">
    <ul class="gt-studio__places">
      {([1, 2] as const).map(temps => (
        <li>
          {montre === temps ? (
            <b aria-current="page">{TITRES[temps]}</b>
          ) : (
            <a href={`${paths.studio.section(brouillon, 'regles')}${enAdresse({ temps })}`}>{TITRES[temps]}</a>
          )}
        </li>
      ))}
      {montre === 2 && (
        <li>
          <a href={paths.studio.lieu(paths.studio.section(brouillon, 'formulaire'), '/phases/dossier_complet')}>
            Ses dates, ses questions, ses pièces, ses chiffres
          </a>
        </li>
      )}
    </ul>
  </nav>
)
