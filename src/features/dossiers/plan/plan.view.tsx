import type { Contenu } from '../contenu.ts'
import { lignesDe } from '../contenu.ts'
import { Champs, type Remplissage } from '../etapes/champs.view.tsx'
import { BoutonAjouter, BoutonRetirer, champsDe, estCellule } from '../etapes/listes.view.tsx'
import type { Plan } from './plan.ts'

/** The plan de financement: expenses by lot, then who pays (C5.4, C5.8). */
export const PlanVue = ({ contenu, remplissage }: { contenu: Contenu; remplissage: Remplissage; plan: Plan }) => (
  <>
    {(['lots', 'depenses', 'ressources'] as const).map(liste => (
      <section id={liste}>
        {lignesDe(contenu, liste).map(ligne => (
          <fieldset class="gt-ligne">
            <Champs {...remplissage} champs={champsDe(remplissage, liste, ligne)} />
            <BoutonRetirer liste={liste} ligne={ligne} nom={ligne} />
          </fieldset>
        ))}
        <BoutonAjouter liste={liste}>Ajouter une ligne</BoutonAjouter>
      </section>
    ))}
    <Champs {...remplissage} champs={remplissage.champs.filter(c => !estCellule(c))} />
  </>
)
