import type { ActeSur } from '../features/decret/index.ts'
import { paths } from '../paths.ts'
import { SLUG } from './vico.ts'

/** What the addresses name: a séance, a dossier of its agenda, a piece of it. */
export type LieuxComite = { seance: string; dossier: string; piece: string }
/** One address of a séance: the act of the decree that it serves, on the séance or on one dossier of it, and what is sent to it. */
export type AdresseComite = {
  methode: 'GET' | 'POST' | 'PUT'
  chemin: (l: LieuxComite) => string
  acte: ActeSur<'seance'>
  dossier?: true
  corps?: Record<string, string>
}
const p = paths.comite
const get = (acte: ActeSur<'seance'>, chemin: AdresseComite['chemin'], plus: { dossier?: true } = {}): AdresseComite => ({
  methode: 'GET',
  chemin,
  acte,
  ...plus,
})
const post = (acte: ActeSur<'seance'>, chemin: AdresseComite['chemin'], corps = {}, plus: { dossier?: true } = {}): AdresseComite => ({
  methode: 'POST',
  chemin,
  acte,
  corps,
  ...plus,
})

/** Every address under `/comite/seances/:id`; the test fails when one that is served is not here. */
export const ADRESSES_COMITE: readonly AdresseComite[] = [
  get('voir', l => p.seance(l.seance)),
  get('preparer', l => p.preparation(l.seance)),
  post('preparer', l => p.preparation(l.seance), { jour: '26/10/2021', heure: '14:30', lieu: 'Ailleurs' }),
  post('ouvrir', l => p.ouverture(l.seance)),
  post('repondre', l => p.reponse(l.seance), { reponse: 'vient' }),
  post('pointer', l => p.presences(l.seance)),
  post('clore', l => p.cloture(l.seance)),
  get('declarer', l => p.conflits(l.seance)),
  post('declarer', l => p.conflits(l.seance)),
  get('declarer', l => p.conflit(l.seance, l.dossier), { dossier: true }),
  post('declarer', l => p.conflit(l.seance, l.dossier), { motif: 'Ancien employeur.' }, { dossier: true }),
  get('deliberer', l => p.salle(l.seance)),
  get('deliberer', l => p.direct(l.seance)),
  get('deliberer', l => p.salleDossier(l.seance, l.dossier)),
  post('inscrire', l => p.ordre(l.seance), { dossier: '' }),
  post('conduire', l => p.rangSalle(l.seance, l.dossier), { vers: 'fin' }, { dossier: true }),
  post('conduire', l => p.conduiteSalle(l.seance, l.dossier), {}, { dossier: true }),
  { ...post('conduire', l => p.propositionSalle(l.seance, l.dossier), { sens: '', montant: '' }, { dossier: true }), methode: 'PUT' },
  post('conduire', l => p.ecranSalle(l.seance)),
  { ...post('deliberer', l => p.suiviSalle(l.seance), { dossier: '', retenu: '' }), methode: 'PUT' },
  post('conduire', l => p.rappelSalle(l.seance)),
  post('conduire', l => p.presidence(l.seance), { membre: '' }),
  post('presider', l => p.prisePresidence(l.seance)),
  post('presider', l => p.reprisePresidence(l.seance)),
  post('conduire', l => p.suspension(l.seance), { heure: '' }),
  post('conduire', l => p.finSuspension(l.seance)),
  post('decider', l => p.decision(l.seance, l.dossier), { sens: 'non_retenu', motif: '', vue: '' }, { dossier: true }),
  get('lire', l => p.grille(l.seance, l.dossier), { dossier: true }),
  get('noter', l => p.notesSalle(l.seance, l.dossier), { dossier: true }),
  post('noter', l => p.grille(l.seance, l.dossier), { 'note-portage': '3' }, { dossier: true }),
  { ...post('noter', l => p.grille(l.seance, l.dossier), { 'note-portage': '3' }, { dossier: true }), methode: 'PUT' },
  post('noter', l => p.finalisation(l.seance, l.dossier), { 'note-portage': '3' }, { dossier: true }),
  post('noter', l => p.reprise(l.seance, l.dossier), {}, { dossier: true }),
  get('lire', l => p.lecture(l.seance, l.dossier), { dossier: true }),
  get('lire', l => p.piece(l.seance, l.dossier, l.piece), { dossier: true }),
  get('relire', l => p.procesVerbal(l.seance)),
  post('etablir', l => p.procesVerbal(l.seance)),
  get('amender', l => p.amendementProcesVerbal(l.seance)),
  post('amender', l => p.amendementProcesVerbal(l.seance), { version: '1', remarques: '' }),
  post('signer', l => p.signatureProcesVerbal(l.seance), { version: '1', reserve: '' }),
  post('figer', l => p.gelProcesVerbal(l.seance), { version: '1' }),
  get('relire', l => p.versionProcesVerbal(l.seance, 1)),
  get('relire', l => p.procesVerbalPdf(l.seance, 1)),
  get('lire_scenarios', l => p.scenarios(l.seance)),
  post('simuler', l => p.scenarios(l.seance), { nom: 'Essai', objectif: 'points' }),
  get('simuler', l => p.nouveauScenario(l.seance)),
  // none has this id: whoever may is told so, the others what they are told of any scenario
  get('lire_scenarios', l => p.scenario(l.seance, l.piece)),
  post('lire_scenarios', l => p.rejeuScenario(l.seance, l.piece)),
  post('simuler', l => p.arretScenario(l.seance, l.piece)),
  post('simuler', l => p.relanceScenario(l.seance, l.piece)),
  post('simuler', l => p.relachementScenario(l.seance, l.piece)),
  post('simuler', l => p.retraitScenario(l.seance, l.piece)),
  get('lire_scenarios', l => p.comparaisonScenarios(l.seance)),
  post('simuler', l => p.duplicationScenario(l.seance, l.piece)),
  get('simuler', l => p.montantsScenario(l.seance, l.piece)),
  post('simuler', l => p.montantsScenario(l.seance, l.piece), { nom: 'Essai', revision: '1' }),
]

/** Addresses of the comité that name no séance: whom they are for. */
export const ADRESSES_ACCUEIL: readonly { methode: 'GET' | 'POST'; chemin: string; pour: readonly ('administrateur' | 'membre')[] }[] = [
  { methode: 'GET', chemin: p.accueil, pour: ['administrateur', 'membre'] },
  { methode: 'GET', chemin: p.seances(SLUG), pour: ['administrateur'] },
  { methode: 'POST', chemin: p.seances(SLUG), pour: ['administrateur'] },
]
