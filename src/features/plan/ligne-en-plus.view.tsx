import { RegleDuChamp } from '../../ui/form.tsx'
import { champCellule } from '../contenu/index.ts'
import { AideDeLigne, CelluleVue, enErreur, TotalDeColonne } from '../tableaux/index.ts'
import type { PlanProps } from './cellules.view.tsx'
import type { Depense } from './plan.ts'

type EnPlus = NonNullable<PlanProps['enPlus']>

/**
 * What the call asks of each expense, under its line, with what the site works out of it. A line whose questions are all answered folds to one row, which still says what is
 * worked out; one that wants something is open. It works without a script.
 */
export const LigneEnPlus = ({ enPlus, remplissage, depense, rang }: PlanProps & { depense: Depense; rang: number }) => {
  if (!enPlus || enPlus.colonnes.length === 0) return null
  const prefixe = champCellule(enPlus.tableau.liste, depense.ligne, '')
  const questions = enPlus.colonnes.filter(c => c.type !== undefined)
  return (
    <tr class="gt-enplus">
      <td class="gt-plan__vide" />
      <td colspan={5}>
        {questions.length === 0 ? (
          <p class="gt-enplus__tete">
            <Calculs enPlus={enPlus} depense={depense} />
          </p>
        ) : (
          <details open={ouverte(enPlus, remplissage, prefixe, depense)}>
            <summary class="gt-enplus__tete">
              <span>
                {enPlus.rang ? 'Questions du rang' : 'Questions de la ligne'}&nbsp;{rang}
              </span>
              <Calculs enPlus={enPlus} depense={depense} />
            </summary>
            <div class="gt-ligne__champs gt-enplus__champs">
              {questions.map(c => (
                <div>
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
                </div>
              ))}
            </div>
          </details>
        )}
      </td>
    </tr>
  )
}

/** Whether a line wants something: an answer, a mistake to mend, what a rule says of one of its fields. */
function ouverte({ evalue, colonnes }: EnPlus, remplissage: PlanProps['remplissage'], prefixe: string, depense: Depense): boolean {
  const evaluee = evalue?.lignes.find(l => l.ligne === depense.ligne)
  const siennes = colonnes.filter(c => c.type !== undefined).map(c => c.code)
  return (
    !evaluee ||
    enErreur(remplissage, prefixe) !== '' ||
    evaluee.manquants.some(m => siennes.includes(m.code)) ||
    siennes.some(code => remplissage.regles?.[`${prefixe}${code}`])
  )
}

/** What the site works out of a line, each figure with its name. */
const Calculs = ({ enPlus: { tableau, evalue, colonnes }, depense }: { enPlus: EnPlus; depense: Depense }) => (
  <>
    {colonnes
      .filter(c => c.type === undefined)
      .map(c => (
        <span class="gt-enplus__calcul">
          {c.libelle}{' '}
          <AideDeLigne
            tableau={tableau}
            ligne={depense.ligne}
            code={c.code}
            evaluee={evalue?.lignes.find(l => l.ligne === depense.ligne)}
          />
        </span>
      ))}
  </>
)

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
