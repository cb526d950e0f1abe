import { ceQuIlFaudrait, nommer, type Objectif, type Probleme } from '../../enveloppes/index.ts'
import { cadreDe } from '../cadre.ts'
import { formatPoints } from '../notation/notation.rules.ts'
import type { Seance } from '../seance.ts'
import type { ScenarioVu } from './liste.view.tsx'
import type { Scenario } from './scenario.queries.ts'
import type { LigneScenario, ScenarioVue } from './scenario.view.tsx'

const CHERCHE: Record<Objectif, string> = {
  points: 'Le plus de points.',
  beneficiaires: 'Le plus de bénéficiaires\u00a0; à égalité, le plus de points.',
  dossiers: 'Le plus de dossiers\u00a0; à égalité, le plus de points.',
}

export const allocationDe = (s: Scenario) => ('allocation' in s.resultat ? s.resultat.allocation : undefined)

export const preuveDe = (s: Scenario): ScenarioVue['preuve'] => {
  if (s.origine === 'main') return { mot: 'À la main', ton: 'neutre' }
  if (s.resultat.statut === 'incompatible') return { mot: 'Impossible', ton: 'error' }
  return s.resultat.statut === 'optimal' ? { mot: 'Optimum prouvé', ton: 'success' } : { mot: 'Meilleur trouvé', ton: 'warning' }
}
const ORIGINE = { main: 'À la main', optimiseur: 'Proposé par le calcul' } as const

function bilanDe(s: Scenario) {
  const a = allocationDe(s)
  return (
    a && {
      retenus: a.totaux.dossiers,
      dossiers: s.probleme.dossiers.length,
      accorde: a.totaux.accorde,
      reste: a.totaux.reste,
      points: formatPoints(a.totaux.points),
    }
  )
}

export const scenarioVu = (s: Scenario): ScenarioVu => ({
  id: s.id,
  nom: s.nom,
  origine: ORIGINE[s.origine],
  preuve: preuveDe(s),
  bilan: bilanDe(s),
})

const MAIN = ['Des montants choisis par une personne, dans les règles de l’appel et les planchers des porteurs.']

/** What a scenario was asked, one sentence each. Pure. */
function contraintesDites(p: Probleme): string[] {
  const c = p.contraintes
  const cles = [
    'enveloppe' as const,
    ...(['plafond', 'seuil'] as const).filter(k => c[k] !== null),
    ...(c.laureatsMax === null ? [] : (['laureats'] as const)),
    ...c.parts.map(x => `part:${x.id}` as const),
    ...p.dossiers.filter(d => d.main).map(d => `main:${d.id}` as const),
  ]
  return [
    CHERCHE[p.objectifs[0]!],
    c.montantsReduits ? 'Un montant réduit est accepté, jamais sous le plancher du porteur.' : 'Chaque dossier retenu l’est en entier.',
    ...cles.map(k => `${nommer(p, k)}.`),
  ]
}

type Pourquoi = { id: string; raisons: readonly string[]; leviers: readonly string[] } | undefined

/** The page of a scenario, dossiers with the best rated first. Pure. */
export function vueScenario(s: Seance, x: Scenario, pourquoi: Pourquoi): Omit<ScenarioVue, 'peutSimuler'> {
  const a = allocationDe(x)
  const bilan = bilanDe(x)
  const { resultat, probleme } = x
  const lignes = probleme.dossiers
    .map(d => ligneDe(s, d, a?.attributions.find(y => y.id === d.id)?.montant ?? 0, pourquoi?.id === d.id))
    .map((ligne, n) => ({ ligne, points: probleme.dossiers[n]!.points }))
    .sort((l, m) => m.points - l.points)
    .map(({ ligne }) => ligne)
  const explique = lignes.find(l => l.courant)
  return {
    cadre: cadreDe(s),
    id: x.id,
    nom: x.nom,
    main: x.origine === 'main',
    sous: x.origine === 'main' ? 'Montants fixés à la main, vérifiés au centime' : ORIGINE[x.origine],
    preuve: preuveDe(x),
    enveloppe: probleme.contraintes.enveloppe,
    contraintes: x.origine === 'main' ? [...MAIN, `${nommer(probleme, 'enveloppe')}.`] : contraintesDites(probleme),
    bilan: bilan && { ...bilan, montants: a!.attributions.map(y => y.montant) },
    conflits:
      resultat.statut === 'incompatible'
        ? (resultat.conflits ?? []).map(c => ({ nom: nommer(probleme, c.cle), faudrait: ceQuIlFaudrait(probleme, c) }))
        : undefined,
    lignes,
    pourquoi: pourquoi && explique && { ...pourquoi, porteur: explique.porteur, sort: explique.sort },
  }
}

function ligneDe(s: Seance, d: Probleme['dossiers'][number], montant: number, courant: boolean): LigneScenario {
  return {
    id: d.id,
    porteur: d.libelle,
    titre: s.agenda.find(x => x.id === d.id)?.titre ?? '',
    note: formatPoints(d.points),
    demande: d.demande,
    plancher: d.plancher,
    montant,
    sort: montant === 0 ? 'Non retenu' : montant + 100 > d.demande ? 'En entier' : 'En partie',
    remarque: d.main && d.main.geste !== 'montant' ? mainDite(d.main.geste) : undefined,
    courant,
  }
}

const mainDite = (geste: 'retenir' | 'exclure') => (geste === 'retenir' ? 'Imposé' : 'Exclu')
