import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import type { Colonne } from '../../../ui/table.tsx'
import { ACTES_GROUPES, DOSSIERS_MAX, nombreDossiers, verbe } from '../groupe/groupe.rules.ts'
import type { QuiDecide } from '../liste/liste.mots.ts'
import type { LigneBoite } from './lignes.view.tsx'

/** What is ticked when the page comes: nothing, its rows, or the whole filtered list. */
export type Cocher = 'rien' | 'page' | 'liste'
export type SelectionProps = {
  cocher: Cocher
  /** The filter of the list: it is sent, not the dossiers, when the whole list is chosen. */
  requete: string
  /** Dossiers of the filtered list, nothing when it is too long to be counted whole; and of this page. */
  nombre: number | undefined
  surLaPage: number
  liens: Record<Cocher, string>
  /** Who decides in the calls of the list. */
  qui: QuiDecide
}

const FORMULAIRE = 'selection'

/** The box of a row. They belong to the bar's form, wherever they stand. */
export const colonneCoche = ({ cocher, surLaPage }: SelectionProps): Colonne<LigneBoite> => ({
  titre: 'Choisir',
  titreCache: true,
  class: 'gt-c-coche',
  sous:
    cocher === 'liste' ? undefined : (
      <span class="gt-avec-script">
        <Case id="cocher-page" nom={motPage(surLaPage)} cible="page" action="selection#basculer" />
      </span>
    ),
  cellule: l => (
    <Case
      id={`c-${l.id}`}
      nom={`${l.numero} ${l.porteur}`}
      cible="case"
      action="selection#compter"
      name="dossier"
      value={l.id}
      checked={cocher !== 'rien'}
      disabled={cocher === 'liste'}
    />
  ),
})

type CaseProps = {
  id: string
  nom: string
  cible: string
  action: string
  name?: string
  value?: string
  checked?: boolean
  disabled?: boolean
}
const Case = ({ id, nom, cible, action, ...reste }: CaseProps) => (
  <span class="fr-checkbox-group fr-checkbox-group--sm">
    <input type="checkbox" id={id} form={FORMULAIRE} data-selection-target={cible} data-action={action} {...reste} />
    <label class="fr-label" for={id}>
      <span class="fr-sr-only">{nom}</span>
    </label>
  </span>
)

/** Acts on what is ticked. Each leads to a page that asks what it needs: nothing happens before. */
export const BarreSelection = (s: SelectionProps) => (
  <form id={FORMULAIRE} method="post" action={paths.instruction.preparationActe} class="gt-selection" data-turbo="false">
    <input type="hidden" name="filtre" value={s.requete} />
    {s.cocher === 'liste' && <input type="hidden" name="selection" value="liste" />}
    <p data-selection-target="compte">{motSelection(s)}</p>
    <p class="fr-sr-only" role="status" data-selection-target="annonce" />
    <ul>
      <Liens {...s} />
    </ul>
    <div class="gt-selection__actes" role="group" aria-label="Actes sur les dossiers cochés">
      {ACTES_GROUPES.map(a => (
        <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit" name="acte" value={a}>
          {verbe(a, s.qui)}…
        </button>
      ))}
    </div>
  </form>
)

const motPage = (n: number) => (n > 1 ? `Cocher les ${n} de la page` : 'Cocher le dossier de la page')

function motSelection({ cocher, nombre, surLaPage }: SelectionProps): string {
  if (cocher === 'rien') return 'Aucun dossier coché'
  const n = cocher === 'liste' ? nombre : surLaPage
  if (n === undefined) return 'Toute la liste cochée'
  return `${nombreDossiers(n)} coché${n > 1 ? 's' : ''}${cocher === 'liste' ? '\u00a0: toute la liste' : ''}`
}

const Liens = ({ cocher, nombre, surLaPage, liens }: SelectionProps) => (
  <>
    {cocher === 'rien' && (
      <li>
        <a href={liens.page} data-action="selection#cocher">
          {motPage(surLaPage)}
        </a>
      </li>
    )}
    {cocher !== 'liste' && nombre !== undefined && nombre > surLaPage && nombre <= DOSSIERS_MAX && (
      <li>
        <a href={liens.liste}>Sélectionner les {formatNombre(nombre)} de la liste</a>
      </li>
    )}
    {(nombre === undefined || nombre > DOSSIERS_MAX) && (
      <li class="gt-sous">Un acte groupé porte sur {formatNombre(DOSSIERS_MAX)}&nbsp;dossiers au plus&nbsp;: filtrez la liste.</li>
    )}
    <li hidden={cocher === 'rien'} data-selection-target="vider">
      <a href={liens.rien} data-action={cocher === 'liste' ? undefined : 'selection#vider'}>
        Tout décocher
      </a>
    </li>
  </>
)
