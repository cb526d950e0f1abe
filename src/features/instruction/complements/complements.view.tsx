import { Alert } from '../../../ui/blocs.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../dossier/cadre-instruction.view.tsx'
import type { Cible } from './cibles.ts'
import { type DemandeLue, DemandeVue } from './demande.view.tsx'
import { Demander, type FormulaireDemande } from './demander.view.tsx'

type Props = {
  site: Site
  cadre: CadreInstruction
  demandes: readonly DemandeLue[]
  cibles: readonly Cible[]
  /** Whether the reader may ask now. */
  demande: boolean
  instant: Date
  note: string | undefined
  motif: string | undefined
  formulaire: FormulaireDemande
  fait: string | undefined
}

/** Requests for complements: those made, the latest first, and one to make when none waits. */
export const ComplementsPage = (p: Props) => {
  const { errors } = p.formulaire
  const attend = p.demandes.some(k => !k.reponduLe && !k.annuleLe)
  return (
    <Cadre site={p.site} cadre={p.cadre} onglet="complements" titre="compléments" erreur={Object.keys(errors).length > 0}>
      <div class="gt-lecture">
        <h2 class="fr-h4">Compléments</h2>
        {p.fait && (
          <Alert ton="success" petit reponse>
            <p>{p.fait}</p>
          </Alert>
        )}
        <ErrorSummary errors={errors} />
        {p.demandes.length === 0 && <p>Rien n’a été demandé au porteur.</p>}
        {p.demandes.map(k => (
          <DemandeVue k={k} id={p.cadre.id} instant={p.instant} agit={p.demande} note={p.note} motif={p.motif} errors={errors} />
        ))}
        {p.demande && !attend && <Demander id={p.cadre.id} cibles={p.cibles} {...p.formulaire} />}
      </div>
    </Cadre>
  )
}
