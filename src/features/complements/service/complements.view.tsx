import type { PropsWithChildren } from 'hono/jsx'
import { Alert } from '../../../ui/blocs.tsx'
import { Instruction } from '../../../ui/dossier.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../../instruction/index.ts'
import type { Cible } from './cibles.ts'
import { SANS_DECISION, type SaisieDecisions } from './decisions.form.ts'
import { etatVu } from './demande.form.ts'
import { type DemandeLue, DemandeVue } from './demande.view.tsx'
import { Demander, type FormulaireDemande } from './demander.view.tsx'
import type { RetourAttente } from './en-attente.view.tsx'
import { type Bilan, PanneauComplements } from './panneau.view.tsx'

/** An act that did not happen because somebody else did another meanwhile; `texte`: what was written, kept to be taken up. */
export type Devance = { phrase: string; texte?: string | undefined }
/** What comes back with a refused form of the page. */
export type RetourComplements = {
  formulaire?: FormulaireDemande | undefined
  decisions?: SaisieDecisions | undefined
  attente?: RetourAttente | undefined
  devance?: Devance | undefined
}

type Props = {
  site: Site
  cadre: CadreInstruction
  demandes: readonly DemandeLue[]
  cibles: readonly Cible[]
  /** Whether the reader may ask now. */
  demande: boolean
  instant: Date
  regime: Parameters<typeof PanneauComplements>[0]['regime'] & { complements?: { delai_jours: number } | undefined }
  vie: Parameters<typeof PanneauComplements>[0]['vie']
  bilan: Bilan
  vierge: FormulaireDemande
  retour: RetourComplements
  errors: Readonly<Record<string, string>>
  fait: string | undefined
}

/** Requests for complements: those made, the latest first, and one to make when none waits. */
export const ComplementsPage = ({ site, cadre, demandes, errors, retour, regime, ...p }: Props) => {
  const attend = demandes.some(k => !k.reponduLe && !k.annuleLe)
  // what was written is never taken away, even when it cannot leave now
  const formulaire = retour.formulaire ?? (attend ? undefined : p.vierge)
  const aDecider = demandes.some(k => k.reponduLe && !k.closLe)
  const demander = formulaire && (
    <Demander id={cadre.id} cibles={p.cibles} vu={etatVu(demandes)} jours={regime.complements?.delai_jours} {...formulaire} />
  )
  return (
    <Cadre
      site={site}
      cadre={cadre}
      onglet="complements"
      titre="compléments"
      erreur={Object.keys(errors).length > 0 || !!retour.devance}
      skip={[{ libelle: 'Suivi et délais', href: '#panneau' }]}
    >
      <ErrorSummary errors={errors} />
      {p.fait && (
        <Alert ton="success" petit reponse>
          <p>{p.fait}</p>
        </Alert>
      )}
      {retour.devance && <DevanceVue {...retour.devance} />}
      <Instruction
        panneau={<PanneauComplements cadre={cadre} regime={regime} vie={p.vie} bilan={p.bilan} />}
        nomPanneau="Suivi des compléments et délais"
      >
        <h2 class="fr-h5">Compléments</h2>
        {demandes.length === 0 && <p>Rien n’a été demandé au porteur.</p>}
        {demandes.map(k => (
          <DemandeVue
            k={k}
            id={cadre.id}
            instant={p.instant}
            agit={p.demande}
            decisions={retour.decisions ?? SANS_DECISION}
            attente={retour.attente ?? {}}
            errors={errors}
          />
        ))}
        {p.demande && (aDecider ? <Repliee ouverte={!!retour.formulaire}>{demander}</Repliee> : demander)}
      </Instruction>
    </Cadre>
  )
}

/** While answers are to be decided, asking something else is folded away: it would replace them. */
const Repliee = ({ ouverte, children }: PropsWithChildren<{ ouverte: boolean }>) => (
  <details class="gt-details" open={ouverte}>
    <summary>Faire une nouvelle demande, qui remplace celle-ci</summary>
    {children}
  </details>
)

const DevanceVue = ({ phrase, texte }: Devance) => (
  <Alert ton="warning" titre="Quelqu’un a agi entre-temps" reponse>
    <p>{phrase}</p>
    {texte && <p class="gt-texte">Ce que vous aviez écrit n’est pas enregistré&nbsp;: «&nbsp;{texte}&nbsp;»</p>}
  </Alert>
)
