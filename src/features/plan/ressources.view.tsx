import { MontantDuPlan } from '../aide/index.ts'
import { champCellule } from '../contenu/index.ts'
import { BoutonAjouter } from '../saisie/index.ts'
import { ChoixCellule, ErreursLigne, enErreur, MontantCellule, RegleLigne, RetirerLigne, TexteCellule } from '../tableaux/index.ts'
import type { AideCalculee } from '../verdicts/index.ts'
import { CelluleTotal, Chiffre, type PlanProps } from './cellules.view.tsx'
import type { Ressource } from './plan.ts'

/** Who pays: the aid asked here, the structure's own share, every other funder. */
export const TableRessources = (p: PlanProps) => (
  <div class="gt-plan">
    <table class="gt-plan__table gt-plan__table--res">
      <caption class="fr-sr-only">Ressources du projet</caption>
      <thead>
        <tr>
          <th scope="col">Ressource</th>
          <th scope="col">Financeur</th>
          <th scope="col">État</th>
          <th scope="col" class="gt-num">
            Montant, en €
          </th>
          <th scope="col" class="gt-num">
            Part
          </th>
          <th scope="col">
            <span class="fr-sr-only">Retirer</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {p.aide ? (
          <Calculee {...p} aide={p.aide} />
        ) : (
          <Fixe {...p} nom="aide" titre="Aide demandée" financeur={p.financeur} etat="Demandée ici" />
        )}
        <Fixe {...p} nom="part" titre="Part de la structure" financeur={p.structure} etat="Tapez 0 si elle ne paie rien" />
        {p.plan.ressources.map((r, i) => (
          <Autre {...p} ressource={r} rang={i + 1} />
        ))}
        <tr class="gt-plan__ajout">
          <td colspan={6}>
            <BoutonAjouter liste="ressources">Ajouter un financeur</BoutonAjouter>
          </td>
        </tr>
      </tbody>
      <tfoot>
        <tr class="gt-plan__total">
          <th scope="row" colspan={3}>
            Total des ressources, ou coût global
          </th>
          <CelluleTotal nom="cout" mots={p.mots} titre="Total" />
          <td class="gt-plan__vide" colspan={2} />
        </tr>
      </tfoot>
    </table>
  </div>
)

type FixeProps = PlanProps & { nom: 'aide' | 'part'; titre: string; financeur: string; etat: string }
const Fixe = ({ nom, titre, financeur, etat, remplissage, mots }: FixeProps) => (
  <>
    <tr class={`gt-plan__ligne${remplissage.erreurs[nom] ? ' gt-plan__ligne--erreur' : ''}`}>
      <th scope="row" class="gt-plan__tetiere">
        {titre}
      </th>
      <td>
        <span class="gt-plan__texte">{financeur}</span>
      </td>
      <td>
        <span class="gt-plan__texte">{etat}</span>
      </td>
      <td>
        <MontantCellule remplissage={remplissage} nom={nom} titre="Montant, en euros" ligne={titre.toLowerCase()} decrit={`${nom}-regle`} />
      </td>
      <td class="gt-num" data-titre="Part du coût global">
        <Chiffre nom={`${nom}.cout`} mots={mots} />
      </td>
      <td class="gt-plan__vide" />
    </tr>
    {remplissage.erreurs[nom] && (
      <ErreursLigne remplissage={{ ...remplissage, erreurs: { [nom]: remplissage.erreurs[nom] } }} prefixe={nom} colonnes={6} />
    )}
    <RegleLigne remplissage={remplissage} nom={nom} colonnes={6} />
  </>
)

/** The aid that the call computes: text, that a script puts again after each saving. */
const Calculee = ({ aide, financeur, remplissage, mots }: PlanProps & { aide: AideCalculee }) => (
  <>
    <tr class="gt-plan__ligne">
      <th scope="row" class="gt-plan__tetiere">
        Aide calculée
      </th>
      <td>
        <span class="gt-plan__texte">{financeur}</span>
      </td>
      <td>
        <span class="gt-plan__texte">Calculée par le guichet</span>
      </td>
      <td class="gt-num" data-titre="Montant, en euros">
        <span data-guide="aide-montant">
          <MontantDuPlan aide={aide} />
        </span>
      </td>
      <td class="gt-num" data-titre="Part du coût global">
        <Chiffre nom="aide.cout" mots={mots} />
      </td>
      <td class="gt-plan__vide" />
    </tr>
    <RegleLigne remplissage={remplissage} nom="aide" colonnes={6} />
  </>
)
const Autre = ({ ressource: r, rang, remplissage, mots }: PlanProps & { ressource: Ressource; rang: number }) => {
  const champ = (colonne: string, titre: string) => ({
    remplissage,
    nom: champCellule('ressources', r.ligne, colonne),
    titre,
    ligne: `financeur\u00a0${rang}`,
  })
  const prefixe = champCellule('ressources', r.ligne, '')
  return (
    <>
      <tr class={`gt-plan__ligne${enErreur(remplissage, prefixe)}`} id={`ressources.${r.ligne}`} data-ressource={r.ligne}>
        <th scope="row" class="gt-plan__tetiere">
          Autre financeur
        </th>
        <td>
          <TexteCellule {...champ('financeur', 'Financeur')} />
          <ChoixCellule {...champ('origine', 'Origine')} mini />
        </td>
        <td>
          <ChoixCellule {...champ('etat', 'État')} />
        </td>
        <td>
          <MontantCellule {...champ('montant', 'Montant, en euros')} />
        </td>
        <td class="gt-num" data-titre="Part du coût global">
          <Chiffre nom={`${r.ligne}.cout`} mots={mots} />
        </td>
        <RetirerLigne liste="ressources" ligne={r.ligne}>{`le financeur\u00a0${rang}`}</RetirerLigne>
      </tr>
      <ErreursLigne remplissage={remplissage} prefixe={prefixe} colonnes={6} />
    </>
  )
}
