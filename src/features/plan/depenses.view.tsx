import { Clause } from '../../ui/liens.tsx'
import { champCellule } from '../contenu/index.ts'
import { BoutonAjouter, BoutonsDeRang } from '../saisie/index.ts'
import { ChoixCellule, ErreursLigne, enErreur, MontantCellule, RegleLigne, RetirerLigne, TexteCellule } from '../tableaux/index.ts'
import { CelluleTotal, type PlanProps } from './cellules.view.tsx'
import { LigneEnPlus, TotauxEnPlus } from './ligne-en-plus.view.tsx'
import { payee } from './plan.mots.ts'
import type { Depense, Lot } from './plan.ts'

/** The expenses, by lot; a plan without lots has one group and no head. */
export const TableDepenses = (p: PlanProps) => {
  const { plan, mots } = p
  const dans = (lot: string) => plan.depenses.filter(d => d.lot === lot)
  const hors = plan.depenses.filter(d => !plan.lots.some(l => l.ligne === d.lot))
  return (
    <div class="gt-plan">
      <table class="gt-plan__table gt-plan__table--dep">
        <caption class="fr-sr-only">Dépenses du projet{plan.lots.length > 0 ? ', par lot' : ''}</caption>
        <thead>
          <tr>
            <th scope="col" class="gt-plan__n">
              {p.enPlus?.rang ? 'Rang' : 'N°'}
            </th>
            <th scope="col">Dépense et fournisseur</th>
            <th scope="col">Nature</th>
            <th scope="col" class="gt-num">
              HT, en €
            </th>
            <th scope="col" class="gt-num">
              TTC, en €
            </th>
            <th scope="col">
              <span class="fr-sr-only">Retirer</span>
            </th>
          </tr>
        </thead>
        {plan.lots.map((l, i) => (
          <tbody class="gt-plan__lot">
            <TeteLot {...p} lot={l} rang={i + 1} lignes={dans(l.ligne).length} />
            <Lignes {...p} depenses={dans(l.ligne)} />
            <Ajout lot={l.ligne}>{`Ajouter une dépense au lot\u00a0${i + 1}`}</Ajout>
          </tbody>
        ))}
        {(hors.length > 0 || plan.lots.length === 0) && (
          <tbody class="gt-plan__lot">
            {plan.lots.length > 0 && (
              <tr class="gt-plan__lot-tete">
                <th scope="rowgroup" colspan={3}>
                  Dans aucun lot
                </th>
                <CelluleTotal nom="lot.aucun.ht" mots={mots} titre="Total HT" />
                <CelluleTotal nom="lot.aucun.ttc" mots={mots} titre="Total TTC" />
                <td class="gt-plan__vide" />
              </tr>
            )}
            <Lignes {...p} depenses={hors} />
            {plan.lots.length === 0 && <Ajout>Ajouter une dépense</Ajout>}
          </tbody>
        )}
        <tfoot>
          <tr class="gt-plan__total">
            <th scope="row" colspan={3}>
              Total des dépenses
            </th>
            <CelluleTotal nom="ht" mots={mots} titre="HT" />
            <CelluleTotal nom="ttc" mots={mots} titre="TTC" />
            <td class="gt-plan__vide" />
          </tr>
          <TotauxEnPlus {...p} />
        </tfoot>
      </table>
    </div>
  )
}

const Ajout = ({ lot, children }: { lot?: string; children: string }) => (
  <tr class="gt-plan__ajout">
    <td colspan={6}>
      <BoutonAjouter liste="depenses" {...(lot ? { lot } : {})}>
        {children}
      </BoutonAjouter>
    </td>
  </tr>
)

const TeteLot = ({ lot, rang, lignes, remplissage, mots }: PlanProps & { lot: Lot; rang: number; lignes: number }) => {
  const aide = champCellule('lots', lot.ligne, 'aide')
  const suite = lignes === 0 ? '' : lignes === 1 ? ' et sa dépense' : ` et ses ${lignes}\u00a0dépenses`
  return (
    <>
      <tr
        class={`gt-plan__lot-tete${enErreur(remplissage, champCellule('lots', lot.ligne, ''))}`}
        id={`lots.${lot.ligne}`}
        data-lot={lot.ligne}
      >
        <th scope="rowgroup" colspan={3}>
          <div class="gt-plan__lot-nom">
            <label for={champCellule('lots', lot.ligne, 'intitule')}>
              Lot {rang}
              <span class="fr-sr-only">, intitulé</span>
            </label>
            <input
              class="fr-input"
              id={champCellule('lots', lot.ligne, 'intitule')}
              name={champCellule('lots', lot.ligne, 'intitule')}
              value={remplissage.saisie[champCellule('lots', lot.ligne, 'intitule')]?.[0] ?? ''}
              maxlength={120}
              autocomplete="off"
            />
          </div>
          <div class="fr-checkbox-group fr-checkbox-group--sm">
            <input type="checkbox" id={aide} name={aide} value="oui" checked={lot.aide} />
            <label class="fr-label" for={aide}>
              Aide demandée pour ce lot<span class="fr-sr-only">, lot {rang}</span>
            </label>
          </div>
        </th>
        <CelluleTotal nom={`lot.${lot.ligne}.ht`} mots={mots} titre="Total HT du lot" />
        <CelluleTotal nom={`lot.${lot.ligne}.ttc`} mots={mots} titre="Total TTC du lot" />
        <RetirerLigne liste="lots" ligne={lot.ligne}>{`le lot\u00a0${rang}${suite}`}</RetirerLigne>
      </tr>
      <ErreursLigne remplissage={remplissage} prefixe={champCellule('lots', lot.ligne, '')} colonnes={6} />
    </>
  )
}

