import { paths } from '../../../paths.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { ReponseComparee } from '../reponse.ts'
import { parEtape, type TitrePoint } from '../titres.ts'
import type { Demande, Point } from './complements.queries.ts'
import { DecisionPoint, FinDecisions } from './decider.view.tsx'
import type { SaisieDecisions } from './decisions.form.ts'
import { ActesEnAttente, EnRetard, type RetourAttente } from './en-attente.view.tsx'
import { Effets, PointCompare } from './reponse.view.tsx'

/** A point with its words, and what its answer changed when there is one. */
export type PointLu = Point & { titre: TitrePoint; compare: ReponseComparee['points'][number] | undefined }
/** A request as its page shows it. */
export type DemandeLue = Omit<Demande, 'points'> & {
  points: readonly PointLu[]
  effets: Pick<ReponseComparee, 'montants' | 'verdicts'> | undefined
}

type Props = {
  k: DemandeLue
  id: string
  instant: Date
  /** Whether the reader may act on it now. */
  agit: boolean
  /** What came back with a refused form of this page. */
  decisions: SaisieDecisions
  attente: RetourAttente
  errors: Readonly<Record<string, string>>
}

/** A request: what was asked, étape by étape, what the answer changed, what can be done with it. */
export const DemandeVue = (p: Props) => {
  const { k, id, instant, agit, attente, errors } = p
  const attend = !k.reponduLe && !k.annuleLe
  const aDecider = agit && k.reponduLe !== null && k.closLe === null
  return (
    <section class="fr-mb-4w" aria-labelledby={`demande-n-${k.numero}`}>
      <h3 class="fr-h6 fr-mb-1w" id={`demande-n-${k.numero}`}>
        Demande n°&nbsp;{k.numero}
      </h3>
      <p class="gt-sous">
        {k.par}, <Time instant={k.demandeLe} />. <Etat k={k} instant={instant} />
      </p>
      {agit && attend && instant > k.echeance && <EnRetard echeance={k.echeance} instant={instant} />}
      {k.message && <p class="gt-texte">{k.message}</p>}
      {aDecider ? (
        <Formulaire action={paths.instruction.clotureComplement(id, k.id)} class="gt-decisions">
          <Points {...p} decide />
          <FinDecisions seul={k.points.length === 1} saisie={p.decisions} errors={errors} />
        </Formulaire>
      ) : (
        <Points {...p} decide={false} />
      )}
      {agit && attend && <ActesEnAttente id={id} k={k} retour={attente} errors={errors} />}
    </section>
  )
}

const Points = ({ k, id, decide, decisions, errors }: Props & { decide: boolean }) => (
  <>
    {parEtape(k.points).map(([etape, points]) => (
      <>
        <h4 class="fr-text--md fr-mb-1v">{etape}</h4>
        <ul class="gt-points">
          {points.map(x => (
            <li>
              <strong>
                {x.rang}. {x.titre.quoi}
              </strong>{' '}
              <Decide x={x} />
              <p class="gt-texte">{x.demande}</p>
              {x.compare && (
                <PointCompare point={x.compare} titre={`${etape}, ${x.titre.quoi}`} lien={p => paths.instruction.piece(id, p.id)} />
              )}
              {decide && <DecisionPoint n={x.rang} quoi={x.titre.quoi} saisie={decisions.decisions[x.rang - 1]} errors={errors} />}
            </li>
          ))}
        </ul>
      </>
    ))}
    {k.reponse && <p class="gt-texte">Message du porteur&nbsp;: «&nbsp;{k.reponse}&nbsp;»</p>}
    {k.effets && <Effets {...k.effets} />}
  </>
)

/** What was decided of a point, once its request is closed. */
const Decide = ({ x }: { x: PointLu }) => {
  if (x.decision === 'acceptee')
    return (
      <Badge ton="success" icone>
        Acceptée
      </Badge>
    )
  return x.decision === 'redemandee' ? <Badge ton="info">{x.motif ? 'Redemandée' : 'Remplacée'}</Badge> : null
}

const Etat = ({ k, instant }: { k: DemandeLue; instant: Date }) => {
  if (k.annuleLe)
    return (
      <>
        Retirée par {k.annulePar}, <Time instant={k.annuleLe} />
        &nbsp;: «&nbsp;{k.annuleMotif}&nbsp;»
      </>
    )
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
      <Echeance instant={k.echeance} />. {k.vuLe ? 'Elle a été ouverte.' : 'Personne ne l’a encore ouverte.'}
    </>
  )
}

/** What became of the answer. */
const Suite = ({ k }: { k: DemandeLue }) => {
  if (!k.closLe) return <>À examiner.</>
  const remplacee = k.points.every(p => p.decision === 'redemandee' && p.motif === null)
  return (
    <>
      {remplacee ? 'Remplacée par une nouvelle demande' : 'Close'} par {k.closPar}, <Time instant={k.closLe} />.
    </>
  )
}
