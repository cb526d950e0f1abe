import { RegleDuChamp } from '../../ui/form.tsx'
import { champCellule } from '../contenu/index.ts'
import { AideDeLigne, CelluleVue, TotalDeColonne } from '../tableaux/index.ts'
import type { PlanProps } from './cellules.view.tsx'
import type { Depense } from './plan.ts'

/** What the call asks of each expense, under its line, with what the site works out of it. */
export const LigneEnPlus = ({ enPlus, remplissage, depense, rang }: PlanProps & { depense: Depense; rang: number }) => {
  if (!enPlus || enPlus.colonnes.length === 0) return null
  const { tableau, evalue, colonnes } = enPlus
  const prefixe = champCellule(tableau.liste, depense.ligne, '')
  const evaluee = evalue?.lignes.find(l => l.ligne === depense.ligne)
  return (
    <tr class="gt-plan__message gt-plan__regle">
      <td class="gt-plan__vide" />
      <td colspan={5}>
        <div class="gt-ligne__champs">
          {colonnes.map(c => (
            <div>
              {c.type === undefined ? (
                <>
                  <span class="gt-plan__label">{c.libelle}</span>
                  <AideDeLigne tableau={tableau} ligne={depense.ligne} code={c.code} evaluee={evaluee} />
                </>
              ) : (
                <>
                  <CelluleVue
                    remplissage={remplissage}
                    champ={remplissage.champs.find(x => x.nom === `${prefixe}${c.code}`)}
                    colonne={c}
                    ligne={`ligne\u00a0${rang}`}
                  />
                  <RegleDuChamp
                    id={`${prefixe}${c.code}`}
                    regle={remplissage.regles && (remplissage.regles[`${prefixe}${c.code}`] ?? '')}
                  />
                </>
              )}
            </div>
          ))}
        </div>
      </td>
    </tr>
  )
}

/** What the columns of the call come to, over all the lines. */
export const TotauxEnPlus = ({ enPlus }: Pick<PlanProps, 'enPlus'>) => {
  const evalue = enPlus?.evalue
  const totaux = enPlus?.colonnes.filter(c => evalue && Object.hasOwn(evalue.totaux, c.code)) ?? []
  if (!enPlus || !evalue || totaux.length === 0) return null
  return (
    <tr class="gt-plan__total">
      <td class="gt-plan__vide" />
      <td colspan={5}>
        {totaux.map(c => (
          <p class="fr-mb-0">
            {c.libelle}&nbsp;: <TotalDeColonne tableau={enPlus.tableau} evalue={evalue} code={c.code} />
          </p>
        ))}
      </td>
    </tr>
  )
}
