import { debutDuJour, formatJourSemaine } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Colonnes } from '../../../ui/plots/colonnes.tsx'
import { type Charge, phraseCharge } from './journee.rules.ts'

/** What is due day by day: its sentence, a column a day, and the same in words for whoever does not see the drawing. */
export const ChargeDesJours = ({ charge, phrase = phraseCharge(charge) }: { charge: Charge; phrase?: string }) => {
  const { jours } = charge
  const dus = jours.filter(j => j.n > 0)
  return (
    <div class="gt-journee__charge">
      <p>{phrase}</p>
      {dus.length > 0 && (
        <>
          <Colonnes
            id="charge"
            titre="Actes dus chaque jour"
            desc={phrase}
            valeurs={jours.map(j => j.n)}
            unite="actes"
            tics={jours.map((j, i) => ({ place: (i + 0.5) / jours.length, libelle: String(Number(j.jour.slice(8))) }))}
            hauteur={130}
          />
          <details>
            <summary>Jour par jour</summary>
            <ul>
              {dus.map(j => (
                <li>
                  <time datetime={j.jour}>{formatJourSemaine(debutDuJour(j.jour))}</time>&nbsp;: {pluriel(j.n, 'acte')}
                  {j === jours[0] && ', retards compris'}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </div>
  )
}
