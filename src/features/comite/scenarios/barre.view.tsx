const pct = (n: number) => `${(100 * n).toFixed(3)}%`

/** The envelope as a bar: one block a dossier; beside the figures, that say the same. Cents. */
export const BarreEnveloppe = ({
  enveloppe,
  montants,
  hauteur = 28,
}: {
  enveloppe: number
  montants: readonly number[]
  hauteur?: number
}) => {
  let depuis = 0
  return (
    <svg class="gt-scenario__barre" width="100%" height={hauteur} aria-hidden="true" focusable="false">
      {montants.map(n => {
        const x = depuis
        depuis += n
        return (
          <rect x={pct(x / Math.max(1, enveloppe))} width={pct(n / Math.max(1, enveloppe))} y="0" height={hauteur} class="gt-salle__pris" />
        )
      })}
      <rect x="0" y="0" width="100%" height={hauteur} class="gt-salle__contour" />
    </svg>
  )
}
