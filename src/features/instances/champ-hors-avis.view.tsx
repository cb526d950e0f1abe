import { TextArea } from '../../ui/champs.tsx'
import { RAISON_MAX } from './instances.rules.ts'

type Props = { avis: readonly string[]; value: string; error: string | undefined }
/** What the bodies of the call said of this dossier, and why a decision would not follow them; nothing where none said anything. */
export const ChampHorsAvis = ({ avis, ...c }: Props) =>
  avis.length === 0 ? null : (
    <>
      {avis.map(a => (
        <p class="gt-sous">{a}</p>
      ))}
      <TextArea
        name="hors_avis"
        label="Si un avis n’est pas suivi, pourquoi"
        facultatif
        hint="L’autorité signe alors elle-même, sans délégation. L’instance lit cette raison."
        rows={2}
        maxlength={RAISON_MAX}
        {...c}
      />
    </>
  )
