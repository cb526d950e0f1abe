import { dateCivile, formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { pct } from '../../../ui/plots/echelle.ts'
import { Typo } from '../../../ui/texte.tsx'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import type { Partie } from './appel-projets.view.tsx'

/** What has happened to a call as everybody may read it. `restes`: its envelopes, of which only what was told counts; `releves`: what each one took. */
export type Vecu = {
  restes: readonly { code: string; libelle: string; montant: Centimes; reserve: Centimes; notifie: Centimes; reste: Centimes }[]
  releves: readonly { le: Date; dossiers: number }[]
}
type Reste = Vecu['restes'][number]
const somme = (restes: readonly Reste[], c: 'montant' | 'reserve' | 'notifie' | 'reste') => restes.reduce((t, e) => t + e[c], 0)
/** An untold correction may leave more told than there is: nothing is then left. */
const dit = (reste: Centimes) => formatEuros(Math.max(0, reste))

/** What is left to share out, as a fact beside the others; nothing where the call says nothing of it. */
export const resteEnBref = (vecu: Vecu | undefined) =>
  vecu && {
    libelle: 'À attribuer',
    valeur: dit(somme(vecu.restes, 'reste')),
    note: `sur ${formatEuros(somme(vecu.restes, 'montant'))}`,
  }

/** What is left of each envelope, bars on one scale. */
export function partieReste(appel: Appel, vecu: Vecu, instant: Date): Partie {
  const { restes } = vecu
  const echelle = Math.max(1, ...restes.map(e => e.montant))
  const reserve = somme(restes, 'reserve')
  return {
    id: 'reste',
    titre: 'Ce qui reste à attribuer',
    corps: (
      <>
        <ul class="gt-restes">
          {restes.map(e => (
            <li>
              <p>
                <b>
                  <Typo texte={e.libelle} />
                </b>
                {restes.length > 1 && <span class="gt-sous">{etatDeLaPart(appel, e.code, instant)}</span>}
              </p>
              <svg class="gt-plot" width="100%" height="20" aria-hidden="true" focusable="false">
                <Part de={0} valeur={e.notifie} echelle={echelle} classe="gt-plot-part gt-plot--clair" />
                <Part de={e.notifie} valeur={e.reste} echelle={echelle} classe="gt-plot-part gt-plot--vide" />
              </svg>
              <p>
                <b>{dit(e.reste)}</b> à attribuer
                <span class="gt-sous">sur {formatEuros(e.montant)}</span>
              </p>
            </li>
          ))}
        </ul>
        <p class="gt-source">
          Aides annoncées aux porteurs, au {formatDateCivile(dateCivile(instant))}.
          {reserve > 0 && ` ${formatEuros(reserve)} sont gardés en réserve.`}{' '}
          {somme(restes, 'notifie') > 0 && (
            <>
              <a href={paths.projetsAides({ appel: appel.slug })}>Qui a reçu quoi</a>,{' '}
              <a href={paths.appels.laureatsFeuilles.csv(appel.slug)}>fichier CSV</a>
            </>
          )}
        </p>
      </>
    ),
  }
}

/** Whether a share still takes filings, or when it closes; nothing outside the opening of the call, which says it for all of them. */
function etatDeLaPart(appel: Appel, code: string, instant: Date): string {
  const avis = appel.enveloppes.find(e => e.code === code)?.avis
  if (avis) return `${instant < avis.le ? 'ferme' : 'fermée depuis'} le ${formatInstant(avis.le)}`
  return etatAppel(appel, instant) === 'ouvert' ? 'ouverte' : ''
}

const Part = ({ de, valeur, echelle, classe }: { de: Centimes; valeur: Centimes; echelle: Centimes; classe: string }) =>
  valeur > 0 ? <rect x={pct(de / echelle)} width={pct(valeur / echelle)} y="1" height="18" class={classe} /> : null
