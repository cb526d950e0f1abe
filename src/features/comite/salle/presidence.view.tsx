import { paths } from '../../../paths.ts'
import { Select } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { type HeureRefusee, Suspendre } from '../suspension.view.tsx'
import { LaSalle, type LaSalleVue } from './la-salle.view.tsx'

type Props = {
  seance: string
  laSalle: LaSalleVue
  /** To whom whoever conducts may hand it over; nothing for the others. */
  presidables: readonly { id: string; nom: string }[] | undefined
  suspendue: boolean
  heure: HeureRefusee | undefined
}
/** Who is there, and what whoever conducts may do about it: hand the presidency over, make a pause. */
export const QuiEstLa = ({ seance, laSalle, presidables: a, suspendue, heure }: Props) => (
  <>
    <LaSalle vue={laSalle} />
    {a && a.length > 0 && <Passer seance={seance} a={a} />}
    {a && !suspendue && <Suspendre seance={seance} refusee={heure} />}
  </>
)

const Passer = ({ seance, a }: { seance: string; a: NonNullable<Props['presidables']> }) => (
  <details class="gt-salle__passer">
    <summary>Passer la présidence</summary>
    <Formulaire action={paths.comite.presidence(seance)} class="gt-salle__passe">
      <Select name="membre" label="À qui" vide="Choisir un membre" options={a.map(m => ({ value: m.id, label: m.nom }))} />
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
        Passer la présidence
      </button>
    </Formulaire>
  </details>
)
