import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { DateField, Field, FileField } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { type ChoixSignataire, QuiSigne } from '../../delegations/index.ts'
import type { NatureActe } from '../acte.rules.ts'
import { CadreActe, type Cote, Retour } from '../cadre.view.tsx'
import { finDe } from '../fin.rules.ts'
import type { ActeLu } from '../projet.queries.ts'
import type { Suivi } from '../suivi.queries.ts'
import { NOMS_ACTE } from './actes.view.tsx'

type Etablir = {
  site: Site
  s: Suivi
  nature: NatureActe
  duree: string
  choix: ChoixSignataire
  signataire?: string | undefined
  errors?: FieldErrors
}
/** Before an act is established: its duration, and the whole of it to read first. */
export const EtablirPage = ({ site, s, nature, duree, choix, signataire, errors }: Etablir) => {
  const fin = finDe(s)
  return (
    <CadreActe site={site} s={s} cote="service" titre="Établir l’acte" errors={errors}>
      <p class="fr-text--lead">
        {NOMS_ACTE[nature]} qui accorde {formatEuros(s.accorde)} à {s.porteur} pour «&nbsp;{s.titre || 'Sans titre'}&nbsp;».
      </p>
      <p>
        Relisez d’abord l’aperçu. Une fois établi, l’acte ne change plus, et les structures du projet reçoivent un courriel. Il prend effet
        à sa signature.
      </p>
      <Formulaire action={paths.suiviDossier.acte(s.dossierId)}>
        <Field
          name="duree"
          label="Durée du projet, en mois"
          hint={`À compter de la signature.${fin.jour ? ` ${fin.de === 'convenue' ? 'Le dossier prévoit' : 'Le dernier bilan annonce'} une fin le ${formatDateCivile(fin.jour)}.` : ''}`}
          inputmode="numeric"
          court
          suffix="mois"
          value={duree}
          error={errors?.duree}
        />
        <QuiSigne choix={choix} value={signataire} error={errors?.signataire} />
        <p>
          <a
            class="fr-link"
            href={`${paths.suiviDossier.apercuActe(s.dossierId)}?${new URLSearchParams({ duree, ...(signataire ? { signataire } : {}) })}`}
            data-turbo="false"
          >
            Voir l’aperçu de l’acte, pour {duree || '0'}&nbsp;mois (PDF)
          </a>
        </p>
        <FormActions principal="Établir l’acte" filet={false}>
          <Retour s={s} cote="service" />
        </FormActions>
      </Formulaire>
    </CadreActe>
  )
}

type Signer = { site: Site; s: Suivi; cote: Cote; acte: ActeLu; signeLe: string; errors?: FieldErrors }
/** Files the signed copy of an act. */
export const SignaturePage = ({ site, s, cote, acte, signeLe, errors }: Signer) => (
  <CadreActe site={site} s={s} cote={cote} titre="Déposer l’exemplaire signé" errors={errors}>
    <p class="fr-text--lead">
      {NOMS_ACTE[acte.nature]} n°&nbsp;{acte.numero}.
    </p>
    <p>
      {acte.nature === 'avenant'
        ? 'L’exemplaire signé est gardé à côté de l’avenant.'
        : `Le projet commence à la date de signature et dure ${acte.dureeMois}\u00a0mois. L’acte signé ne se remplace plus.`}
    </p>
    {cote === 'service' && (
      <p>
        Plusieurs actes reviennent signés&nbsp;? <a href={paths.suivi.scans}>Déposez-les ensemble</a>, tels qu’ils sortent du scanner.
      </p>
    )}
    <Formulaire
      action={cote === 'service' ? paths.suiviDossier.signature(s.dossierId, acte.id) : paths.actes.signature(s.dossierId, acte.id)}
      fichiers
    >
      <DateField
        name="signe_le"
        label="Date de signature"
        value={signeLe}
        error={errors?.signe_le}
        hint="Celle écrite sur l’acte, jj/mm/aaaa"
      />
      <FileField name="fichier" label="Acte signé" hint="Un fichier PDF de 20 Mo au plus" accept=".pdf" error={errors?.fichier} />
      <FormActions principal="Déposer" filet={false}>
        <Retour s={s} cote={cote} />
      </FormActions>
    </Formulaire>
  </CadreActe>
)
