import { formatEuros } from '../../../lib/euros.ts'
import { formatPoints } from '../notation/notation.rules.ts'
import type { Seance } from '../seance.ts'
import type { ComparaisonVue } from './comparaison.view.tsx'
import { montantsDuScenario } from './dupliquer.ts'
import type { Scenario } from './scenario.queries.ts'
import { allocationDe, preuveDe } from './vue.ts'

export const COMPARES_MAX = 3
const GROUPES = ['debat', 'partout', 'nulle_part'] as const

/** Up to three scenarios side by side: what each is worth, then each dossier, those on which they differ first. Pure. */
export function comparer(s: Seance, scenarios: readonly Scenario[]): Pick<ComparaisonVue, 'lettres' | 'mesures' | 'groupes'> {
  const montants = scenarios.map(montantsDuScenario)
  const allocations = scenarios.map(x => allocationDe(x)!)
  const dossiers = [...new Map(scenarios.flatMap(x => x.probleme.dossiers.map(d => [d.id, d] as const))).values()].sort(
    (a, b) => b.points - a.points,
  )
  const total = (n: number, garde: (d: (typeof dossiers)[number]) => boolean) =>
    dossiers.filter(garde).reduce((t, d) => t + (montants[n]!.get(d.id) ?? 0), 0)
  const chaque = (f: (n: number) => string) => scenarios.map((_, n) => f(n))
  const lieux = s.appel.territoire.departements.filter(x => dossiers.some(d => d.departement === x.code))
  const volets = s.appel.volets.filter(v => dossiers.some(d => d.volet === v.code))
  return {
    lettres: scenarios.map((x, n) => ({
      id: x.id,
      lettre: String.fromCharCode(65 + n),
      nom: x.nom,
      preuve: preuveDe(x),
      enveloppe: x.probleme.contraintes.enveloppe,
      montants: allocations[n]!.attributions.map(a => a.montant),
    })),
    mesures: [
      {
        titre: 'Dossiers retenus',
        cellules: chaque(n => `${allocations[n]!.totaux.dossiers} sur ${scenarios[n]!.probleme.dossiers.length}`),
      },
      { titre: 'Accordé', cellules: chaque(n => formatEuros(allocations[n]!.totaux.accorde)) },
      { titre: 'Reste', cellules: chaque(n => formatEuros(allocations[n]!.totaux.reste)) },
      { titre: 'Points', cellules: chaque(n => formatPoints(allocations[n]!.totaux.points)) },
      ...lieux.map(l => ({ titre: l.nom, cellules: chaque(n => formatEuros(total(n, d => d.departement === l.code))) })),
      ...volets.map(v => ({ titre: `Volet\u00a0${v.numero}`, cellules: chaque(n => formatEuros(total(n, d => d.volet === v.code))) })),
    ],
    groupes: GROUPES.map(genre => ({
      genre,
      dossiers: dossiers
        .filter(d => {
          const dans = montants.filter(m => m.has(d.id)).length
          return genre === (dans === 0 ? 'nulle_part' : dans === montants.length ? 'partout' : 'debat')
        })
        .map(d => ({
          id: d.id,
          porteur: d.libelle,
          titre: s.agenda.find(x => x.id === d.id)?.titre ?? '',
          note: formatPoints(d.points),
          demande: d.demande,
          montants: montants.map(m => m.get(d.id) ?? 0),
        })),
    })).filter(g => g.dossiers.length > 0),
  }
}
