import { paths } from '../../../paths.ts'
import { Echeance, Time } from '../../../ui/texte.tsx'
import { parEtape, type ReponseComparee, type TitrePoint } from '../../dossiers/index.ts'
import type { Demande, Point } from './complements.queries.ts'
import { ActesEnAttente, EnRetard, type RetourAttente } from './en-attente.view.tsx'
import { Clore, PointCompare, VerdictsChanges } from './reponse.view.tsx'

/** A point with its words, and what its answer changed when there is one. */
export type PointLu = Point & { titre: TitrePoint; compare: ReponseComparee['points'][number] | undefined }
/** A request as its page shows it. */
export type DemandeLue = Omit<Demande, 'points'> & { points: readonly PointLu[]; verdicts: ReponseComparee['verdicts'] | undefined }

type Props = {
  k: DemandeLue
  id: string
  instant: Date
  /** Whether the reader may act on it now. */
  agit: boolean
  /** What came back with a refused form of this page. */
  note?: string | undefined
  attente: RetourAttente
  errors: Readonly<Record<string, string>>
}

/** A request: what was asked, étape by étape, what the answer changed, what can be done with it. */
export const DemandeVue = ({ k, id, instant, agit, note, attente, errors }: Props) => {
  const attend = !k.reponduLe && !k.annuleLe
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
      {parEtape(k.points).map(([etape, points]) => (
        <>
          <h4 class="fr-text--md fr-mb-1v">{etape}</h4>
          <ul class="gt-points">
            {points.map(x => (
              <li>
                <strong>{x.titre.quoi}</strong>
                <p class="gt-texte">{x.demande}</p>
                {x.compare && (
                  <PointCompare point={x.compare} titre={`${etape}, ${x.titre.quoi}`} lien={p => paths.instruction.piece(id, p.id)} />
                )}
              </li>
            ))}
          </ul>
        </>
      ))}
      {k.verdicts && <VerdictsChanges verdicts={k.verdicts} />}
      {k.reponse && <p class="gt-texte">Message du porteur&nbsp;: «&nbsp;{k.reponse}&nbsp;»</p>}
      {agit && k.reponduLe && !k.closLe && <Clore id={id} complement={k.id} note={note} error={errors.note} />}
      {agit && attend && <ActesEnAttente id={id} k={k} retour={attente} errors={errors} />}
    </section>
  )
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
      <Echeance instant={k.echeance} />.
    </>
  )
}

/** What became of the answer. */
const Suite = ({ k }: { k: DemandeLue }) => {
  const [point] = k.points
  if (!k.closLe || !point) return <>À examiner.</>
  return (
    <>
      {point.decision === 'redemandee' ? 'Remplacée par une nouvelle demande' : 'Close'} par {k.closPar}, <Time instant={k.closLe} />
      {point.motif ? `\u00a0: «\u00a0${point.motif}\u00a0»` : '.'}
    </>
  )
}
