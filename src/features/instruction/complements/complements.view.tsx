import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { DateField, Select, TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { ReponseComparee } from '../../dossiers/index.ts'
import { Cadre, type CadreInstruction } from '../dossier/cadre-instruction.view.tsx'
import { type Cible, cibleDuPoint } from './cibles.ts'
import type { Demande } from './complements.queries.ts'
import { POINTS_MAX, type SaisieDemande } from './demander.ts'
import { Clore, PointCompare, VerdictsChanges } from './reponse.view.tsx'

/** A request, with what its answer changed when there is one. */
export type DemandeComparee = Demande & { comparee: ReponseComparee | undefined }

type Props = {
  site: Site
  cadre: CadreInstruction
  demandes: readonly DemandeComparee[]
  /** The files of the filing that stands: those that can be opened. */
  pieces: readonly { id: string }[]
  cibles: readonly Cible[]
  /** Whether the reader may ask now. */
  demande: boolean
  instant: Date
  note: string | undefined
  saisie: SaisieDemande
  errors: Record<string, string>
  fait: string | undefined
}

/** Requests for complements: those made, the latest first, and one to make when none waits. */
export const ComplementsPage = (p: Props) => {
  const attend = p.demandes.some(k => !k.reponduLe && !k.annuleLe)
  return (
    <Cadre site={p.site} cadre={p.cadre} onglet="complements" titre="compléments" erreur={Object.keys(p.errors).length > 0}>
      <div class="gt-lecture">
        <h2 class="fr-h4">Compléments</h2>
        {p.fait && (
          <Alert ton="success" petit reponse>
            <p>{p.fait}</p>
          </Alert>
        )}
        <ErrorSummary errors={p.errors} />
        {p.demandes.length === 0 && <p>Rien n’a été demandé au porteur.</p>}
        {p.demandes.map(k => (
          <DemandeVue k={k} p={p} />
        ))}
        {p.demande && !attend && <Demander {...p} />}
      </div>
    </Cadre>
  )
}

const DemandeVue = ({ k, p }: { k: DemandeComparee; p: Props }) => (
  <section class="fr-mb-4w" aria-labelledby={`demande-n-${k.numero}`}>
    <h3 class="fr-h6 fr-mb-1w" id={`demande-n-${k.numero}`}>
      Demande n°&nbsp;{k.numero}
    </h3>
    <p class="gt-sous">
      {k.par}, <Time instant={k.demandeLe} />. <Etat k={k} instant={p.instant} />
    </p>
    {k.message && <p class="gt-texte">{k.message}</p>}
    <ol>
      {k.points.map((x, i) => (
        <Point x={x} compare={k.comparee?.points[i]} p={p} />
      ))}
    </ol>
    {k.comparee && <VerdictsChanges verdicts={k.comparee.verdicts} />}
    {k.reponse && <p class="gt-texte">Message du porteur&nbsp;: «&nbsp;{k.reponse}&nbsp;»</p>}
    {p.demande && k.reponduLe && !k.closLe && <Clore id={p.cadre.id} complement={k.id} note={p.note} error={p.errors.note} />}
    {p.demande && !k.reponduLe && !k.annuleLe && (
      <Formulaire action={paths.instruction.retraitComplement(p.cadre.id, k.id)}>
        <TextArea name="motif" label="Pourquoi retirer cette demande" hint="Le porteur le lit." rows={2} error={p.errors.motif} />
        <button class="fr-btn fr-btn--sm fr-btn--tertiary" type="submit">
          Retirer la demande
        </button>
      </Formulaire>
    )}
  </section>
)

type PointProps = { x: Demande['points'][number]; compare: ReponseComparee['points'][number] | undefined; p: Props }
const Point = ({ x, compare, p }: PointProps) => {
  const titre = cibleDuPoint(p.cibles, x)?.libelle ?? x.etape
  const lien = ({ id }: { id: string }) => (p.pieces.some(y => y.id === id) ? paths.instruction.piece(p.cadre.id, id) : undefined)
  return (
    <li>
      <strong>{titre}</strong>
      <p class="gt-texte">{x.demande}</p>
      {compare && <PointCompare point={compare} titre={titre} lien={lien} />}
    </li>
  )
}

const Etat = ({ k, instant }: { k: Demande; instant: Date }) => {
  if (k.annuleLe) return <>Retirée&nbsp;: {k.annuleMotif}</>
  if (k.reponduLe)
    return (
      <>
        Réponse de {k.reponduPar}, <Time instant={k.reponduLe} />
        {k.reponduLe > k.echeance && ', en retard'}. <Suite k={k} />
      </>
    )
  return (
    <>
      {instant > k.echeance ? 'En retard\u00a0: réponse attendue avant le ' : 'Réponse attendue jusqu’au '}
      <Echeance instant={k.echeance} />.
    </>
  )
}

/** What became of the answer. */
const Suite = ({ k }: { k: Demande }) => {
  const [point] = k.points
  if (!k.closLe || !point) return <>À examiner.</>
  return (
    <>
      {point.decision === 'redemandee' ? 'Remplacée par une nouvelle demande' : 'Close'} le <Time instant={k.closLe} />
      {point.motif ? `\u00a0: «\u00a0${point.motif}\u00a0»` : '.'}
    </>
  )
}

const Demander = ({ cadre, cibles, saisie, errors }: Props) => (
  <Formulaire action={paths.instruction.complements(cadre.id)}>
    <h3 class="fr-h6">Demander des compléments</h3>
    <p>Le porteur répond sur le dossier, où seuls ces points s’ouvrent. Laissez vides ceux qui ne servent pas.</p>
    {Array.from({ length: POINTS_MAX }, (_, i) => i + 1).map(n => (
      <fieldset class="fr-fieldset" id={`point-${n}`}>
        <legend class="fr-fieldset__legend">Point {n}</legend>
        <div class="fr-fieldset__element">
          <Select
            name={`cible-${n}`}
            label="Partie du dossier"
            facultatif={n > 1}
            value={saisie.points[n - 1]?.cible}
            error={errors[`cible-${n}`]}
            options={cibles.map(c => ({ value: c.code, label: c.libelle }))}
          />
          <TextArea
            name={`demande-${n}`}
            label="Ce qui manque"
            facultatif={n > 1}
            rows={2}
            value={saisie.points[n - 1]?.demande}
            error={errors[`demande-${n}`]}
          />
        </div>
      </fieldset>
    ))}
    <TextArea name="message" label="Message au porteur" facultatif rows={3} value={saisie.message} />
    <DateField name="echeance" label="Réponse jusqu’au" value={saisie.echeance} error={errors.echeance} />
    <FormActions principal="Envoyer la demande" filet={false} />
  </Formulaire>
)
