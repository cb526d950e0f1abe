import { type Option, Select } from '../../ui/champs.tsx'

/** Who may sign, and who is proposed. */
export type ChoixSignataire = { options: readonly Option[]; propose: string }

type Props = { choix: ChoixSignataire; value?: string | undefined; error?: string | undefined }
/** Who decides and signs: nothing where the call has no signatory, whose file speaks. */
export const QuiSigne = ({ choix, value, error }: Props) =>
  choix.options.length === 0 ? null : (
    <Select
      name="signataire"
      label="Qui décide et signe"
      hint="Les lettres et les actes portent son nom et sa qualité."
      value={value || choix.propose}
      error={error}
      options={choix.options}
      vide={choix.propose === '' ? 'Choisir' : null}
    />
  )
