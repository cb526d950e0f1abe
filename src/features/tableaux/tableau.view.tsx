import type { Child } from 'hono/jsx'
import { RegleDuChamp } from '../../ui/form.tsx'
import type { TableauAppel } from '../cahier/index.ts'
import { type Champ, champCellule } from '../contenu/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'
import { BoutonAjouter, ConflitChamp, nouvelleLigne, type Remplissage } from '../saisie/index.ts'
import {
  CasesCellule,
  ChoixCellule,
  ErreursLigne,
  enErreur,
  MontantCellule,
  RetirerLigne,
  TexteCellule,
  TexteLongCellule,
} from './cellules.view.tsx'
import { AideDeLigne, Resume, TitreDuTableau, TotalDuTableau } from './guide.view.tsx'
import { uneLigne } from './tableaux.mots.ts'

type ColonneTableau = TableauAppel['colonnes'][number]
export type TableauProps = {
  tableau: TableauAppel
  /** Every line of the page in its order, those where nothing is typed included. */
  lignes: readonly string[]
  evalue: TableauEvalue | undefined
  remplissage: Remplissage
  /** Where a table is pasted or a file brought in. */
  importer: string
}

/** A table of the form: one line a row of fields on a large screen; on a phone one card, folded once it is complete. It works without a script. */
export const TableauVue = (p: TableauProps) => {
  const { tableau: t, lignes } = p
  const evaluees = new Map(p.evalue?.lignes.map(l => [l.ligne, l]) ?? [])
  const champs = new Map(p.remplissage.champs.map(c => [c.nom, c]))
  const { max } = t
  return (
    <section
      class="gt-tableau-saisi fr-mt-4w"
      id={t.id}
      aria-labelledby={`${t.id}-titre`}
      data-controller="tableau"
      data-tableau-id-value={t.id}
      data-tableau-max-value={max}
    >
      <div class="gt-tableau-saisi__tete">
        <div>
          <h2 class="fr-h4 fr-mb-1w" id={`${t.id}-titre`}>
            {t.libelle}
          </h2>
          {t.aide && <p class="fr-mb-1w">{t.aide}</p>}
        </div>
        <a class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-table-line fr-btn--icon-left" href={p.importer}>
          Coller un tableau ou importer un fichier<span class="fr-sr-only"> : {t.libelle}</span>
        </a>
      </div>
      <TitreDuTableau tableau={t} evalue={p.evalue} />
      <p class="gt-tableau-saisi__fait" role="status" data-tableau-target="fait" hidden>
        <span data-tableau-target="dit" />
        <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" data-action="tableau#annuler">
          Annuler
        </button>
      </p>
      {lignes.length > 0 && (
        <table class="gt-plan__table gt-tableau-saisi__table">
          <caption class="fr-sr-only">{t.libelle}</caption>
          <thead>
            <tr>
              <th scope="col" class="gt-plan__n">
                <abbr title="Numéro">N°</abbr>
              </th>
              {t.colonnes.map(c => (
                <th scope="col" class={[enChiffres(c) ? 'gt-num' : '', `gt-col-${c.type ?? 'calcul'}`].filter(Boolean).join(' ')}>
                  {c.libelle}
                  {c.type === 'montant' && ', en €'}
                </th>
              ))}
              <th scope="col" class="gt-tableau-saisi__fin">
                <span class="fr-sr-only">Retirer</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lignes.map((ligne, i) => (
              <Ligne {...p} ligne={ligne} rang={i + 1} evaluee={evaluees.get(ligne)} champs={champs} />
            ))}
          </tbody>
          <TotalDuTableau tableau={t} evalue={p.evalue} />
        </table>
      )}
      <div class="gt-tableau-saisi__outils">
        <BoutonAjouter liste={t.id}>{`Ajouter ${uneLigne(t)}`}</BoutonAjouter>
        <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="_geste" value={`ajouter:${t.id}:${nouvelleLigne()}:5`}>
          Ajouter 5 lignes vides
        </button>
        <noscript>
          <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="_suite" value="rester">
            Enregistrer et recalculer
          </button>
        </noscript>
      </div>
      {lignes.length >= max && (
        <p class="fr-message fr-message--warning">{max}&nbsp;lignes&nbsp;: c’est le maximum. Pour en ajouter une, retirez-en une.</p>
      )}
    </section>
  )
}

const enChiffres = (c: ColonneTableau) => c.calcul !== undefined || c.type === 'montant' || c.type === 'nombre' || c.type === 'rang'
/** On a phone a line stays open as long as it wants something, or holds nothing yet. */
const ouverte = (l: LigneEvaluee | undefined, erreurs: boolean) => erreurs || !l || l.manquants.length > 0 || l.doublon !== undefined

