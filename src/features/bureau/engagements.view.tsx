import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { TextArea } from '../../ui/champs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import type { Appel } from '../cahier/index.ts'
import type { LigneDite } from './etapes.rules.ts'

type Props = { appel: Appel; lignes: readonly LigneDite[]; colle?: string | undefined }

/** Engagement numbers, typed beside each dossier that waits for one or pasted from a sheet. */
export const Engagements = ({ appel, lignes, colle }: Props) => {
  const attendues = lignes.filter(x => x.etapes.engagement.signe === 'faire')
  return (
    <section aria-labelledby="engagements" class="fr-mt-5w">
      <h2 class="fr-h4" id="engagements">
        Numéros d’engagement
      </h2>
      {attendues.length === 0 && colle === undefined ? (
        <p>Aucun dossier signé n’attend de numéro.</p>
      ) : (
        <Formulaire action={paths.administration.engagements(appel.slug)} class="gt-lecture" aria-labelledby="engagements">
          <TextArea
            name="engagements"
            id="engagements-colles"
            label={`${pluriel(attendues.length, 'dossier attend', 'dossiers attendent')} son numéro`}
            hint="Une ligne par dossier&nbsp;: son numéro, une tabulation ou un point-virgule, puis les dix chiffres. Une colonne de tableur se colle telle quelle."
            value={colle ?? attendues.map(x => `${x.l.numero}; `).join('\n')}
            rows={Math.min(12, Math.max(3, attendues.length))}
          />
          <button class="fr-btn fr-btn--secondary" type="submit">
            Enregistrer les numéros
          </button>
        </Formulaire>
      )}
    </section>
  )
}
