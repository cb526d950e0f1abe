import { marqueOrdre, type Rangement } from './gestes.ts'

/** Beyond, one step at a time is not enough. */
const PAS_A_PAS_MAX = 5
const SENS: Record<Rangement, { mot: string; icone: string }> = {
  premier: { mot: 'Mettre au rang\u00a01', icone: '' },
  monter: { mot: 'Monter', icone: 'fr-btn--icon-left fr-icon-arrow-up-line' },
  descendre: { mot: 'Descendre', icone: 'fr-btn--icon-left fr-icon-arrow-down-line' },
}

type RangProps = { liste: string; lignes: readonly string[]; ligne: string; nom: string }
/** The buttons that give a line another rank, its place among `lignes`: each press saves, and carries the order that the page shows. */
export const BoutonsDeRang = ({ liste, lignes, ligne, nom }: RangProps) => {
  const vu = marqueOrdre(lignes)
  const rang = lignes.indexOf(ligne) + 1
  const sens: readonly Rangement[] = lignes.length > PAS_A_PAS_MAX ? ['premier', 'monter', 'descendre'] : ['monter', 'descendre']
  return (
    <div>
      {sens.map(s => (
        <button
          class={`fr-btn fr-btn--tertiary-no-outline fr-btn--sm ${SENS[s].icone}`}
          type="submit"
          name="_geste"
          value={`${s}:${liste}:${ligne}:${vu}`}
          disabled={s === 'descendre' ? rang === lignes.length : rang === 1}
        >
          {SENS[s].mot}
          <span class="fr-sr-only">&nbsp;: {nom}</span>
        </button>
      ))}
    </div>
  )
}