type LigneProps = TableauProps & { ligne: string; rang: number; evaluee: LigneEvaluee | undefined; champs: ReadonlyMap<string, Champ> }
const Ligne = ({ ligne, rang, evaluee, champs, ...p }: LigneProps) => {
  const { tableau: t, remplissage } = p
  const prefixe = champCellule(t.id, ligne, '')
  const erreurs = enErreur(remplissage, prefixe)
  const conflits = (remplissage.conflits ?? []).filter(c => c.nom.startsWith(prefixe))
  return (
    <>
      <tr
        class={`gt-plan__ligne gt-tableau-saisi__ligne${erreurs}${ouverte(evaluee, erreurs !== '' || conflits.length > 0) ? ' gt-tableau-saisi__ligne--ouverte' : ''}`}
        id={`${t.id}.${ligne}`}
        data-ligne={ligne}
      >
        <th scope="row" class="gt-plan__n">
          <span class="gt-tableau-saisi__rang">
            <span class="gt-plan__n-mot">Ligne </span>
            {rang}
          </span>
          <span class="gt-tableau-saisi__resume">
            <Resume tableau={t} ligne={ligne} evaluee={evaluee} />
            <a href={`#${t.id}.${ligne}`}>
              Modifier<span class="fr-sr-only"> la ligne {rang}</span>
            </a>
          </span>
        </th>
        {t.colonnes.map(c =>
          c.type === undefined ? (
            <td class="gt-num gt-tableau-saisi__calcul" data-titre={c.libelle}>
              <AideDeLigne tableau={t} ligne={ligne} code={c.code} evaluee={evaluee} />
            </td>
          ) : (
            <Cellule remplissage={remplissage} champ={champs.get(`${prefixe}${c.code}`)} colonne={c} ligne={`ligne\u00a0${rang}`} />
          ),
        )}
        <RetirerLigne liste={t.id} ligne={ligne}>{`la ligne\u00a0${rang}`}</RetirerLigne>
      </tr>
      <ErreursLigne remplissage={remplissage} prefixe={prefixe} colonnes={t.colonnes.length + 2} />
      <tr class="gt-plan__message gt-plan__regle">
        <td colspan={t.colonnes.length + 2}>
          {t.colonnes
            .filter(c => c.type !== undefined)
            .map(c => (
              <RegleDuChamp id={`${prefixe}${c.code}`} regle={remplissage.regles?.[`${prefixe}${c.code}`] ?? ''} />
            ))}
        </td>
      </tr>
      {conflits.map(c => (
        <tr>
          <td colspan={t.colonnes.length + 2}>
            <ConflitChamp conflit={c} />
          </td>
        </tr>
      ))}
    </>
  )
}

const OUI_NON = [
  { code: 'oui', libelle: 'Oui' },
  { code: 'non', libelle: 'Non' },
]

type CelluleProps = { remplissage: Remplissage; champ: Champ | undefined; colonne: ColonneTableau; ligne: string }
/** A cell that the service did not ask for again is not drawn. */
const Cellule = (p: CelluleProps) =>
  p.champ ? (
    <td class={`gt-cellule-${p.colonne.type}`}>
      <CelluleVue {...p} />
    </td>
  ) : (
    <td />
  )

/** The field of a column in a line, by its type. */
export const CelluleVue = ({ remplissage, champ, colonne, ligne }: CelluleProps) => {
  if (!champ) return null
  const { nom } = champ
  const commun = {
    remplissage,
    nom,
    champ,
    titre: colonne.type === 'montant' ? `${colonne.libelle}, en euros` : colonne.libelle,
    ligne,
    decrit: `${nom}-regle`,
  }
  return <>{saisir(colonne, commun)}</>
}

type Commun = Parameters<typeof TexteCellule>[0]
function saisir({ type }: ColonneTableau, p: Commun): Child {
  switch (type) {
    case 'montant':
      return <MontantCellule {...p} />
    case 'choix':
      return <ChoixCellule {...p} />
    case 'oui_non':
      return <ChoixCellule {...p} options={OUI_NON} />
    case 'choix_multiple':
      return <CasesCellule {...p} />
    case 'texte_long':
      return <TexteLongCellule {...p} />
    case 'siren':
    case 'siret':
    case 'nombre':
    case 'rang':
      return <TexteCellule {...p} chiffres />
    default:
      return <TexteCellule {...p} />
  }
}
