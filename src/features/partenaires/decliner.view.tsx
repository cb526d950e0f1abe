import { paths } from '../../paths.ts'
import { TextArea } from '../../ui/champs.tsx'
import { Formulaire } from '../../ui/form.tsx'

export type SaisieRefus = { motif: string; erreur?: string | undefined }

/** Leaving the project: folded, because most partners come to validate. */
export const Decliner = ({
  id,
  partenaire,
  porteur,
  motif,
  erreur,
}: { id: string; partenaire: { id: string; nom: string }; porteur: string } & SaisieRefus) => (
  <details class="fr-mt-4w gt-details gt-lecture" open={erreur !== undefined}>
    <summary id="decliner">Ne pas participer à ce projet</summary>
    <Formulaire action={paths.dossiers.refusPartenaire(id, partenaire.id)} aria-labelledby="decliner">
      <p class="fr-mt-2w">
        {partenaire.nom} quitte le projet et ne voit plus le dossier. {porteur} reçoit votre motif, et peut déposer sans vous.
      </p>
      <TextArea
        name="motif"
        label="Votre motif"
        hint="Par exemple la décision de votre assemblée, et sa date"
        maxlength={1000}
        value={motif}
        error={erreur}
      />
      <button class="fr-btn fr-btn--secondary" type="submit">
        Décliner pour {partenaire.nom}
      </button>
    </Formulaire>
  </details>
)
