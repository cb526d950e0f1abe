import { formatEuros } from '../../../lib/euros.ts'
import { Part } from '../../../ui/part.tsx'
import { dessinerFlux, type Flux, INTERLIGNE, type Rectangle } from './flux.rules.ts'

const Mots = ({ barre: b }: { barre: Rectangle }) => (
  <g>
    <title>
      {b.nom}, {formatEuros(b.montant)}
    </title>
    {b.lignes.map((l, i) => (
      <text x={b.x + 26} y={(b.texte + INTERLIGNE * i).toFixed(1)} class="gt-flux__nom">
        {l}
      </text>
    ))}
    <text x={b.x + 26} y={(b.texte + INTERLIGNE * b.lignes.length).toFixed(1)} class="gt-flux__montant">
      {formatEuros(b.montant)}
    </text>
  </g>
)

/** The flow as one drawing on a wide screen, as stages of bars on a narrow one: the same amounts, which the table under it repeats. */
export const DessinDuFlux = ({ flux }: { flux: Flux }) => {
  const d = dessinerFlux(flux)
  const max = Math.max(1, ...flux.etages.map(e => e.barres.reduce((s, b) => s + b.montant, 0)))
  const dit = flux.etages
    .map(e => `${e.titre}\u00a0: ${e.barres.map(b => `${b.nom}, ${formatEuros(b.montant)}`).join('\u202f; ')}`)
    .join('. ')
  return (
    <>
      <div class="gt-flux-large">
        <svg class="gt-flux" viewBox={`0 0 ${d.largeur} ${d.hauteur}`} role="img" aria-labelledby="flux-t flux-d">
          <title id="flux-t">De l’enveloppe aux entreprises</title>
          <desc id="flux-d">{dit}</desc>
          {d.titres.map(t => (
            <text x={t.x} y="20" class="gt-flux__etage">
              {t.titre}
            </text>
          ))}
          {d.rubans.map(r => (
            <path d={r.trace} class={r.reste ? 'gt-flux__bande gt-flux__bande--reste' : 'gt-flux__bande'} />
          ))}
          {d.barres.map(b => (
            <>
              <rect
                x={b.x}
                y={b.y.toFixed(1)}
                width="16"
                height={b.hauteur.toFixed(1)}
                class={b.reste ? 'gt-flux__barre--reste' : 'gt-flux__barre'}
              />
              <Mots barre={b} />
            </>
          ))}
        </svg>
      </div>
      <ol class="gt-etages">
        {flux.etages.map(e => (
          <li>
            <h3>{e.titre}</h3>
            <ul class="gt-parts">
              {e.barres.map(b => (
                <li>
                  <span>{b.nom}</span>
                  <b>{formatEuros(b.montant)}</b>
                  <Part part={b.montant / max} motif={b.reste ? 'vide' : 'plein'} hauteur={10} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}
