import type { PropsWithChildren } from 'hono/jsx'

/** « Time, Echeance » → « x-time--echeance ». */
export const idExemple = (nom: string) => `x-${nom.toLowerCase().replace(/[^a-zé0-9]/g, '-')}`

/** Section of the page of components: its title is the name of the component. */
export const Exemple = ({ nom, children }: PropsWithChildren<{ nom: string }>) => (
  <section class="fr-mt-5w" aria-labelledby={idExemple(nom)}>
    <h2 class="fr-h5" id={idExemple(nom)}>
      {nom}
    </h2>
    {children}
  </section>
)

/** The clock of the examples: Monday 13 September 2021, 10:00 in Paris, four days before the deadline. */
export const MAINTENANT = new Date('2021-09-13T08:00:00Z')
export const CLOTURE = new Date('2021-09-17T21:59:59Z')
