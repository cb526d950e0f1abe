import { placerNoms, type VillePlacee } from './villes.ts'

/** One project on the map. `nom` is read aloud: « 3. CA du Pays Ajaccien, 84 000 € ». Places and radius in the units of the frame. */
export type Disque = { id?: string; n: number; nom: string; href: string; x: number; y: number; rayon: number }
/** A territory as it is drawn; no `trace` for one that is known by its point alone. */
export type Forme = { code: string; trace: string; x: number; y: number }
/** What a map shows, imported or drawn from what the product carries. `source`: of its contours. */
export type FondAffiche = {
  largeur: number
  hauteur: number
  departements: readonly Forme[]
  epci: readonly Forme[]
  communes: readonly Forme[]
  /** Landmarks, the largest first. */
  villes?: readonly VillePlacee[] | undefined
  source?: string
}
export type CarteProps = {
  fond: FondAffiche
  disques: readonly Disque[]
  /** Communes that are covered, a dot each. */
  points?: readonly { x: number; y: number }[] | undefined
  titre: string
  /** The main figures, for whoever does not see the drawing. */
  desc: string
  /** What the surface of a disc is worth, from the largest: « 88 000 € ». */
  echelle: readonly { rayon: number; libelle: string }[]
}

/**
 * The territory, drawn by the server: territories of groupings hatched, communes solid, one numbered disc a project whose surface follows its
 * amount and which leads to its line in the list beside.
 */
export const Carte = ({ fond, disques, points = [], titre, desc, echelle }: CarteProps) => (
  <figure class="gt-carte" role="figure" aria-label={titre}>
    <svg viewBox={`0 0 ${fond.largeur} ${fond.hauteur}`} role="group" aria-label={`${titre}. ${desc}`}>
      <Hachures />
      <g>
        {fond.departements.map(d => (
          <path d={d.trace} class="gt-carte-fond" />
        ))}
        {fond.epci.filter(tracee).map(e => (
          <path d={e.trace} class="gt-carte-epci" />
        ))}
        {fond.communes.filter(tracee).map(c => (
          <path d={c.trace} class="gt-carte-commune" />
        ))}
        {fond.departements.map(d => (
          <path d={d.trace} class="gt-carte-limite" />
        ))}
        {points.map(p => (
          <circle cx={p.x.toFixed(1)} cy={p.y.toFixed(1)} r="2.5" class="gt-carte-point" />
        ))}
        <Echelle echelle={echelle} />
      </g>
      {fond.villes && (
        <svg class="gt-carte-villes" aria-hidden="true" focusable="false">
          {placerNoms(fond.villes, disques, fond.largeur).map(v => (
            <>
              <circle cx={v.lieu.x.toFixed(1)} cy={v.lieu.y.toFixed(1)} r="3" />
              <text x={v.x.toFixed(1)} y={v.y.toFixed(1)} text-anchor={v.ancre}>
                {v.nom}
              </text>
            </>
          ))}
        </svg>
      )}
      {disques.map(d => (
        <a href={d.href} id={d.id} class="gt-carte-projet" aria-label={d.nom}>
          <circle cx={d.x} cy={d.y} r={d.rayon} />
          <text x={d.x} y={d.y} dy="0.35em" text-anchor="middle">
            {d.n}
          </text>
        </a>
      ))}
    </svg>
    <figcaption>
      {(points.length > 0 || [...fond.epci, ...fond.communes].some(tracee)) && (
        <ul class="gt-carte-cle">
          {points.length > 0 && (
            <>
              <Cle signe="disque">un projet, au siège de son porteur</Cle>
              <Cle signe="point">une commune couverte</Cle>
            </>
          )}
          {fond.epci.some(tracee) && <Cle signe="epci">territoire d’un groupement</Cle>}
          {fond.communes.some(tracee) && <Cle signe="commune">commune</Cle>}
        </ul>
      )}
      <p class="gt-source">
        Les numéros sont ceux de la liste. Contours&nbsp;: {fond.source ?? 'IGN, Admin Express, Licence Ouverte 2.0'}.
      </p>
    </figcaption>
  </figure>
)

const tracee = (f: Forme) => f.trace !== ''

const Hachures = () => (
  <defs>
    <pattern id="gt-carte-hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" class="gt-carte-hachures-fond" />
      <path d="M0 0V6" stroke-width="2.5" class="gt-carte-hachures-trait" />
    </pattern>
  </defs>
)

const Cle = ({ signe, children }: { signe: 'epci' | 'commune' | 'disque' | 'point'; children: string }) => (
  <li>
    <svg width="24" height="14" aria-hidden="true" focusable="false">
      {signe === 'disque' || signe === 'point' ? (
        <circle cx="12" cy="7" r={signe === 'disque' ? 7 : 2.5} class="gt-carte-point" />
      ) : (
        <rect x="1" y="1" width="22" height="12" class={signe === 'epci' ? 'gt-carte-epci' : 'gt-carte-commune'} />
      )}
    </svg>{' '}
    {children}
  </li>
)

/** From one label of the scale to the next. */
const PAS = 18
/** Circles of known amounts, one in another, in the upper left corner; their labels never touch. */
const Echelle = ({ echelle }: Pick<CarteProps, 'echelle'>) => {
  const grand = Math.max(0, ...echelle.map(e => e.rayon))
  const bas = 28 + 2 * grand
  const ecrits: number[] = []
  for (const e of echelle) ecrits.push(Math.max(bas - 2 * e.rayon, (ecrits.at(-1) ?? 0) + PAS))
  return (
    <g class="gt-carte-echelle">
      {echelle.length > 0 && (
        <text x="2" y="14">
          Aide accordée
        </text>
      )}
      {echelle.map((e, i) => (
        <>
          <circle cx={4 + grand} cy={bas - e.rayon} r={e.rayon} />
          <line x1={4 + grand} x2={14 + 2 * grand} y1={bas - 2 * e.rayon} y2={ecrits[i]} />
          <text x={18 + 2 * grand} y={ecrits[i]} dy="0.35em">
            {e.libelle}
          </text>
        </>
      ))}
    </g>
  )
}
