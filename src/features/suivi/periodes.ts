import type { DateCivile } from '../../lib/dates.ts'

/** One period of reporting, in civil days, both ends included; `rang` from 1. */
export type Periode = { rang: number; debut: DateCivile; fin: DateCivile; echeance: DateCivile }
/** `cadenceMois`: months that a bilan covers; `delaiJours`: days after its end until it is due. */
export type Cadence = { cadenceMois: number; delaiJours: number }

const jour = Temporal.PlainDate.from

/**
 * The periods owed from the day `depart` on, the last being the one that holds `jusqua` (C5.10). They end with a month: when the year is a whole
 * number of them they are its quarters, halves…, else they are counted from the month of `depart`. The first may be shorter than the others.
 */
export function periodesDues(depart: DateCivile, jusqua: DateCivile, { cadenceMois, delaiJours }: Cadence): Periode[] {
  const periodes: Periode[] = []
  const premierMois = jour(depart).with({ day: 1 })
  const decalage = 12 % cadenceMois === 0 ? (premierMois.month - 1) % cadenceMois : 0
  let suivant = premierMois.subtract({ months: decalage }).add({ months: cadenceMois })
  let debut = jour(depart)
  while (Temporal.PlainDate.compare(debut, jour(jusqua)) <= 0) {
    const fin = suivant.subtract({ days: 1 })
    const echeance = fin.add({ days: delaiJours }).toString()
    periodes.push({ rang: periodes.length + 1, debut: debut.toString(), fin: fin.toString(), echeance })
    debut = suivant
    suivant = suivant.add({ months: cadenceMois })
  }
  return periodes
}

const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const motMois = (d: Temporal.PlainDate) => MOIS.format(new Date(`${d.toString()}T00:00:00Z`)).replaceAll(' ', '\u00a0')

/** « 2e trimestre 2022 »: what a period is called, from the day it ends; short in tables, « T2 2022 ». */
export function nomPeriode(fin: DateCivile, cadenceMois: number): { long: string; court: string } {
  const d = jour(fin)
  const n = d.month / cadenceMois
  const rang = n === 1 ? '1er' : `${n}e`
  const annee = `\u00a0${d.year}`
  if (12 % cadenceMois !== 0) return { long: `période de ${cadenceMois}\u00a0mois close en ${motMois(d)}`, court: motMois(d) }
  if (cadenceMois === 12) return { long: `année${annee}`, court: `${d.year}` }
  if (cadenceMois === 1) return { long: motMois(d), court: motMois(d) }
  const nom = { 2: 'bimestre', 3: 'trimestre', 4: 'quadrimestre', 6: 'semestre' }[cadenceMois] ?? 'période'
  return { long: `${rang}\u00a0${nom}${annee}`, court: `${nom.charAt(0).toUpperCase()}${n}${annee}` }
}
