import type { Tx } from '../../../db/db.ts'
import { formatEuros, formatTaux, saisieEuros } from '../../../lib/euros.ts'
import { avisDuDossier, ligneDeFiche } from '../../avis/index.ts'
import { phraseDecision } from '../../decider/index.ts'
import { accorde, type DecisionPrise, plafondDe, resteDe, type SaisieDecision, sourcesPour } from '../../decisions/index.ts'
import { peut } from '../../decret/index.ts'
import { consultationsDe, direConsultation } from '../../instances/index.ts'
import { prioritesPourLaCommission } from '../../ordre/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'
import { decisionsTues, suivantDe } from '../debat.ts'
import { lireCriteres } from '../notation/lire-notation.ts'
import { ecartsVue } from '../notation/notation.donnees.ts'
import { type Avancement, grilleDe, grillesFinalisees } from '../notation/notation.queries.ts'
import { examines, type Inscrit, placesDossier, rangDe, type Seance } from '../seance.ts'
import type { DecisionVue } from './decision.view.tsx'
import type { DossierSalle } from './dossier.view.tsx'
import { type FicheSalle, ficheDe } from './salle.queries.ts'
import { scenariosDuDossier } from './scenarios-salle.ts'

/** What the room is read from. Cents. */
export type Lecture = {
  s: Seance
  prises: ReadonlyMap<string, DecisionPrise>
  avancement: readonly Avancement[]
  /** The dossier that the room is on, and the one that is read. */
  debat: Inscrit | undefined
  lu: Inscrit | undefined
  /** Whether this page may hold the form of its decision: a dossier that the room is not on is only read. */
  decide: boolean
  reste: number
  montant: number
  reserve: number
  mouvements: string | undefined
}
/** A dossier as the room shows it to a reader who may read it, with the form of its decision for whoever takes it. */
export async function dossierSalle(tx: Tx, guichetId: string, l: Lecture, d: Inscrit, saisie?: SaisieDecision): Promise<DossierSalle> {
  const { s, prises } = l
  const decide = l.decide && peut(placesDossier(s, d.id), 'decider', { seance: s.etat })
  // none waits for another: they leave together
  const [fiche, consultations, priorites, dus, notes, scenarios, sources] = await Promise.all([
    ficheDe(tx, guichetId, s.id, d.id),
    consultationsDe(tx, guichetId, s.appel, d.id),
    prioritesPourLaCommission(tx, guichetId, s.appel, [d.id]),
    avisDuDossier(tx, guichetId, d.id),
    notesSalle(tx, guichetId, s, d),
    scenariosDuDossier(tx, guichetId, l, d.id),
    decide ? sourcesPour(tx, guichetId, d.id) : [],
  ])
  const volet = s.appel.volets.find(v => v.code === d.volet)
  const departement = s.appel.territoire.departements.find(x => x.code === d.departement)?.nom ?? 'Tout le territoire'
  const prise = prises.get(d.id)
  const avis = consultations.map(direConsultation)
  return {
    id: d.id,
    rang: rangDe(s, d),
    total: examines(s).length,
    numero: d.numero,
    version: d.version,
    lieu: [departement, ...(volet ? [`volet\u00a0${volet.numero}`] : [])].join(' · '),
    titre: d.titre,
    porteur: d.porteur,
    declaree: d.declaree,
    avec: fiche.partenaires,
    priorite: priorites.get(d.id) ?? [],
    avis: [...avis, ...dus.map(ligneDeFiche)],
    chiffres: chiffresDe(d, fiche),
    pointsForts: fiche.pointsForts,
    reserves: fiche.reserves,
    ...notes,
    scenarios,
    dejaDecide: prise && `Déjà décidé\u00a0: ${phraseDecision(prise)}.${l.decide ? ' Une nouvelle décision la remplace.' : ''}`,
    conclusion: fiche.conclusion,
    decision: decide ? { ...decisionVue(l, d, fiche, sources, saisie), avis } : undefined,
  }
}

/** Scores stay blind here too: a member sees the others' once their own are finalised. */
async function notesSalle(tx: Tx, guichetId: string, s: Seance, d: Inscrit): Promise<Pick<DossierSalle, 'ecarts' | 'aNoter'>> {
  const mienne = s.moi && (await grilleDe(tx, guichetId, s.moi.id, d.id))
  const aNoter = peut(placesDossier(s, d.id), 'noter', { seance: s.etat }) && !mienne?.finaliseeLe
  if (!peut(placesDossier(s, d.id), 'comparer', { seance: s.etat }) || (s.moi && !mienne?.finaliseeLe)) return { ecarts: undefined, aNoter }
  const [criteres, finalisees] = await Promise.all([lireCriteres(tx, guichetId, s, d), grillesFinalisees(tx, guichetId, s.id, [d.id])])
  return { ecarts: ecartsVue(s, d, criteres, finalisees), aNoter }
}

function chiffresDe(d: Inscrit, f: FicheSalle) {
  const note = f.calcul ? calculEnMots(f.calcul) : d.aide !== null && d.cout ? `${formatTaux(d.aide / d.cout)} du coût` : undefined
  return [
    ...(d.cout === null && f.calcul ? [] : [{ terme: 'Coût global', valeur: d.cout === null ? 'non chiffré' : formatEuros(d.cout) }]),
    ...(f.base === null ? [] : [{ terme: 'Base éligible', valeur: formatEuros(f.base) }]),
    { terme: f.calcul ? 'Aide calculée' : 'Aide demandée', valeur: d.aide === null ? 'non chiffrée' : formatEuros(d.aide), note },
    ...(f.montant === null ? [] : [{ terme: 'Proposé', valeur: formatEuros(f.montant), note: 'par l’instruction' }]),
    ...(f.minimale === null ? [] : [{ terme: 'Plancher accepté', valeur: formatEuros(f.minimale) }]),
  ]
}

function decisionVue(
  l: Lecture,
  d: Inscrit,
  f: FicheSalle,
  sources: DecisionVue['sources'],
  saisie?: SaisieDecision,
): Omit<DecisionVue, 'avis'> {
  const prise = l.prises.get(d.id)
  const plafond = plafondDe({ demandee: d.aide ?? 0, base: f.base })
  const suivant = suivantDe(l.s, l.prises, d.id)
  const montant = prise && accorde(prise.sens) ? prise.montant : f.montant || plafond
  return {
    saisie: saisie ?? {
      sens: prise?.sens ?? '',
      montant: saisieEuros(montant),
      rang: prise?.rang ? String(prise.rang) : '',
      motif: prise?.motif ?? '',
      conditions: prise?.conditions ?? '',
      conclusion: f.conclusion,
    },
    vue: prise?.id ?? '',
    plafond,
    base: f.base,
    minimale: f.minimale,
    reste: decisionsTues(l.s, l.prises).length > 0 ? undefined : resteDe(sources),
    sources,
    mouvements: l.mouvements,
    proposition: f.montant,
    suivant: suivant?.porteur,
    ecran: l.s.ecran,
  }
}
