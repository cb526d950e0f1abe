import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { Essentiel } from '../../../ui/blocs.tsx'
import { Champs, type Remplissage } from '../etapes/champs.view.tsx'
import type { Totaux } from './totaux.ts'

const depense = (nom: string) => nom.startsWith('depenses.')
const filtrer = (r: Remplissage, garde: (nom: string) => boolean): Remplissage => ({ ...r, champs: r.champs.filter(c => garde(c.nom)) })

/** What the project costs by nature of expense, then who pays (C5.8). Totals are the server's; a script refreshes them while one types. */
export const Montants = ({ remplissage, totaux }: { remplissage: Remplissage; totaux: Totaux }) => (
  <div data-controller="montants" data-action="input->montants#calculer">
    <p>Ce que le projet coûte, puis qui paie. Les deux totaux doivent être égaux. Tout se compte hors taxes.</p>
    <section aria-labelledby="depenses">
      <h2 class="fr-h4 fr-mb-1v" id="depenses">
        Dépenses, hors taxes
      </h2>
      <p class="gt-source fr-mt-0 fr-mb-2w">
        Mettez tout le coût du projet, même ce que l’aide ne paie pas. La nature décide de ce qui est finançable. Laissez vide ce que le
        projet ne contient pas.
      </p>
      <Champs {...filtrer(remplissage, depense)} />
    </section>
    <section aria-labelledby="ressources" class="fr-mt-4w">
      <h2 class="fr-h4 fr-mb-1v" id="ressources">
        Ressources
      </h2>
      <p class="gt-source fr-mt-0 fr-mb-2w">Leur somme est le coût global du projet.</p>
      <Champs {...filtrer(remplissage, nom => !depense(nom))} />
    </section>
    <section aria-labelledby="totaux" class="fr-mt-4w">
      <h2 class="fr-h4" id="totaux">
        Totaux
      </h2>
      <Essentiel
        faits={[
          { terme: 'Dépenses', valeur: <span data-montants-target="depenses">{euros(totaux.depenses)}</span> },
          { terme: 'Ressources, ou coût global', valeur: <span data-montants-target="ressources">{euros(totaux.ressources)}</span> },
          { terme: 'Écart', valeur: <span data-montants-target="ecart">{euros(totaux.ecart)}</span> },
          {
            terme: 'Part de l’aide',
            valeur: <span data-montants-target="taux">{totaux.taux === undefined ? ATTENTE : formatTaux(totaux.taux)}</span>,
          },
        ]}
      />
    </section>
  </div>
)

const ATTENTE = 'À calculer'
const euros = (c: number | undefined) => (c === undefined ? ATTENTE : formatEuros(c, { centimes: true }))
