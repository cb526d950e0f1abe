import { paths } from '../../../paths.ts'
import { enAdresse, type Temps } from './temps.ts'

/** Of a call in two stages: whose rules one reads, and where the rest of the second stands. */
export const LesTemps = ({ brouillon, temps: montre }: { brouillon: string; temps: Temps }) => (
  <nav aria-label="Temps de l’appel">
    <ul class="gt-studio__places">
      {([1, 2] as const).map(temps => (
        <li>
          <a
            href={`${paths.studio.section(brouillon, 'regles')}${enAdresse({ temps })}`}
            aria-current={montre === temps ? 'page' : undefined}
          >
            {temps === 1 ? 'Règles du premier temps' : 'Règles du second temps'}
          </a>
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
