import { formatNombre } from '../../lib/euros.ts'
import type { FondAffiche } from '../territoires/index.ts'
import type { Commune } from './comparaison.queries.ts'
import { type AppelChiffre, type Presence, presenceDe } from './comparaison.rules.ts'

type Props = { fond: FondAffiche | undefined; communes: readonly Commune[]; avant: AppelChiffre | undefined; apres: AppelChiffre }

/** Which communes bore a project or took part in one: a fill and a word for each case, never a colour alone. The same figures stand in its key. */
export const CarteAbsentes = ({ fond, communes, avant, apres }: Props) => {
  const presence = new Map(communes.map(c => [c.code, presenceDe(c, avant?.id, apres.id)]))
  const compte = (p: Presence) => [...presence.values()].filter(x => x === p).length
  const cas: readonly [Presence, string][] = avant
    ? [
        ['jamais', 'jamais'],
        ['avant', `${nommer(avant, apres)} seulement`],
        ['apres', `${nommer(apres, avant)} seulement`],
        ['deux', 'les deux'],
      ]
    : [
        ['jamais', 'jamais'],
        ['apres', nommer(apres, undefined)],
      ]
  const dite = cas.map(([p, mot]) => `${mot}\u00a0: ${formatNombre(compte(p))}`).join(', ')
  return (
    <figure class="gt-absentes" role="figure" aria-label="Communes qui ont porté un projet ou y ont pris part">
      <svg width="0" height="0" aria-hidden="true" focusable="false" class="gt-absentes__motifs">
        <Motifs />
      </svg>
      {fond && fond.communes.length > 0 ? (
        <svg viewBox={`0 0 ${fond.largeur} ${fond.hauteur}`} role="img" aria-label={`Carte des communes. ${dite}.`}>
          {fond.departements.map(d => (
            <path d={d.trace} class="gt-absentes__limite" />
          ))}
          {fond.communes.map(c => {
            const classe = `gt-absentes__${presence.get(c.code) ?? 'jamais'}`
            return c.trace ? <path d={c.trace} class={classe} /> : <circle cx={c.x} cy={c.y} r="4" class={classe} />
          })}
        </svg>
      ) : (
        <p>Aucun fond de carte n’est importé dans ce guichet&nbsp;: la liste dit tout.</p>
      )}
      <figcaption>
        <ul>
          {cas.map(([p, mot]) => (
            <li>
              <svg width="28" height="16" aria-hidden="true" focusable="false">
                <rect x="1" y="1" width="26" height="14" class={`gt-absentes__${p}`} />
              </svg>
              <span>{mot}</span> <strong>{formatNombre(compte(p))}</strong>
            </li>
          ))}
        </ul>
        <p class="gt-source">Porteuse ou partenaire d’un dossier déposé. Contours&nbsp;: {fond?.source ?? 'IGN, Licence Ouverte 2.0'}.</p>
      </figcaption>
    </figure>
  )
}

/** A call by its year, or by its name when both are of one year. */
export const nommer = (a: AppelChiffre, autre: AppelChiffre | undefined) => (autre && autre.annee === a.annee ? a.titre : String(a.annee))

const Motifs = () => (
  <defs>
    <pattern id="gt-absentes-points" width="5" height="5" patternUnits="userSpaceOnUse">
      <rect width="5" height="5" class="gt-absentes__fond" />
      <circle cx="2.5" cy="2.5" r="1.1" class="gt-absentes__encre" />
    </pattern>
    <pattern id="gt-absentes-traits" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" class="gt-absentes__fond" />
      <rect width="2" height="5" class="gt-absentes__encre" />
    </pattern>
  </defs>
)
