import { dateCivile, heureCourte } from '../../../lib/dates.ts'
import type { Appel } from '../../cahier/index.ts'
import { devantLeComite } from '../comite.rules.ts'
import type { Seance } from '../seance.ts'
import type { Inscriptible } from './preparation.queries.ts'
import type { SaisieSeance } from './seance.form.ts'
import { type Candidat, candidatsPour, siegesDe } from './sieges.ts'

const jourSaisi = (date: string) => date.split('-').reverse().join('/')

/** What a new form offers: the day that the call plans, the first free person for each seat, every dossier that waits. Pure. */
export function saisieNeuve(appel: Appel, candidats: readonly Candidat[], dossiers: readonly Inscriptible[], instant: Date): SaisieSeance {
  const prevu = appel.calendrier.vagues.map(v => v.comite).find(j => j !== undefined && j > dateCivile(instant))
  const assis: string[] = []
  for (const s of siegesDe(appel.comite)) {
    const libre = candidatsPour(s, candidats).find(c => !assis.includes(c.id))
    assis.push(libre?.id ?? '')
  }
  return { jour: prevu ? jourSaisi(prevu) : '', heure: '', lieu: '', sieges: assis, dossiers: dossiers.map(d => d.id), rangs: {} }
}

/** A séance as its form shows it again. Pure. */
export const saisieDe = (s: Seance): SaisieSeance => ({
  jour: jourSaisi(dateCivile(s.tenueLe)),
  heure: heureCourte(s.tenueLe),
  lieu: s.lieu,
  sieges: siegesDe(s.appel.comite).map(x => s.membres.find(m => m.siege === x.rang)?.compteId ?? ''),
  dossiers: s.agenda.filter(d => devantLeComite(d.etat)).map(d => d.id),
  rangs: Object.fromEntries(s.agenda.map(d => [d.id, String(d.rang)])),
})

/** Those of its agenda first, in their order, then those that wait. Pure. */
export const aPreparer = (s: Seance, libres: readonly Inscriptible[]) => {
  const rang = (d: Inscriptible) => s.agenda.find(x => x.id === d.id)?.rang ?? Number.MAX_SAFE_INTEGER
  return libres.toSorted((a, b) => rang(a) - rang(b))
}
