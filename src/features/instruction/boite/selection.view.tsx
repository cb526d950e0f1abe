import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { type ActeGroupe, DOSSIERS_MAX, nombreDossiers, verbe } from '../groupe/groupe.rules.ts'
import type { QuiDecide, Suite } from '../liste/liste.mots.ts'

/** What is ticked when the page comes: nothing, its rows, or the whole filtered list. */
export type Cocher = 'rien' | 'page' | 'liste'
export type SelectionProps = {
  cocher: Cocher
  /** The list with its page: its filter is sent, not the dossiers, when the whole list is chosen, and one comes back to it. */
  requete: string
  /** Dossiers of the filtered list, nothing when it is too long to be counted whole; and of this page. */
  nombre: number | undefined
  surLaPage: number
  liens: Record<Cocher, string>
  /** Who decides in the calls of the list. */
  qui: QuiDecide
}

const FORMULAIRE = 'selection'

/** The box of the head: those of the page, all at once. Without script the links of the bar ask the server. */
export const CasePage = ({ cocher, surLaPage }: SelectionProps) =>
  cocher === 'liste' ? (
    <span class="fr-sr-only">Choisir</span>
  ) : (
    <>
      <span class="fr-sr-only">Choisir</span>
      <span class="gt-avec-script">
        <Case id="cocher-page" nom={motPage(surLaPage)} cible="page" action="selection#basculer" />
      </span>
    </>
  )

type CaseProps = {
  id: string
  nom: string
  cible: string
  action?: string
  name?: string
  value?: string
  checked?: boolean
  disabled?: boolean
  /** What is next for the dossier, and its aid: what the bar says of those that are chosen. */
  commun?: string | undefined
  aide?: number
}
/** The box of a row. They belong to the bar's form, wherever they stand. */
export const Case = ({ id, nom, cible, action, commun, aide, ...reste }: CaseProps) => (
  <span class="fr-checkbox-group fr-checkbox-group--sm">
    <input
      type="checkbox"
      id={id}
      form={FORMULAIRE}
      data-selection-target={cible}
      data-action={action}
      data-commun={commun}
      data-aide={aide}
      {...reste}
    />
    <label class="fr-label" for={id}>
      <span class="fr-sr-only">{nom}</span>
    </label>
  </span>
)

/** What dossiers that wait for the same thing are chosen for: the act, then the words of its button. */
const COMMUNS: Partial<Record<Suite, string>> = {
  verifier: 'suivre|Trancher à la suite',
  examiner: 'suivre|Examiner à la suite',
  analyser: 'suivre|Analyser à la suite',
  prendre: 'affecter|Prendre en charge',
  attendre: 'ecrire|Relancer',
  presenter: 'passer_au_comite|Passer au comité',
}
export const communDe = (suite: Suite, sansComite: boolean) =>
  suite === 'presenter' && sansComite ? 'passer_au_comite|Dire prêts à décider' : COMMUNS[suite]

/** Of many acts, those that one reaches for stand in the bar; the others behind. */
const EN_VUE = ['demander_complement', 'affecter', 'ecrire'] as const
const AUTRES = ['etiqueter', 'demander_avis', 'passer_au_comite'] as const
const COURTS: Partial<Record<ActeGroupe, string>> = { demander_complement: 'Demander' }

/**
 * Acts on what is ticked. Each leads to a page that asks what it needs: nothing happens before. It stands where the totals stood, at the same height. The first
 * button is what all those that are chosen wait for, which a script tells; by itself it opens them one after the other.
 */
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
      <button class="fr-btn fr-btn--sm" type="submit" name="acte" value="suivre" data-selection-target="premier">
        Ouvrir à la suite
      </button>
      {EN_VUE.map(a => (
        <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit" name="acte" value={a} title={verbe(a, s.qui)}>
          {COURTS[a] ?? verbe(a, s.qui)}…
        </button>
      ))}
      <details class="gt-menu gt-menu--droite" data-controller="menu">
        <summary class="fr-btn fr-btn--sm fr-btn--secondary">Autres actes</summary>
        <div class="gt-menu__liste">
          {AUTRES.map(a => (
            <button class="fr-btn fr-btn--sm fr-btn--tertiary-no-outline" type="submit" name="acte" value={a}>
              {verbe(a, s.qui)}…
            </button>
          ))}
        </div>
      </details>
    </div>
  </form>
)

export const motPage = (n: number) => (n > 1 ? `Cocher les ${n} de la page` : 'Cocher le dossier de la page')

function motSelection({ cocher, nombre, surLaPage }: SelectionProps): string {
  if (cocher === 'rien') return 'Dossiers cochés'
  const n = cocher === 'liste' ? nombre : surLaPage
  if (n === undefined) return 'Toute la liste cochée'
  return `${nombreDossiers(n)} coché${n > 1 ? 's' : ''}${cocher === 'liste' ? '\u00a0: toute la liste' : ''}`
}

const Liens = ({ cocher, nombre, surLaPage, liens }: SelectionProps) => (
  <>
    {cocher !== 'liste' && nombre !== undefined && nombre > surLaPage && nombre <= DOSSIERS_MAX && (
      <li>
        <a href={liens.liste}>Sélectionner les {formatNombre(nombre)} de la liste</a>
      </li>
    )}
    {(nombre === undefined || nombre > DOSSIERS_MAX) && (
      <li class="gt-sous">Un acte groupé porte sur {formatNombre(DOSSIERS_MAX)}&nbsp;dossiers au plus&nbsp;: filtrez la liste.</li>
    )}
    <li>
      <a href={liens.rien} data-action={cocher === 'liste' ? undefined : 'selection#vider'}>
        Tout décocher
      </a>
    </li>
  </>
)
