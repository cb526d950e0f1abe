import { formatEuros } from '../../../lib/euros.ts'
import { Source } from '../../../ui/blocs.tsx'
import { ancreLaureat, disquesDe, type LaureatPublie, motProjets, repartir, totaux } from '../../laureats/index.ts'
import { Carte, echelleDe, type FondAffiche, fondDepartements, rayonDe } from '../../territoires/index.ts'

type SurLaCarteProps = {
  fond: FondAffiche | undefined
  laureats: readonly LaureatPublie[]
  /** Where the communes that are covered are, in the frame of the map. */
  points: readonly { x: number; y: number }[]
  territoire: { nom: string; departements: readonly string[] }
}

/** The map of the territory, a disc a project; a disc a département when no contours were imported. */
export const SurLaCarte = ({ fond, laureats, points, territoire }: SurLaCarteProps) => {
  const t = totaux(laureats)
  const desc = `${motProjets(t.nombre)}, ${formatEuros(t.aide)}. La surface du disque suit le montant de l’aide.`
  if (!fond) return <ParDepartement laureats={laureats} territoire={territoire} desc={desc} />
  const disques = disquesDe(fond, laureats)
  const sans = laureats.length - disques.length
  return (
    <>
      <Carte
        fond={fond}
        points={points}
        disques={disques}
        titre={`Carte\u00a0: ${territoire.nom}`}
        desc={desc}
        echelle={echelleDe(laureats.map(l => l.aide))}
      />
      {sans > 0 && (
        <p class="gt-source">
          {sans > 1
            ? `${sans}\u00a0projets n’ont pas de point sur la carte\u00a0: leur`
            : 'Un projet n’a pas de point sur la carte\u00a0: son'}{' '}
          porteur couvre plus qu’une intercommunalité, ou n’est pas du territoire. {sans > 1 ? 'Ils sont' : 'Il est'} dans la liste.
        </p>
      )}
      <p class="gt-source gt-hors-papier">
        <a href="#liste">Les mêmes projets en liste</a>, <a href="#table">en tableau</a>
      </p>
    </>
  )
}

/** Width that a disc of a département is drawn for, whatever the box of the outlines: twice as large as one of a project. */
const LARGEUR_CADRE = 210

const ParDepartement = ({ laureats, territoire, desc }: Omit<SurLaCarteProps, 'fond' | 'points'> & { desc: string }) => {
  const formes = fondDepartements(territoire.departements)
  if (!formes) return <Source>La carte de ce territoire n’est pas disponible. Le tableau donne les mêmes données.</Source>
  const aides = new Map(repartir(laureats, l => l.departement ?? '').map(x => [x.libelle, x]))
  const ligne = (nom: string, { nombre = 0, aide = 0 } = {}) => `${nom}\u00a0: ${motProjets(nombre)}, ${formatEuros(aide)}`
  const max = Math.max(1, ...formes.departements.map(d => aides.get(d.code)?.aide ?? 0))
  const ailleurs = aides.get('')
  return (
    <figure class="gt-carte" role="figure" aria-label={`Carte\u00a0: ${territoire.nom}`}>
      <svg viewBox={formes.boite} role="group" aria-label={`Départements\u00a0: ${territoire.nom}. ${desc}`}>
        {formes.departements.map(d => (
          <path d={d.trace} class={aides.has(d.code) ? 'gt-carte-commune' : 'gt-carte-fond'} vector-effect="non-scaling-stroke" />
        ))}
        {formes.departements.map(d => {
          const a = aides.get(d.code)
          return (
            a && (
              <a href={`#${ancreLaureat(premier(laureats, d.code))}`} class="gt-carte-projet" aria-label={ligne(d.nom, a)}>
                <g transform={`translate(${d.x} ${d.y}) scale(${(formes.largeur / LARGEUR_CADRE).toFixed(4)})`}>
                  <circle r={rayonDe(a.aide, max)} />
                  <text text-anchor="middle">
                    <tspan x={0}>{a.nombre}</tspan>{' '}
                    <tspan x={0} dy="1.2em" font-size="7">
                      projet{a.nombre > 1 && 's'}
                    </tspan>
                  </text>
                </g>
              </a>
            )
          )
        })}
      </svg>
      <figcaption>
        <ul class="gt-carte-cle">
          {formes.departements.map(d => (
            <li>{ligne(d.nom, aides.get(d.code))}</li>
          ))}
          {ailleurs && <li>{ligne('Tout le territoire', ailleurs)}</li>}
        </ul>
        <p class="gt-source">La surface de chaque disque suit l’aide accordée. Contours&nbsp;: svg-maps, CC BY 4.0.</p>
      </figcaption>
    </figure>
  )
}

/** The first project of a département, which has one, as they are numbered. */
const premier = (laureats: readonly LaureatPublie[], departement: string) =>
  laureats.filter(l => l.departement === departement).reduce((a, b) => (b.n < a.n ? b : a))
