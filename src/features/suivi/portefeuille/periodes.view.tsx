import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatEurosCourt, formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Cumuls } from '../../../ui/plots/cumuls.tsx'
import { Cle } from '../../../ui/plots/dessin.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { nomPeriode } from '../periodes.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

const signe = (c: number) => `${c > 0 ? '+' : ''}${formatEuros(c)}`
/** Columns that a telephone can hold. */
const COLONNES_MAX = 9

/** Cumulative consumption against the plan, period by period, and where the next one would lead. */
export const Periodes = ({ p }: { p: Portefeuille }) => {
  const nom = (fin: string) => nomPeriode(fin, p.cadence).court
  const colonnes = [
    ...p.periodes.map(x => ({ fin: x.fin, prevu: x.prevu, plein: x.declare, hachure: x.repris, prevision: false })),
    ...(p.prevision ? [{ fin: p.prevision.fin, prevu: p.prevision.prevu, plein: p.prevision.prevision, hachure: 0, prevision: true }] : []),
  ].slice(-COLONNES_MAX)
  const max = Math.max(0, ...colonnes.flatMap(c => [c.prevu, c.plein + c.hachure]))
  const dire =
    max >= 1_000_000 ? (c: number) => formatNombre(Math.round(c / 100_000)) : (c: number) => formatEurosCourt(c).replace('\u00a0€', '')
  const [dernier] = p.periodes.slice(-1)
  if (p.periodes.length === 0)
    return (
      <section aria-labelledby="periodes">
        <h2 class="fr-h4" id="periodes">
          Consommation et plan
        </h2>
        <p>Aucune période n’est encore close. Le premier bilan dira ce qui est consommé.</p>
      </section>
    )
  return (
    <section aria-labelledby="periodes">
      <h2 class="fr-h4" id="periodes">
        Consommation et plan, par période
      </h2>
      <div class="gt-suivi__cote">
        <figure class="gt-suivi__dessin" role="figure" aria-label="Consommation cumulée et plan">
          <Cumuls
            id="cumuls"
            titre="Consommation cumulée et plan, par période"
            desc={`${nomPeriode(dernier!.fin, p.cadence).long}\u00a0: ${formatEuros(dernier!.consomme)} consommés, ${formatEuros(dernier!.prevu)} prévus.`}
            cumuls={colonnes.map(c => {
              const [libelle, sous = ''] = nom(c.fin).split('\u00a0')
              return { ...c, libelle: libelle!, sous }
            })}
            dire={dire}
          />
          <figcaption>
            <Cle
              signes={[
                { signe: 'plein', libelle: 'consommé, déclaré' },
                { signe: 'diagonales', libelle: 'dernière valeur connue, bilan manquant' },
                ...(p.prevision ? [{ signe: 'tirets' as const, libelle: 'prévision' }] : []),
                { signe: 'jalon', libelle: 'prévu' },
              ]}
            />
            <p class="gt-source">{max >= 1_000_000 ? 'En milliers d’euros' : 'En euros'}, cumul depuis la notification.</p>
          </figcaption>
        </figure>
        <div>
          <Tableau
            legende="Consommé et prévu, cumul par période"
            legendeCachee
            dense
            lignes={p.periodes}
            colonnes={[
              { titre: 'Période', cellule: x => nom(x.fin) },
              { titre: 'Prévu', cellule: x => formatEuros(x.prevu), num: true },
              { titre: 'Consommé', cellule: x => <b>{formatEuros(x.consomme)}</b>, num: true },
              { titre: 'Écart', cellule: x => signe(x.consomme - x.prevu), num: true },
              { titre: 'Bilans', cellule: x => (x.attendus > 0 ? `${x.recus} sur ${x.attendus}` : '–'), num: true },
            ]}
            pied={
              p.prevision && [
                `${nom(p.prevision.fin)}, prévision`,
                formatEuros(p.prevision.prevu),
                formatEuros(p.prevision.prevision),
                signe(p.prevision.prevision - p.prevision.prevu),
                'à venir',
              ]
            }
          />
          <ul class="gt-suivi__notes">
            <li>Un bilan manquant ne compte pas pour zéro&nbsp;: sa dernière valeur connue est reprise et hachurée.</li>
            <li>
              Le plan répartit l’aide de chaque projet en parts égales par jour, de son début à sa fin convenus.
              {p.sansPlan > 0 && ` ${pluriel(p.sansPlan, 'projet')} sans dates ${p.sansPlan > 1 ? 'n’ont' : 'n’a'} pas de plan.`}
            </li>
            {p.prevision && (
              <li>
                La prévision prolonge le rythme de chaque projet jusqu’au {formatDateCivile(p.prevision.fin)}
                {p.prevision.sansBilan > 0 && `, hors ${pluriel(p.prevision.sansBilan, 'projet')} sans aucun bilan`}.
              </li>
            )}
          </ul>
        </div>
      </div>
    </section>
  )
}
