import { delaiRestant } from '../../lib/dates.ts'
import { Depot } from '../../ui/dossier.tsx'
import { Echeance } from '../../ui/texte.tsx'
import type { Tete } from '../cadre/index.ts'

type Props = {
  tete: Tete
  ouverture: Date | undefined
  cloture: Date
  maintenant: Date
  releve: string | undefined
  auDepot: boolean
  points: number
}
/** The button is never disabled: pressed too early, it comes back with the list of what blocks, each linked to its place. */
export const Deposer = ({ tete, ouverture, cloture, maintenant, releve, auDepot, points }: Props) => {
  const reste = delaiRestant(maintenant, cloture)
  return (
    <Depot>
      <p>
        {ouverture ? (
          <b>
            Le dépôt ouvre le <Echeance instant={ouverture} />, heure de Paris. Vous pouvez préparer votre dossier.
          </b>
        ) : (
          <>
            <b>
              Clôture le <Echeance instant={cloture} secondes />, heure de Paris.
            </b>{' '}
            {reste && `Temps restant\u00a0: ${reste}. `}
          </>
        )}{' '}
        L’heure qui compte est celle où le serveur commence à recevoir votre dépôt.{' '}
        {tete.rouvert
          ? 'Des changements non déposés à la clôture ne comptent pas.'
          : 'Un brouillon non déposé à la clôture ne sera pas examiné.'}
      </p>
      {points > 0 && (
        <p class="gt-depot__bloque fr-icon-error-fill" id="depot-bloque">
          Dépôt impossible pour l’instant : {`${points}\u00a0${points > 1 ? 'points bloquent' : 'point bloque'}`}.{' '}
          <a href="#bloque">Voir ce qui bloque</a>
        </p>
      )}
      <button class="fr-btn fr-btn--lg" type="submit" aria-describedby={points > 0 ? 'depot-bloque' : undefined}>
        {tete.rouvert ? 'Déposer à nouveau' : 'Déposer le dossier'}
      </button>
      <h3 class="gt-depot__ensuite">Ensuite</h3>
      <ol>
        <li>
          Vous recevez aussitôt un {tete.rouvert ? 'nouvel accusé' : 'accusé'}&nbsp;: numéro, heure exacte, empreinte du dossier. Tout le
          monde peut le vérifier en ligne.
        </li>
        {auDepot ? (
          <li>
            L’instruction commence aussitôt&nbsp;: relisez avant de déposer, car le dossier ne se modifie plus ensuite. Pour corriger une
            erreur, vous écrirez au service, qui peut vous demander des compléments.
          </li>
        ) : (
          <li>Jusqu’à la clôture, vous pouvez corriger et déposer de nouveau. Le dernier dépôt compte.</li>
        )}
        {releve && <li>Le {releve}, les dossiers sont relevés. L’instruction commence.</li>}
      </ol>
    </Depot>
  )
}
