import { formatDateCivile, formatJour } from '../../../lib/dates.ts'
import { Typo } from '../../../ui/texte.tsx'
import type { DelaisLegaux } from '../../delais/index.ts'
import { motReste } from '../cadre-instruction.view.tsx'

const NOMS = { recevabilite: 'Recevabilité', decision: 'Décision' } as const
const jours = (n: number) => `${n}\u00a0jour${n > 1 ? 's' : ''}`

/** The legal delays, counted from the reception: until when, what silence is worth, what suspended them. */
export const Delais = ({
  delais: d,
  recuLe,
  rendue,
  regime,
}: {
  delais: DelaisLegaux
  recuLe: Date
  /** The decision was told: nothing runs any more. */
  rendue: boolean
  regime: { libelle: string; demarrage?: string | undefined; suspension?: { texte: string } | undefined }
}) => (
  <section id="p-delais" aria-labelledby="p-delais-titre">
    <h2 id="p-delais-titre">
      Délais légaux <span class="gt-bilan">comptés du {formatJour(recuLe)}</span>
    </h2>
    <table class="gt-table-simple">
      <caption class="fr-sr-only">Délais légaux</caption>
      <thead>
        <tr>
          <th scope="col">Délai</th>
          <th scope="col">Échéance</th>
          <th scope="col">Silence vaut</th>
        </tr>
      </thead>
      <tbody>
        {d.delais.map(x => (
          <tr>
            <th scope="row">
              {NOMS[x.quoi]} <span class="gt-sous">{`${x.mois}\u00a0mois${x.suspendus > 0 ? ` + ${jours(x.suspendus)}` : ''}`}</span>
            </th>
            <td class="gt-date">
              {formatDateCivile(x.echeance)} {!rendue && <span class="gt-sous">{motReste(x.reste)}</span>}
            </td>
            <td>{rendue ? 'Décision notifiée' : x.silence}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="gt-sous">
      {d.suspendus > 0 && `Suspendus ${jours(d.suspendus)} par les demandes de compléments. `}
      {d.enSuspens && 'Suspendus en ce moment\u00a0: le porteur n’a pas encore répondu. '}
      {!regime.suspension && 'Une demande de compléments ne les suspend pas. '}
      <Typo texte={`Régime de l’appel\u00a0: ${regime.libelle}.`} />
      {regime.demarrage && (
        <>
          {' '}
          <Typo texte={regime.demarrage} />
        </>
      )}
    </p>
  </section>
)
