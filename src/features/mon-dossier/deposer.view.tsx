import { delaiRestant } from '../../lib/dates.ts'
import { Depot } from '../../ui/dossier.tsx'
import { Echeance } from '../../ui/texte.tsx'
import type { Tete } from '../cadre/index.ts'
import { type Quand, quandEnMots } from '../calendrier/index.ts'

type Props = {
  tete: Tete
  ouverture: Date | undefined
  quand: Quand
  maintenant: Date
  releve: string | undefined
  auDepot: boolean
  sansDepot: string | undefined
  points: number
  demande: string | undefined
}
/** The button is never disabled: pressed too early, it comes back with the list of what blocks, each linked to its place. */
export const Deposer = ({ tete, ouverture, quand, maintenant, releve, auDepot, sansDepot, points, demande }: Props) => {
  return (
    <Depot>
      <p>
        {ouverture ? (
          <b>
            Le dépôt ouvre le <Echeance instant={ouverture} />, heure de Paris. Vous pouvez préparer votre dossier.
          </b>
        ) : (
          <Jusqua quand={quand} maintenant={maintenant} />
        )}{' '}
        {tete.rouvert
          ? quand.presse
            ? 'Des changements non déposés à cette heure ne comptent pas.'
            : 'Des changements non déposés au relevé ne comptent pas.'
          : sansDepot}
      </p>
      {points > 0 && (
        <p class="gt-depot__bloque fr-icon-error-fill" id="depot-bloque">
          Dépôt impossible pour l’instant : {`${points}\u00a0${points > 1 ? 'points bloquent' : 'point bloque'}`}.{' '}
          <a href="#bloque">Voir ce qui bloque</a>
        </p>
      )}
      <button class="fr-btn fr-btn--lg" type="submit" aria-describedby={points > 0 ? 'depot-bloque' : undefined}>
        {tete.rouvert ? 'Déposer à nouveau' : demande ? 'Déposer' : 'Déposer le dossier'}
        {demande && `\u00a0: ${demande}`}
      </button>
      <p class="gt-source fr-mt-2w fr-mb-0">{ensuite({ auDepot, quand, releve })}</p>
    </Depot>
  )
}

/** What may still be changed, and what comes. */
function ensuite({ auDepot, quand, releve }: Pick<Props, 'auDepot' | 'quand' | 'releve'>): string {
  if (auDepot)
    return 'L’instruction commence aussitôt\u00a0: relisez avant de déposer, car le dossier ne se modifie plus ensuite. Pour corriger une erreur, vous écrirez au service.'
  const jusque = `Jusqu’${quand.presse ? 'à la clôture' : 'au relevé'}, vous pouvez corriger et déposer de nouveau\u00a0: le dernier dépôt compte.`
  return releve ? `${jusque} Le ${releve}, les dossiers sont relevés. L’instruction commence.` : jusque
}

/** Until when: the closing and what is left; or the relevés, where nothing presses. */
const Jusqua = ({ quand, maintenant }: { quand: Quand; maintenant: Date }) => {
  if (!quand.presse) return <b>{quandEnMots(quand).join(' ')}</b>
  const reste = delaiRestant(maintenant, quand.cloture)
  return (
    <>
      <b>
        Clôture le <Echeance instant={quand.cloture} secondes />, heure de Paris.
      </b>{' '}
      {reste && `Temps restant\u00a0: ${reste}. `}
    </>
  )
}
