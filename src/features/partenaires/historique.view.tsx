import { formatInstant } from '../../lib/dates.ts'
import { Empreintes } from '../../ui/machines.tsx'
import { Time } from '../../ui/texte.tsx'
import { Paragraphes } from '../champs/index.ts'
import type { ValidationPassee } from './validations.queries.ts'

/** Every validation of a partner, the latest first: by whom, with which means; what proves it is folded. */
export const Historique = ({ historique }: { historique: readonly ValidationPassee[] }) =>
  historique.length === 0 ? null : (
    <section aria-labelledby="historique" class="fr-mt-6w">
      <h2 class="fr-h4" id="historique">
        Validations de la structure
      </h2>
      <ol class="gt-fichiers">
        {historique.map(v => (
          <li>
            <div>
              <Time instant={v.valideLe} />, par {v.nom} ({v.fonction}).
              <br />
              Ce que la structure apporte : <Paragraphes texte={v.moyens} />
            </div>
          </li>
        ))}
      </ol>
      <Empreintes de={historique.map(v => ({ nom: `Validation du ${formatInstant(v.valideLe)}`, sha256: v.empreinte }))} />
    </section>
  )
