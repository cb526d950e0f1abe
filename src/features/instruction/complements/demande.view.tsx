import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import { parEtape, type ReponseComparee, type TitrePoint } from '../../dossiers/index.ts'
import type { Demande, Point } from './complements.queries.ts'
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
  motif?: string | undefined
  errors: Readonly<Record<string, string>>
}

/** A request: what was asked, étape by étape, what the answer changed, what can be done with it. */
export const DemandeVue = ({ k, id, instant, agit, note, motif, errors }: Props) => (
  <section class="fr-mb-4w" aria-labelledby={`demande-n-${k.numero}`}>
    <h3 class="fr-h6 fr-mb-1w" id={`demande-n-${k.numero}`}>
      Demande n°&nbsp;{k.numero}
    </h3>
    <p class="gt-sous">
      {k.par}, <Time instant={k.demandeLe} />. <Etat k={k} instant={instant} />
    </p>
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
    {agit && !k.reponduLe && !k.annuleLe && (
      <Formulaire action={paths.instruction.retraitComplement(id, k.id)}>
        <TextArea
          name="motif"
          label="Pourquoi retirer cette demande"
          hint="Le porteur le lit."
          rows={2}
          value={motif}
          error={errors.motif}
        />
        <button class="fr-btn fr-btn--sm fr-btn--tertiary" type="submit">
          Retirer la demande
        </button>
      </Formulaire>
    )}
  </section>
)

const Etat = ({ k, instant }: { k: DemandeLue; instant: Date }) => {
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
const Suite = ({ k }: { k: DemandeLue }) => {
  const [point] = k.points
  if (!k.closLe || !point) return <>À examiner.</>
  return (
    <>
      {point.decision === 'redemandee' ? 'Remplacée par une nouvelle demande' : 'Close'} le <Time instant={k.closLe} />
      {point.motif ? `\u00a0: «\u00a0${point.motif}\u00a0»` : '.'}
    </>
  )
}
