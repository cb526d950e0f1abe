import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Echeance } from '../../ui/texte.tsx'
import type { ComplementOuvert, PointDemande } from '../dossiers/index.ts'

type PointsProps = {
  id: string
  porteur: string | undefined
  complement: ComplementOuvert
  etape: string
  quoi: (p: PointDemande) => string
}
/** What the service asks in this step, above its fields. */
export const PointsDeLEtape = ({ id, complement: k, etape, quoi, porteur }: PointsProps) => (
  <Alert ton="info" titre={`Demande de compléments n°\u00a0${k.numero}`}>
    <ul>
      {k.points
        .filter(p => p.etape === etape)
        .map(p => (
          <li>
            <strong>{quoi(p)}</strong>
            <p class="gt-texte">{p.demande}</p>
          </li>
        ))}
    </ul>
    <p>
      Seules les parties demandées sont ouvertes. Rien ne part au service avant{' '}
      <a href={paths.dossiers.complements(id)}>l’envoi des compléments</a>
      {porteur && ` par ${porteur}`}, attendu jusqu’au <Echeance instant={k.echeance} />.
    </p>
  </Alert>
)

type DemandeProps = { id: string; complement: ComplementOuvert; quoi: string; retard: boolean }
/** On the page of a filed dossier: what is asked, until when, and where to answer. */
export const ComplementDemande = ({ id, complement: k, quoi, retard }: DemandeProps) => (
  <Alert ton="warning" titre={retard ? 'Des compléments sont en retard' : 'Le service vous demande des compléments'}>
    <p>
      Il demande&nbsp;: <strong>{quoi}</strong>. {retard ? 'La réponse était attendue avant le ' : 'Répondez jusqu’au '}
      <Echeance instant={k.echeance} />.{retard && ' Vous pouvez encore répondre.'}
    </p>
    <p>
      <a href={paths.dossiers.complements(id)}>Répondre à la demande</a>
    </p>
  </Alert>
)

/** Where a point is answered. */
export const placeDuPoint = (id: string, p: PointDemande) =>
  `${paths.dossiers.etape(id, p.etape)}${p.piece ? `#piece-${p.piece}` : p.champ ? `#${p.champ}` : ''}`
