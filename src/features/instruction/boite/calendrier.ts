import { debutDuJour, formatHeure, formatJourCourt, joursEntre } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { type Appel, vagueUtile } from '../../cahier/index.ts'
import { prochainsReleves } from '../../calendrier/index.ts'
import type { Jalon } from './boite.view.tsx'

/** The days that matter to the service in the wave that counts now: closing, relevé, comité, past or to come; `dit`: the day in words. */
export function datesDe(appel: Appel, instant: Date): { libelle: string; quand: Date; dit: string }[] {
  const v = vagueUtile(appel, instant)
  const { prochain, suivant } = prochainsReleves(appel, instant)
  const prochains = [prochain, suivant].filter(d => d !== undefined)
  const jour = (d: string) => ({ quand: debutDuJour(d), dit: formatJourCourt(debutDuJour(d)) })
  return [
    ...prochains.map((d, i) => ({ libelle: i === 0 ? 'Relevé' : 'Relevé suivant', quand: d, dit: avecHeure(d) })),
    ...(v.cloture ? [{ libelle: 'Clôture', quand: v.cloture, dit: avecHeure(v.cloture) }] : []),
    ...(v.releve ? [{ libelle: 'Relevé', ...jour(v.releve) }] : []),
    ...(v.comite ? [{ libelle: 'Comité', ...jour(v.comite) }] : []),
    ...(v.resultats ? [{ libelle: 'Résultats', ...jour(v.resultats) }] : []),
  ]
}

/** The same for the head of the inbox: the first still to come is where the call stands. */
export function jalonsDe(appel: Appel, instant: Date): Jalon[] {
  const dates = datesDe(appel, instant)
  const courant = dates.findIndex(d => d.quand >= instant)
  return dates.map((d, i) => ({
    libelle: d.libelle,
    quand: d.dit,
    note: motJours(joursEntre(instant, d.quand)),
    courant: i === courant,
  }))
}

const avecHeure = (d: Date) => `${formatJourCourt(d)}, ${formatHeure(d)}`
const motJours = (n: number) => (n === 0 ? 'aujourd’hui' : `${n < 0 ? 'il y a' : 'dans'} ${pluriel(Math.abs(n), 'jour')}`)
