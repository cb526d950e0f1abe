import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Field, FileField } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { PourLesMachines } from '../../ui/machines.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import type { Examen } from '../sceaux/index.ts'

export type ResultatVerification =
  | { document: Examen }
  | { trouve: true; quoi: string; numero: string; recuLe: Date; appel: string }
  | { trouve: false }
type Props = {
  site: Site
  /** Whether this guichet seals what it sends: without, only what was filed can be checked. */
  scelle: boolean
  values: { numero: string; empreinte: string }
  errors?: FieldErrors
  resultat?: ResultatVerification | undefined
}

const TITRE = 'Vérifier un document'

/** Anyone checks a document here. Nothing nominative is told: what it is, its number, an instant, the call. */
export const VerifierPage = ({ site, scelle, values, errors = {}, resultat }: Props) => (
  <Page
    site={site}
    titre={TITRE}
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: TITRE }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1>{TITRE}</h1>
      {scelle && (
        <p>
          Le guichet scelle ses accusés, ses lettres et ses actes. Donnez le fichier que vous avez reçu&nbsp;: vous saurez s’il est entier
          ou s’il a été modifié.
        </p>
      )}
      {resultat && ('document' in resultat ? <Document {...resultat.document} /> : <Reponse {...resultat} />)}
      {scelle && <AvecLeFichier erreur={errors.fichier} />}
      <h2 class="fr-h5 fr-mt-4w">Avec le numéro et l’empreinte</h2>
      <p>
        L’accusé d’un dossier ou d’un bilan porte un numéro et l’empreinte du contenu déposé. Si les deux correspondent à un dépôt, l’accusé
        est authentique.
      </p>
      <Formulaire method="get" action={paths.verifier}>
        <Field
          name="numero"
          label="Numéro du dossier"
          hint="Par exemple ITN7-0031"
          value={values.numero}
          error={errors.numero}
          autocomplete="off"
          spellcheck={false}
          court
        />
        <Field
          name="empreinte"
          label="Empreinte SHA-256"
          hint="64 chiffres et lettres de a à f. Les espaces et les majuscules ne comptent pas."
          value={values.empreinte}
          error={errors.empreinte}
          autocomplete="off"
          spellcheck={false}
        />
        <FormActions principal="Vérifier" filet={false} />
      </Formulaire>
      {scelle && <CeQueDitLeSceau />}
      <h2 class="fr-h5 fr-mt-4w">Vérifier que rien n’a été réécrit</h2>
      <p>
        Chaque acte laisse une ligne dans le journal du service, liée à la précédente. Chaque jour, le rang et l’empreinte de la dernière
        ligne sont publiés ici. Gardez-les&nbsp;: si le journal était refait, ils ne s’y retrouveraient plus.
      </p>
      <PourLesMachines>
        <ul>
          <li>
            <a href={paths.journal.ancrages}>Les empreintes de chaque jour, en JSON</a>
          </li>
          <li>
            <a href={paths.journal.flux}>Les mêmes, en flux Atom</a>
          </li>
        </ul>
      </PourLesMachines>
    </div>
  </Page>
)

const AvecLeFichier = ({ erreur }: { erreur: string | undefined }) => (
  <>
    <h2 class="fr-h5">Avec le fichier</h2>
    <Formulaire action={paths.verifier} fichiers>
      <FileField
        name="fichier"
        label="Fichier PDF"
        hint="Tel que vous l’avez reçu, ni imprimé ni enregistré à nouveau. 1 Mo au plus. Le guichet ne le garde pas."
        error={erreur}
        accept=".pdf,application/pdf"
      />
      <FormActions principal="Vérifier le fichier" filet={false} />
    </Formulaire>
  </>
)

const CeQueDitLeSceau = () => (
  <>
    <h2 class="fr-h5 fr-mt-4w">Ce que le sceau dit</h2>
    <p>
      Le sceau prouve qu’un document est entier depuis que le guichet l’a établi. Ce n’est la signature de personne&nbsp;: qui décide est
      écrit dans le document. Il ne dit pas si une autre décision l’a remplacé depuis.
    </p>
  </>
)

const NATURES: Record<(Examen & { etat: 'entier' })['nature'], string> = {
  accuse: 'Accusé de réception',
  acte: 'Acte',
  lettre: 'Lettre de décision',
  irrecevabilite: 'Lettre d’irrecevabilité',
  preselection: 'Lettre de présélection',
  silence: 'Attestation de silence',
  releve: 'Relevé de dossiers',
  proces_verbal: 'Procès-verbal',
}

const Document = (e: Examen) => {
  if (e.etat === 'entier')
    return (
      <Alert ton="success" titre="Ce document est entier" reponse>
        <p>
          {NATURES[e.nature]}
          {e.numero && ` ${e.numero}`}, que le guichet a scellé le <Time instant={e.scelleLe} forme="seconde" /> (heure de Paris). Rien n’y
          a changé depuis.
        </p>
      </Alert>
    )
  if (e.etat === 'modifie')
    return (
      <Alert ton="error" titre="Ce document a été modifié" reponse>
        <p>
          Il porte la référence d’un document du guichet, mais ce n’est plus le même fichier. Ne vous y fiez pas&nbsp;: demandez l’original
          au service, ou à qui vous l’a transmis.
        </p>
      </Alert>
    )
  return (
    <Alert ton="warning" titre="Ce document n’est pas connu ici" reponse>
      <p>
        Aucun document scellé par ce guichet n’est ce fichier. Un document imprimé puis numérisé, ou enregistré par un autre logiciel, n’est
        plus le même&nbsp;: essayez avec le fichier d’origine.
      </p>
    </Alert>
  )
}

const Reponse = (r: Exclude<ResultatVerification, { document: Examen }>) =>
  r.trouve ? (
    <Alert ton="success" titre="Cet accusé correspond à un dépôt" reponse>
      <p>
        {r.quoi} {r.numero}, reçu le <Time instant={r.recuLe} forme="seconde" /> (heure de Paris), pour l’appel « {r.appel} ».
      </p>
    </Alert>
  ) : (
    <Alert ton="error" titre="Aucun dépôt ne correspond" reponse>
      <p>Ce numéro et cette empreinte ne vont pas ensemble. Vérifiez chaque caractère, ou utilisez le code QR de l’accusé.</p>
    </Alert>
  )
