import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'

export type ResultatVerification = { trouve: true; quoi: string; numero: string; recuLe: Date; appel: string } | { trouve: false }
type Props = {
  site: Site
  values: { numero: string; empreinte: string }
  errors?: FieldErrors
  resultat?: ResultatVerification | undefined
}

const TITRE = 'Vérifier un accusé de réception'

/** Anyone checks a receipt here. Nothing nominative is told: the number, the instant, the call. */
export const VerifierPage = ({ site, values, errors = {}, resultat }: Props) => (
  <Page
    site={site}
    titre={TITRE}
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: TITRE }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1>{TITRE}</h1>
      <p>
        L’accusé d’un dossier ou d’un bilan porte un numéro et l’empreinte du contenu déposé. Si les deux correspondent à un dépôt, l’accusé
        est authentique.
      </p>
      {resultat && <Reponse {...resultat} />}
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
      <h2 class="fr-h5 fr-mt-4w">Vérifier que rien n’a été réécrit</h2>
      <p>
        Chaque acte laisse une ligne dans le journal du service, liée à la précédente. Chaque jour, le rang et l’empreinte de la dernière
        ligne sont publiés ici. Gardez-les&nbsp;: si le journal était refait, ils ne s’y retrouveraient plus.
      </p>
      <ul>
        <li>
          <a href={paths.journal.ancrages}>Les empreintes de chaque jour, en JSON</a>
        </li>
        <li>
          <a href={paths.journal.flux}>Les mêmes, en flux Atom</a>
        </li>
      </ul>
    </div>
  </Page>
)

const Reponse = (r: ResultatVerification) =>
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
