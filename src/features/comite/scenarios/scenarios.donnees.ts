import { peut } from '../../decret/index.ts'
import { ceQuIlFaudrait, direRupture, nommer, type Objectif, type Probleme, ruptures } from '../../optimiseur/index.ts'
import { cadreDe } from '../cadre.ts'
import { devantLeComite } from '../comite.rules.ts'
import { formatPoints, pointsMax } from '../notation/notation.rules.ts'
import { examines, placesSeance, type Seance } from '../seance.ts'
import { calculVu } from './calcul/calcul.donnees.ts'
import { aRelancer } from './calcul/calcul.rules.ts'
import { relachable } from './contraintes.ts'
import { attributionsDe } from './dupliquer.ts'
import type { Pourquoi } from './explication.ts'
import type { ScenarioVu } from './liste.view.tsx'
import { peutRetirer } from './retirer.ts'
import type { Scenario } from './scenario.queries.ts'
import type { ContrainteVue, ScenarioVue } from './scenario.view.tsx'
import { lotsDe, manqueDe, robustesseDe, sortDe } from './scenarios.mots.ts'
import type { LigneScenario } from './sort.view.tsx'
import { sortisDe } from './sortis.rules.ts'

const CHERCHE: Record<Objectif, string> = {
  points: 'Le plus de points.',
  beneficiaires: 'Le plus de bénéficiaires\u00a0; à égalité, le plus de points.',
  dossiers: 'Le plus de dossiers\u00a0; à égalité, le plus de points.',
}

export const allocationDe = (s: Scenario) => (s.resultat && 'allocation' in s.resultat ? s.resultat.allocation : undefined)

export function preuveDe(s: Scenario): ScenarioVue['preuve'] {
  if (s.origine === 'main') return { mot: 'À la main', ton: 'neutre' }
  if (s.calcul.etat === 'demande') return { mot: 'En attente', ton: 'neutre' }
  if (!s.resultat) return aRelancer(s.calcul.etat) ? { mot: 'Interrompu', ton: 'warning' } : { mot: 'Calcul en cours', ton: 'neutre' }
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

export const scenarioVu = (s: Seance, x: Scenario): ScenarioVu => ({
  id: x.id,
  nom: x.nom,
  origine: ORIGINE[x.origine],
  preuve: preuveDe(x),
  bilan: bilanDe(x),
  sortis: sortisDe(examines(s), x).length,
})

const MAIN = ['Des montants choisis par une personne, dans les règles de l’appel et les planchers des porteurs.']

/** What a scenario was asked, one sentence each. Pure. */
function contraintesDites({ probleme: p, origine }: Scenario): string[] {
  const c = p.contraintes
  const cles = [
    'enveloppe' as const,
    ...(['plafond', 'seuil'] as const).filter(k => c[k] !== null),
    ...(c.laureatsMax === null ? [] : (['laureats'] as const)),
    ...c.parts.map(x => `part:${x.id}` as const),
    ...p.dossiers.filter(d => d.main).map(d => `main:${d.id}` as const),
  ]
  const voulu = [
    CHERCHE[p.objectifs[0]!],
    c.montantsReduits ? 'Un montant réduit est accepté, jamais sous le plancher du porteur.' : 'Chaque dossier retenu l’est en entier.',
    ...(c.lotsSeuls && p.dossiers.some(d => d.lots.length > 0) ? ['Un seul lot d’un dossier peut être financé.'] : []),
  ]
  return [...(origine === 'main' ? MAIN : voulu), ...cles.map(k => `${nommer(p, k)}.`)]
}

/** What cannot hold together, or what amounts by hand break, one by one. */
function contraintesNommees({ origine, probleme: p, resultat }: Scenario): ContrainteVue[] | undefined {
  const vue = (cle: Parameters<typeof nommer>[1], faudrait: string) => ({
    cle,
    nom: nommer(p, cle),
    faudrait,
    relachable: relachable(p, cle),
  })
  if (resultat?.statut === 'incompatible') return (resultat.conflits ?? []).map(c => vue(c.cle, ceQuIlFaudrait(p, c)))
  if (origine !== 'main' || !resultat || !('allocation' in resultat)) return undefined
  const cassees = ruptures(p, resultat.allocation.attributions)
  return cassees.length > 0 ? cassees.map(r => vue(r.cle, direRupture(p, r))) : undefined
}

/** The page of a scenario, dossiers with the best rated first. Pure. */
export function vueScenario(s: Seance, x: Scenario, calculs: ReadonlyMap<string, string>, pourquoi: Pourquoi | undefined): ScenarioVue {
  const a = allocationDe(x)
  const bilan = bilanDe(x)
  const { probleme } = x
  const lignes = probleme.dossiers
    .toSorted((d, e) => e.points - d.points)
    .map(d => ligneDe(s, x, d, calculs.get(d.id), pourquoi?.id === d.id))
  const explique = lignes.find(l => l.courant)
  const peutSimuler = peut(placesSeance(s), 'simuler', { seance: s.etat })
  return {
    cadre: cadreDe(s),
    id: x.id,
    nom: x.nom,
    revision: x.revision,
    sur: pointsMax(s.appel),
    main: x.origine === 'main',
    calcul: calculVu(x),
    peutSimuler,
    peutRetirer: peutSimuler && peutRetirer(s, x),
    sous: x.origine === 'main' ? 'Montants fixés à la main, vérifiés au centime' : ORIGINE[x.origine],
    preuve: preuveDe(x),
    enveloppe: probleme.contraintes.enveloppe,
    contraintes: contraintesDites(x),
    bilan: bilan && { ...bilan, montants: a!.attributions.map(y => y.montant) },
    conflits: contraintesNommees(x),
    sortis: sortisDe(examines(s), x).map(d => d.libelle),
    lignes,
    pourquoi: pourquoi && explique && { ...pourquoi, porteur: explique.porteur, sort: explique.sort },
  }
}

function ligneDe(s: Seance, x: Scenario, d: Probleme['dossiers'][number], calcul: string | undefined, courant: boolean): LigneScenario {
  const inscrit = s.agenda.find(y => y.id === d.id)
  const attribution = attributionsDe(x).get(d.id)
  const montant = attribution?.montant ?? 0
  return {
    id: d.id,
    porteur: d.libelle,
    declaree: inscrit?.declaree ?? false,
    titre: inscrit?.titre ?? '',
    note: formatPoints(d.points),
    demande: d.demande,
    calcul,
    plancher: d.plancher,
    montant,
    lots: lotsDe(d, attribution),
    sort: sortDe(d, montant),
    manque: montant === 0 ? manqueDe(x, d.id) : undefined,
    robustesse: robustesseDe(x, d.id),
    remarque:
      !inscrit || !devantLeComite(inscrit.etat)
        ? 'N’est plus à l’ordre du jour'
        : d.decide
          ? 'Déjà décidé'
          : d.main && d.main.geste !== 'montant'
            ? mainDite(d.main.geste)
            : undefined,
    courant,
  }
}

const mainDite = (geste: 'retenir' | 'exclure') => (geste === 'retenir' ? 'Imposé' : 'Exclu')
