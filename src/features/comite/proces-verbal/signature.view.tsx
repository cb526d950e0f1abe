import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { TEXTE_MAX } from '../salle/decision.rules.ts'

export type SignatureVue = {
  seance: string
  version: number
  /** The reader's own signature: to be given, or given. */
  mienne: 'attendue' | 'donnee' | undefined
  reserve: string
  /** For whoever freezes: whose signature is still missing. */
  figer: { manquent: readonly string[] } | undefined
}

/** Where a member signs the version that they have just read. */
export const Signer = ({ s, errors }: { s: SignatureVue; errors: FieldErrors }) => {
  if (s.mienne === 'donnee') return <p class="fr-mt-5w">Vous avez signé cette version.</p>
  if (s.mienne === undefined) return null
  return (
    <section aria-labelledby="signature" class="fr-mt-5w">
      <h2 class="fr-h4" id="signature" tabindex={-1}>
        Signer la version&nbsp;{s.version}
      </h2>
      <ErrorSummary errors={errors} />
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

/** The last act: freezing what everybody has signed. */
export const Figer = ({ s }: { s: SignatureVue }) => {
  if (!s.figer) return null
  if (s.figer.manquent.length > 0)
    return <p class="fr-mt-2w">Avant de figer le procès-verbal, il manque la signature de&nbsp;: {s.figer.manquent.join(', ')}.</p>
  return (
    <Alert ton="info" titre="Tous les membres présents ont signé">
      <p>Une fois figé, le procès-verbal ne change plus, et son empreinte le prouve.</p>
      <BoutonPost action={paths.comite.gelProcesVerbal(s.seance)} champs={{ version: String(s.version) }} class="fr-btn fr-btn--sm">
        Figer la version&nbsp;{s.version}
      </BoutonPost>
    </Alert>
  )
}

/** `intacte`: the bytes that are kept still have this hash. */
export const Empreinte = ({ sha256, intacte }: { sha256: string; intacte: boolean }) =>
  intacte ? (
    <Alert ton="success" titre="Procès-verbal figé">
      <p>
        Empreinte SHA-256 du PDF&nbsp;: <code class="gt-pv__texte">{sha256}</code>
      </p>
      <p>Le fichier conservé vient d’être relu&nbsp;: il a bien cette empreinte.</p>
    </Alert>
  ) : (
    <Alert ton="error" titre="Le fichier conservé n’est plus celui qui a été figé">
      <p>
        Son empreinte devrait être <code class="gt-pv__texte">{sha256}</code>. Prévenez l’exploitant du guichet.
      </p>
    </Alert>
  )