const Lignes = ({ depenses, ...p }: PlanProps & { depenses: readonly Depense[] }) => (
  <>
    {depenses.map(d => (
      <Ligne {...p} depense={d} rang={p.plan.depenses.indexOf(d) + 1} />
    ))}
  </>
)

const Ligne = ({ depense: d, rang, ...p }: PlanProps & { depense: Depense; rang: number }) => {
  const { remplissage, plan } = p
  const champ = (colonne: string, titre: string) => ({
    remplissage,
    nom: champCellule('depenses', d.ligne, colonne),
    titre,
    ligne: `ligne\u00a0${rang}`,
  })
  const prefixe = champCellule('depenses', d.ligne, '')
  const seulLot = plan.lots.length === 1 && plan.lots[0]?.ligne === d.lot
  return (
    <>
      <tr class={`gt-plan__ligne${enErreur(remplissage, prefixe)}`} id={`depenses.${d.ligne}`} data-depense={d.ligne}>
        <th scope="row" class="gt-plan__n">
          <span class="gt-plan__n-mot">{p.enPlus?.rang ? 'Rang ' : 'Ligne '}</span>
          {rang}
        </th>
        <td>
          <TexteCellule {...champ('libelle', 'Dépense')} />
          <TexteCellule {...champ('fournisseur', 'Fournisseur')} mini />
          {p.enPlus?.rang && (
            <BoutonsDeRang
              liste="depenses"
              lignes={plan.depenses.map(x => x.ligne)}
              ligne={d.ligne}
              nom={d.libelle || `ligne\u00a0${rang}`}
            />
          )}
        </td>
        <td>
          <ChoixCellule {...champ('nature', 'Nature')} decrit={`payee-${d.ligne} ${prefixe}nature-regle`} />
          <Payee {...p} depense={d} />
          {seulLot && <input type="hidden" name={champCellule('depenses', d.ligne, 'lot')} value={d.lot} />}
          {plan.lots.length > 0 && !seulLot && <ChoixCellule {...champ('lot', 'Lot')} mini vide="Aucun lot" />}
        </td>
        <td>
          <MontantCellule {...champ('ht', 'HT, en euros')} />
        </td>
        <td>
          <MontantCellule {...champ('ttc', 'TTC, en euros')} />
        </td>
        <RetirerLigne liste="depenses" ligne={d.ligne}>{`la ligne\u00a0${rang}`}</RetirerLigne>
      </tr>
      <LigneEnPlus {...p} depense={d} rang={rang} />
      <ErreursLigne remplissage={remplissage} prefixe={prefixe} colonnes={6} />
      <RegleLigne remplissage={remplissage} nom={`${prefixe}nature`} colonnes={6} />
    </>
  )
}

/** Whole names: the build keeps the icons that it finds written. */
const TONS = {
  rien: 'gt-plan__verdict gt-plan__verdict--rien',
  ok: 'gt-plan__verdict gt-plan__verdict--ok fr-icon-success-fill',
  verifier: 'gt-plan__verdict gt-plan__verdict--verifier fr-icon-information-fill',
  attention: 'gt-plan__verdict gt-plan__verdict--attention fr-icon-warning-fill',
  charge: 'gt-plan__verdict gt-plan__verdict--charge fr-icon-information-line',
  ko: 'gt-plan__verdict gt-plan__verdict--ko fr-icon-error-fill',
} as const

const Payee = ({ plan, reglage, depense }: PlanProps & { depense: Depense }) => {
  const v = payee(plan, reglage, depense)
  const clause = reglage.natures[depense.nature ?? '']?.clause
  return (
    <p class={TONS[v.ton]} id={`payee-${depense.ligne}`} data-payee={depense.ligne}>
      <span data-payee-mot>{v.mot}</span> {clause && <Clause {...clause} />}
      <span class="gt-plan__pourquoi" data-payee-pourquoi>
        {v.pourquoi}
      </span>
    </p>
  )
}
