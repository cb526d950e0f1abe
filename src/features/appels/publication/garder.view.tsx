import { formatInstant } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Checkbox } from '../../../ui/choix.tsx'
import { gardables, phraseGardee, type Touches } from './effets.rules.ts'

/** Where a version closes earlier for drafts already begun: whether they keep the closing that they had. Nothing where none has one to keep. */
export const GarderCloture = ({ touches, coche }: { touches: Touches; coche: boolean }) => {
  const gardes = gardables(touches)
  const n = gardes.length
  if (n === 0) return null
  const clotures = [...new Set(gardes.map(g => g.cloture.getTime()))].map(ms => new Date(ms))
  const [une, ...autres] = clotures
  const ancienne = autres.length === 0 ? `le ${formatInstant(une!)}` : 'la clôture qu’ils avaient'
  const [ces, les] = n > 1 ? [`ces ${pluriel(n, 'brouillon')}`, 'leurs porteurs lisent'] : ['ce brouillon', 'son porteur lit']
  return (
    <section class="gt-publication__cadre" aria-labelledby="garder-cloture">
      <h3 class="fr-h6" id="garder-cloture">
        La clôture avance pour {pluriel(n, 'brouillon déjà commencé', 'brouillons déjà commencés')}
      </h3>
      <Checkbox
        name="garder"
        checked={coche}
        label={`Garder ${ancienne} pour ${ces}`}
        hint="Les dossiers commencés après la publication suivent la nouvelle clôture."
      />
      <p class="gt-sous">
        Si vous cochez, {les} dans leur courriel&nbsp;: «&nbsp;{phraseGardee(une!)}&nbsp;» Sinon, {n > 1 ? 'ils' : 'il'} y lit combien de
        temps il perd.
      </p>
    </section>
  )
}
