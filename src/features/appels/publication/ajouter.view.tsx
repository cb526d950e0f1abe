import { FileField, TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import type { ErreurAppel } from '../lire-appel.ts'

/** What came back refused: the text as it was given, and what is to be mended. */
export type Refus = { source: string; erreurs: readonly ErreurAppel[]; message?: string | undefined }

/** What is wrong, by line: the summary on top, then where each thing stands and what is expected there. */
export const Erreurs = ({ refus }: { refus: Refus }) => (
  <>
    <ErrorSummary
      titre={
        refus.message ??
        `Erreur\u00a0: ${refus.erreurs.length}\u00a0point${refus.erreurs.length > 1 ? 's' : ''} à corriger dans le fichier. Rien n’a été ajouté.`
      }
      errors={{ source: 'Corrigez le texte ci-dessous, ou envoyez un autre fichier.' }}
    />
    {refus.erreurs.length > 0 && (
      <Tableau
        legende="Ce qu’il faut corriger"
        lignes={refus.erreurs}
        colonnes={[
          { titre: 'Ligne', cellule: e => e.ligne },
          { titre: 'Champ', cellule: e => <code>{e.champ || 'tout le fichier'}</code> },
          { titre: 'Ce qui est attendu', cellule: e => e.message },
        ]}
      />
    )}
  </>
)

/** The way to add a version that was written elsewhere. */
export const Ajouter = ({ action, titre, refus }: { action: string; titre: string; refus: Refus | undefined }) => (
  <section aria-labelledby="ajouter" class="fr-mt-6w">
    <h2 id="ajouter" class="fr-h4">
      {titre}
    </h2>
    <p>Le site vérifie le texte, puis le garde en brouillon. Le public ne le verra qu’après publication.</p>
    <Formulaire action={action} fichiers aria-labelledby="ajouter">
      <FileField
        name="fichier"
        label="Fichier appel.yml"
        hint="512&nbsp;ko au plus. Le fichier remplace le texte ci-dessous."
        accept=".yml,.yaml,application/yaml,text/yaml"
      />
      <TextArea
        name="source"
        label="Ou le texte de l’appel (YAML)"
        rows={refus ? 24 : 6}
        value={refus?.source}
        error={refus ? (refus.message ?? 'Le texte contient des erreurs, listées en haut de la page.') : undefined}
      />
      <FormActions principal="Vérifier et ajouter en brouillon" />
    </Formulaire>
  </section>
)
