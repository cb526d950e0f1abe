import { Ajout, Retrait } from '../../../ui/texte.tsx'
import type { Changement } from './changements.ts'

/** What changed since another version: what was taken out, what was put in. */
export const Changements = ({ depuis, liste }: { depuis: number; liste: readonly Changement[] }) => (
  <section aria-labelledby="changements" class="fr-mt-5w">
    <h2 class="fr-h4" id="changements">
      Ce qui a changé depuis la version&nbsp;{depuis}
    </h2>
    {liste.length === 0 && <p>Rien de ce que vous lisez n’a changé.</p>}
    {liste.map(c => (
      <div class="gt-pv__dossier">
        <h3 class="fr-text--md fr-text--bold fr-mb-1v">{c.ou}</h3>
        {c.avant && (
          <p class="fr-mb-1v gt-pv__texte">
            <Retrait>{c.avant}</Retrait>
          </p>
        )}
        {c.apres && (
          <p class="fr-mb-0 gt-pv__texte">
            <Ajout>{c.apres}</Ajout>
          </p>
        )}
      </div>
    ))}
  </section>
)
