import { FileField, TextArea } from './champs.tsx'
import { FormActions, Formulaire } from './form.tsx'

type Props = {
  action: string
  /** Labels of the two ways in, and what the button of the first reading says. */
  coller: string
  aide: string
  fichier: string
  principal: string
  texte: string | undefined
  erreurs: Readonly<Record<string, string | undefined>>
  /** A preview is shown: what is sent then is read again. */
  relu: boolean
}
/** A table of somebody's own, pasted or as a file: read first, imported from its preview. */
export const ImportDeTableau = ({ action, coller, aide, fichier, principal, texte, erreurs, relu }: Props) => (
  <Formulaire action={action} fichiers sansTurbo>
    <TextArea name="texte" label={coller} hint={aide} rows={8} value={texte} error={erreurs.texte} facultatif />
    <FileField
      name="fichier"
      label={fichier}
      hint={'XLSX, ODS ou CSV, 900\u00a0ko au plus. Seule la première feuille est lue.'}
      accept=".xlsx,.ods,.csv,.txt"
      error={erreurs.fichier}
      facultatif
    />
    {relu ? (
      <button class="fr-btn fr-btn--secondary" type="submit">
        Relire
      </button>
    ) : (
      <FormActions principal={principal} filet={false} />
    )}
  </Formulaire>
)
