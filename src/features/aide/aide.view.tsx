import { formatEuros } from '../../lib/euros.ts'
import { enumeration } from '../../lib/mots.ts'
import { Tableau } from '../../ui/table.tsx'
import type { AideCalculee } from '../verdicts/index.ts'

/** The amount, or what it waits for: a computed aid is text, and never a field. */
export const MontantCalcule = ({ aide }: { aide: AideCalculee }) =>
  aide.montant === undefined ? (
    <span class="gt-manque">À compléter{aide.manquants.length > 0 && ` : il manque ${enumeration(aide.manquants)}`}</span>
  ) : (
    <span>{formatEuros(aide.montant)}</span>
  )

/** How the aid was found, figure by figure: anybody can do it again. Nothing while it is not known. */
export const CalculDeLAide = ({ aide, legende = 'Comment l’aide est calculée' }: { aide: AideCalculee; legende?: string }) =>
  aide.montant === undefined ? null : (
    <Tableau
      legende={legende}
      colonnes={[
        { titre: 'Chiffre', cellule: e => e.libelle },
        { titre: 'Valeur', cellule: e => e.texte },
      ]}
      lignes={aide.etapes}
      pied={['Aide calculée', formatEuros(aide.montant)]}
    />
  )

/** The computed aid in a step: its amount, then how it was found. A script puts it again after each saving; without one, it is that of the last. */
export const AideCalculeeBloc = ({ aide }: { aide: AideCalculee }) => (
  <section class="gt-aide-calculee fr-mt-4w" id="aide" aria-labelledby="aide-titre" tabindex={-1}>
    <h2 class="fr-h5" id="aide-titre">
      Aide calculée
    </h2>
    <div data-guide="aide" aria-live="polite">
      <ContenuDeLAide aide={aide} />
    </div>
    <p class="gt-source">
      Le guichet la calcule avec vos réponses et le barème de l’appel&nbsp;: elle ne se saisit pas. Elle change quand vous enregistrez
      d’autres réponses.
    </p>
  </section>
)

/** What changes of it with the answers. */
export const ContenuDeLAide = ({ aide }: { aide: AideCalculee }) => (
  <>
    <p class="gt-aide-calculee__montant">
      <MontantCalcule aide={aide} />
    </p>
    <CalculDeLAide aide={aide} />
  </>
)

/** The amount with its cents, for the totals that a script makes. */
export const MontantDuPlan = ({ aide }: { aide: AideCalculee }) => (
  <span data-aide={aide.montant}>
    <MontantCalcule aide={aide} />
  </span>
)
