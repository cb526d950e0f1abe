import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { TEXTE_MAX } from '../../decisions/index.ts'

export type SignatureVue = {
  seance: string
  /** Of a body that gives opinions: whoever chaired signs. */
  presidence: boolean
  version: number
  /** The reader's own signature: to be given, or given. */
  mienne: 'attendue' | 'donnee' | undefined
  reserve: string
  /** Whose signature is awaited; who was there and is not asked, never having declared their interests. */
  attendus: readonly string[]
  nonDeclares: readonly string[]
  /** For whoever freezes: the reason as it was typed, and how many have signed. */
  figer: { motif: string; signees: number } | undefined
}

/** The page has two forms: each says what is wrong in its own field. */
const erreurDe = (errors: FieldErrors, champ: string): FieldErrors => (errors[champ] ? { [champ]: errors[champ] } : {})

/** Where a member signs the version that they have just read. */
export const Signer = ({ s, errors }: { s: SignatureVue; errors: FieldErrors }) => {
  if (s.mienne === 'donnee') return <p class="fr-mt-5w">Vous avez signé cette version.</p>
  if (s.mienne === undefined) return null
  return (
    <section aria-labelledby="signature" class="fr-mt-5w">
      <h2 class="fr-h4" id="signature" tabindex={-1}>
        Signer la version&nbsp;{s.version}
      </h2>
      <ErrorSummary errors={erreurDe(errors, 'reserve')} />
      <Formulaire action={paths.comite.signatureProcesVerbal(s.seance)} class="gt-lecture">
        <input type="hidden" name="version" value={String(s.version)} />
        <TextArea
          name="reserve"
          label="Réserve"
          facultatif
          hint="Elle est imprimée avec votre signature, qui ne se reprend pas"
          rows={3}
          maxlength={TEXTE_MAX}
          value={s.reserve}
          error={errors.reserve}
        />
        <FormActions principal="J’ai lu, je signe" filet={false} />
      </Formulaire>
    </section>
  )
}

/** Whose signature the version waits for, and who is not asked. */
export const Attendus = ({ s: { attendus, nonDeclares } }: { s: SignatureVue }) => (
  <>
    {attendus.length > 0 && (
      <p class="fr-mt-2w fr-mb-1w">
        <strong>
          {attendus.length > 1 ? 'Signatures attendues' : 'Signature attendue'}&nbsp;: {attendus.join(', ')}.
        </strong>
      </p>
    )}
    {nonDeclares.length > 0 && (
      <p class="gt-sous">
        {nonDeclares.join(', ')}&nbsp;: présent{nonDeclares.length > 1 && 's'} sans avoir déclaré {nonDeclares.length > 1 ? 'leurs' : 'ses'}{' '}
        intérêts. Aucune signature ne {nonDeclares.length > 1 ? 'leur' : 'lui'} est demandée.
      </p>
    )}
  </>
)

/** A signature that never comes does not keep the procès-verbal open: it says who has not signed, and why. */
const FigerSans = ({ s, figer, errors }: { s: SignatureVue; figer: NonNullable<SignatureVue['figer']>; errors: FieldErrors }) =>
  figer.signees === 0 ? null : (
    <details class="fr-mt-2w" open={figer.motif !== '' || errors.motif !== undefined}>
      <summary>Figer sans {s.attendus.length > 1 ? 'ces signatures' : 'cette signature'}…</summary>
      <ErrorSummary errors={erreurDe(errors, 'motif')} />
      <Formulaire action={paths.comite.gelProcesVerbal(s.seance)} class="gt-lecture fr-mt-2w">
        <input type="hidden" name="version" value={String(s.version)} />
        <TextArea
          name="motif"
          label="Pourquoi"
          hint="Le procès-verbal dit qui n’a pas signé, et cette raison. Chaque personne concernée reçoit un courriel."
          rows={3}
          maxlength={TEXTE_MAX}
          value={figer.motif}
          error={errors.motif}
        />
        <FormActions principal={`Figer la version\u00a0${s.version}`} filet={false} />
      </Formulaire>
    </details>
  )

/** The last act: freezing what everybody has signed, or what some have not. */
export const Figer = ({ s, errors }: { s: SignatureVue; errors: FieldErrors }) => {
  if (!s.figer) return null
  if (s.presidence && s.figer.signees === 0) return null
  if (s.attendus.length > 0) return <FigerSans s={s} figer={s.figer} errors={errors} />
  return (
    <Alert ton="info" titre={s.presidence ? 'Qui présidait a signé' : 'Tous les membres présents ont signé'}>
      <p>Une fois figé, le procès-verbal ne change plus, et son empreinte le prouve.</p>
      <BoutonPost action={paths.comite.gelProcesVerbal(s.seance)} champs={{ version: String(s.version) }} class="fr-btn fr-btn--sm">
        Figer la version&nbsp;{s.version}
      </BoutonPost>
    </Alert>
  )
}

/** `intacte`: the bytes that are kept still have this hash; `extrait`: the reader has a part of it; `sans`: who had not signed, and why. */
export type EmpreinteVue = { sha256: string; intacte: boolean; extrait: boolean; sans: string }
export const Empreinte = ({ sha256, intacte, extrait, sans }: EmpreinteVue) =>
  intacte ? (
    <Alert ton="success" titre="Procès-verbal figé">
      <p>
        Empreinte SHA-256 du PDF&nbsp;: <code class="gt-pv__texte">{sha256}</code>
      </p>
      <p>Le fichier conservé vient d’être relu&nbsp;: il a bien cette empreinte.</p>
      {extrait && (
        <p>Vous en lisez un extrait, sans le débat des dossiers dont vous êtes déporté. L’empreinte est celle du document entier.</p>
      )}
      {sans && <p>N’ont pas signé&nbsp;: {sans}</p>}
    </Alert>
  ) : (
    <Alert ton="error" titre="Le fichier conservé n’est plus celui qui a été figé">
      <p>
        Son empreinte devrait être <code class="gt-pv__texte">{sha256}</code>. Prévenez l’exploitant du guichet.
      </p>
    </Alert>
  )
