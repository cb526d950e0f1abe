import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { Chiffres } from '../../../ui/blocs.tsx'

/** `partiel`: each figure is at least that, and `exacts` is where all are counted. Cents; `enveloppe`: of the one call that the list is of. */
export type TotauxDits = {
  nombre: number
  cout: number
  aide: number
  enRetard: number
  partiel: boolean
  exacts: string | undefined
  enveloppe: number | undefined
}

export const TotauxListe = (t: TotauxDits) => (
  <div>
    <Chiffres chiffres={chiffres(t)} />
    {t.exacts && (
      <p class="gt-sous">
        Longue liste, comptée en partie. <a href={t.exacts}>Compter toute la liste</a>
      </p>
    )}
  </div>
)

const chiffres = ({ nombre, cout, aide, enRetard, partiel, enveloppe }: TotauxDits) =>
  [
    { terme: 'Dossiers', valeur: formatNombre(nombre), note: undefined },
    { terme: 'Coût global', valeur: formatEuros(cout), note: undefined },
    {
      terme: 'Aide demandée',
      valeur: formatEuros(aide),
      note: enveloppe && !partiel ? `${formatTaux(aide / enveloppe, 0)} de l’enveloppe` : undefined,
    },
    { terme: 'En retard', valeur: formatNombre(enRetard), note: undefined },
  ].map(t => (partiel ? { ...t, valeur: `au moins ${t.valeur}` } : t))
