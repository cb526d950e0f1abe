import { formatNombre } from '../../../lib/euros.ts'
import { Field } from '../../../ui/champs.tsx'
import { pct } from '../../../ui/plots/echelle.ts'
import type { BilanVu } from './bilan.donnees.ts'
import type { Indicateur } from './bilan.ts'
import { jourCourt, reprisDe } from './declaration.rules.ts'
import { auDernierJour, Repere } from './jalons.view.tsx'

/** How far a value is from the start to the target, between 0 and 1. */
const part = (i: Indicateur, valeur: number | null | undefined) => {
  const depart = i.depart ?? 0
  if (valeur === null || valeur === undefined || i.cible === depart) return 0
  return Math.max(0, Math.min(1, (valeur - depart) / (i.cible - depart)))
}

export const RepereIndicateur = ({ v, i }: { v: BilanVu; i: Indicateur }) => (
  <Repere
    nom={i.id}
    repris={reprisDe(v.b)}
    etait={
      v.changements.indicateurs.includes(i.id)
        ? i.avant === null || i.avant === undefined
          ? 'vide'
          : `à ${formatNombre(i.avant)}`
        : undefined
    }
  />
)
/** From the start to the target: what is reached, and a tick where the last bilan was. */
export const JaugeIndicateur = ({ v, i }: { v: BilanVu; i: Indicateur }) => {
  const valeur = v.declaration.indicateurs.find(x => x.id === i.id)?.valeur
  return (
    <div data-guide={`g-${i.id}`}>
      <svg class="gt-jauge" width="100%" height="30" aria-hidden="true" focusable="false">
        <rect class="gt-jauge__fond" x="0" y="11" width="100%" height="8" />
        <rect class="gt-jauge__plein" x="0" y="11" width={pct(part(i, valeur))} height="8" />
        <rect class="gt-avance__repere" x={pct(Math.min(0.99, part(i, i.avant)))} y="5" width="3" height="20" />
      </svg>
    </div>
  )
}

/** Indicators of the dossier: one value each, against the start and the target. */
export const Indicateurs = ({ v }: { v: BilanVu }) => (
  <section class="gt-sec" id="indicateurs" aria-labelledby="indicateurs-t">
    <h2 class="fr-h5" id="indicateurs-t">
      <span class="gt-sec__n" aria-hidden="true">
        2
      </span>
      Indicateurs
    </h2>
    <p class="gt-sec__s">
      {v.b.indicateurs.length === 0
        ? 'Le dossier n’a pas d’indicateur.'
        : `Le trait marque la valeur ${v.b.precedent ? `du ${jourCourt(v.b.precedent.fin)}` : 'de départ'}. Laissez vide ce que vous n’avez pas mesuré.`}
    </p>
    <ul class="fr-raw-list gt-pile">
      {v.b.indicateurs.map(i => (
        <li class="gt-indic">
          <div class="gt-jalon__h">
            <h3>{i.nom}</h3>
            <RepereIndicateur v={v} i={i} />
          </div>
          <div class="gt-indic__l">
            <Field
              name={`i.${i.id}`}
              value={v.valeurs[`i.${i.id}`]}
              error={v.erreurs[`i.${i.id}`]}
              inputmode="decimal"
              autocomplete="off"
              label={
                <>
                  <span class="fr-sr-only">{i.nom} </span>
                  {auDernierJour(v)} {i.unite && <span class="gt-unite">({i.unite})</span>}
                </>
              }
            />
            <div class="gt-indic__g">
              <JaugeIndicateur v={v} i={i} />
              <p>
                <span>Départ {i.depart === null ? 'inconnu' : formatNombre(i.depart)}</span>
                <span>Cible {formatNombre(i.cible)}</span>
              </p>
            </div>
          </div>
        </li>
      ))}
    </ul>
  </section>
)
