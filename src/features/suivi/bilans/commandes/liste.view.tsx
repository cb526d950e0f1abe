import { formatEuros, formatNombre } from '../../../../lib/euros.ts'
import { paths } from '../../../../paths.ts'
import { FormActions, Formulaire } from '../../../../ui/form.tsx'
import { Pagination } from '../../../../ui/liens.tsx'
import { Page } from '../../../../ui/page.tsx'
import type { Site } from '../../../../ui/site.ts'
import type { BilanVu } from '../bilan.donnees.ts'
import { arianeDe } from '../bilan.view.tsx'
import { CarteCommande } from './commandes.view.tsx'

type Props = { site: Site; v: BilanVu; suivants: string | undefined; debut: string | undefined; modifiable: boolean }

/** Every order of a bilan, page by page: a long list that was imported. */
export const CommandesPage = ({ site, v, suivants, debut, modifiable }: Props) => {
  const { b } = v
  const ht = formatEuros(b.ici.ht, { centimes: true })
  return (
    <Page site={site} titre={`Commandes, dossier ${b.numero}`} ariane={arianeDe(v, 'Commandes')}>
      <p class="gt-sur">{b.titre}</p>
      <h1 class="fr-h3">
        {formatNombre(b.ici.nombre)}&nbsp;commande{b.ici.nombre > 1 ? 's' : ''}, {ht} HT
      </h1>
      <Formulaire action={paths.bilans.voir(b.dossierId, b.id)}>
        <ul class="fr-raw-list">
          {v.commandes.map(c => (
            <CarteCommande v={v} c={c} actes={modifiable} niveau={2} />
          ))}
        </ul>
      </Formulaire>
      {(suivants || debut) && (
        <Pagination position="De la plus récente à la plus ancienne" debut={debut} suivants={suivants} nom="Pages des commandes" />
      )}
      {modifiable && b.ici.nombre > 0 && (
        <details class="fr-mt-4w">
          <summary>Ce n’est pas la bonne liste</summary>
          <p>
            Les {formatNombre(b.ici.nombre)}&nbsp;commandes de ce bilan sont retirées, avec leurs factures. Les bilans déjà déposés ne
            changent pas.
          </p>
          <Formulaire action={paths.bilans.retraitCommandes(b.dossierId, b.id)}>
            <FormActions principal="Retirer toutes les commandes de ce bilan" filet={false} />
          </Formulaire>
        </details>
      )}
      <p class="fr-mt-4w">
        <a class="fr-link" href={`${paths.bilans.voir(b.dossierId, b.id)}#commandes`}>
          Revenir au bilan
        </a>
      </p>
    </Page>
  )
}
