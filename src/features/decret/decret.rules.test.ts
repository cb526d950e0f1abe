import { describe, expect, it } from 'vitest'
import { type ActeSur, DECRET, type Objet, peut, peutUnJour } from './decret.rules.ts'
import { ETATS_DELEGATION } from './delegation.rules.ts'
import { ETATS, type Etat } from './dossier.rules.ts'
import { PLACES, type Place } from './droit.rules.ts'
import { ETATS_ENVELOPPE } from './enveloppe.rules.ts'
import { ETATS_GUICHET } from './guichet.rules.ts'
import { ETAPES_SUIVI } from './laureat.rules.ts'
import { ETATS_SEANCE } from './seance.rules.ts'
import { ETATS_SIGNATURE } from './signature.rules.ts'

/**
 * Every table of the decree written again, by hand, from the cahier des charges: what differs from the code's shows here. One line an act, one word a column of states, and in it
 * one letter a place: P porteur, E qui attend et rédige, Q partenaire, A administrateur, F direction, R référent qui mène, S référent associé, I référent invité, X expert, D qui préside, M membre du comité,
 * O qui doit déclarer, C en conflit, m membre de la structure, d demandeur, i qui donne ou reçoit la délégation, s qui signe pour l’appel, T agent du territoire, G agent d’ailleurs, L sans lien, N personne. A dash is nobody.
 */
const LETTRES: Record<Place, string> = {
  porteur: 'P',
  redacteur: 'E',
  partenaire: 'Q',
  administrateur: 'A',
  direction: 'F',
  referent: 'R',
  referent_associe: 'S',
  referent_invite: 'I',
  expert: 'X',
  president: 'D',
  membre_comite: 'M',
  a_declarer: 'O',
  deporte: 'C',
  membre: 'm',
  demandeur: 'd',
  interesse: 'i',
  signataire: 's',
  agent_territoire: 'T',
  agent: 'G',
  sans_lien: 'L',
  personne: 'N',
}

/** brouillon, rouvert, déposé, en instruction, irrecevable, au comité, délibéré, retenu, liste, the three other decisions, abandonné, retiré, présélectionné, non présélectionné */
const COLONNES: Record<Etat, number> = {
  brouillon: 0,
  rouvert: 1,
  depose: 2,
  en_instruction: 3,
  irrecevable: 4,
  preselectionne: 12,
  non_preselectionne: 13,
  au_comite: 5,
  delibere: 6,
  retenu: 7,
  liste_complementaire: 8,
  non_retenu: 9,
  sans_suite: 9,
  renonce: 9,
  abandonne: 10,
  retire: 11,
}
const DOSSIER: Record<ActeSur<'dossier'>, string> = {
  remplir: 'PQE PQ - - - - - - - - - - PQ -',
  joindre: 'PQE PQ - - - - - - - - - - PQ -',
  retirer_piece: 'PQE PQ - - - - - - - - - - PQ -',
  associer: 'P P - - - - - - - - - - P -',
  valider: 'Q Q - Q - - - - - - - - Q -',
  decliner: 'Q Q - - - - - - - - - - Q -',
  deposer: 'P P - - - - - - - - - - P -',
  abandonner: 'PE - - - - - - - - - - - - -',
  retirer: '- P P P - P P - - - - - P -',
  renoncer: '- - - - - - - P P - - - - -',
  rouvrir: '- - P - - - - - - - - - - -',
  refermer: '- P - - - - - - - - - - - -',
  deroger: 'A A - - - - - - - - - - A -',
  ecrire: '- PQ PQARSI PQARSI PQARSI PQARSI PQARSI PQARSI PQARSI PQARSI - - PQARSI PQARSI',
  repondre_complement: '- - - PQ - - - - - - - - - -',
  envoyer_complement: '- - - P - - - - - - - - - -',
  lire_accuse: '- PQ PQ PQ PQ PQ PQ PQ PQ PQ - PQ PQ PQ',
  exporter: 'PQE PQ PQ PQ PQ PQ PQ PQ PQ PQ PQE PQ PQ PQ',
  dupliquer: 'P P P P P P P P P P P P P P',
  lire: '- - AFRSI AFRSI AFRSI AFRSI AFRSI AFRSI AFRSI AFRSI - AFRSI AFRSI AFRSI',
  annoter: '- - ARSI ARSI ARSI ARSI ARSI ARSI ARSI ARSI - - ARSI ARSI',
  etiqueter: '- - ARSI ARSI ARSI ARSI ARSI ARSI ARSI ARSI - - ARSI ARSI',
  affecter: '- - - AR - - - - - - - - - -',
  ouvrir: '- - AR AR AR AR AR AR AR AR - - AR AR',
  juger: '- - - ARI - - - - - - - - - -',
  demander_complement: '- - - ARI - - - - - - - - - -',
  decider_complement: '- - - ARI - - - - - - - - - -',
  demander_avis: '- - - ARI - - - - - - - - - -',
  suivre_avis: '- - - ARI - ARI - - - - - - - -',
  rendre_avis: '- - - X - X - - - - - - - -',
  rapporter: '- - - ARI - - - - - - - - - -',
  declarer_irrecevable: '- - - AR - - - - - - - - - -',
  annuler_irrecevabilite: '- - - - AR - - - - - - - - -',
  expliquer_ordre: '- - - ARI - ARI - - - - - - - -',
  preselectionner: '- - - AR - - - - - - - - - -',
  repecher: '- - - - - - - - - - - - - A',
  passer_au_comite: '- - - AR - - - - - - - - - -',
  decider: '- - - - - AR AR - - - - - - -',
  revenir_du_comite: '- - - - - AR - - - - - - - -',
  renvoyer_en_instruction: '- - - - - A - - - - - - - -',
}
/** préparée, ouverte, close */
const SEANCE: Record<ActeSur<'seance'>, string> = {
  voir: 'ADMO ADMO ADMO',
  preparer: 'A - -',
  inscrire: '- A -',
  ouvrir: 'A - -',
  pointer: '- AD -',
  clore: '- AD -',
  declarer: 'DMO DMO -',
  repondre: 'DMO DMO -',
  lire: 'ADM ADM ADM',
  noter: 'DM DM -',
  comparer: 'ADM ADM ADM',
  deliberer: '- ADM ADM',
  conduire: '- AD -',
  presider: '- DM -',
  decider: '- AD -',
  relire: '- - ADM',
  etablir: '- - AD',
  amender: '- - AD',
  signer: '- - DM',
  figer: '- - AD',
  lire_scenarios: 'ADM ADM ADM',
  simuler: 'ADM ADM -',
}
/** notifié, conventionné, en cours, soldé, abandonné */
const LAUREAT: Record<ActeSur<'laureat'>, string> = {
  lire_suivi: 'PQRAF PQRAF PQRAF PQRAF PQRAF',
  etablir_acte: 'RA RA RA - -',
  retirer_acte: 'RA RA RA - -',
  deposer_signe: 'PRA PRA PRA - -',
  verser: '- RA RA - -',
  constater_versement: '- RA RA - RA',
  annuler_versement: '- RA RA - -',
  demander_avenant: '- P P - -',
  retirer_avenant: '- P P - -',
  instruire_avenant: '- RA RA - -',
  decider_avenant: '- A A - -',
  lire_bilan: 'PQ PQ PQ PQ PQ',
  remplir_bilan: 'P P P - -',
  deposer_bilan: 'P P P - -',
  juger_bilan: 'RA RA RA - -',
}
const STRUCTURE: Record<ActeSur<'structure'>, string> = {
  rejoindre: 'mdL',
  voir: 'mT',
  inviter: 'm',
  accepter: 'mT',
  retirer: 'mT',
  quitter: 'md',
  ranger: 'm',
  confirmer: 'T',
  declarer: 'L',
  corriger: 'm',
  trancher: 'T',
}
/** à ouvrir, ouverte */
const ENVELOPPE: Record<ActeSur<'enveloppe'>, string> = {
  lire: 'AF AF',
  ouvrir: 'AF -',
  mouvementer: '- AF',
  defaire: '- AF',
  joindre: '- AF',
}
/** published, to come, in force, over */
const DELEGATION: Record<ActeSur<'delegation'>, string> = {
  lire: '- Ai Ai Ai',
  enregistrer: 'A - - -',
  finir: '- A A -',
}
/** à présenter, présentée, signée */
const SIGNATURE: Record<ActeSur<'signature'>, string> = {
  presenter: 'A - -',
  reprendre_presentation: '- A -',
  lire_document: '- s -',
  apposer: '- s -',
  rendre: '- s -',
  annuler_signature: '- - s',
  engager: '- - A',
  envoyer_signees: '- - A',
  exporter_paiements: '- - A',
}
const GUICHET: Record<ActeSur<'guichet'>, string> = {
  lire_reglages: 'A',
  lire_journal: 'AF',
  comparer: 'AF',
  lire_passages: 'A',
  tenir_phrases: 'AR',
  regler: 'A',
}

type Cas = { objet: Objet; acte: string; etat: string; attendu: string }
const casDe = (objet: Objet, table: Record<string, string>, etats: readonly string[], colonne: (etat: string, i: number) => number) =>
  Object.entries(table).flatMap(([acte, ligne]) =>
    etats.map((etat, i): Cas => ({ objet, acte, etat, attendu: ligne.split(' ')[colonne(etat, i)]! })),
  )
const CAS = [
  ...casDe('dossier', DOSSIER, ETATS, etat => COLONNES[etat as Etat]),
  ...casDe('seance', SEANCE, ETATS_SEANCE, (_, i) => i),
  ...casDe('laureat', LAUREAT, ETAPES_SUIVI, (_, i) => i),
  ...casDe('structure', STRUCTURE, ['connue'], () => 0),
  ...casDe('enveloppe', ENVELOPPE, ETATS_ENVELOPPE, (_, i) => i),
  ...casDe('delegation', DELEGATION, ETATS_DELEGATION, (_, i) => i),
  ...casDe('signature', SIGNATURE, ETATS_SIGNATURE, (_, i) => i),
  ...casDe('guichet', GUICHET, ETATS_GUICHET, (_, i) => i),
]

describe('qui peut quoi', () => {
  it.each(CAS.map(c => [c.objet, c.acte, c.etat, c] as const))('%s, %s, %s\u00a0: ceux qui le peuvent, et eux seuls', (_o, _a, _e, c) => {
    const permis = (Object.keys(PLACES) as Place[]).filter(p => peut(p, c.acte as never, { [c.objet]: c.etat } as never))
    expect(permis.map(p => LETTRES[p]).sort()).toEqual([...c.attendu.replace('-', '')].sort())
  })

  it('aucun droit n’échappe à ces tableaux', () => {
    for (const [objet, table] of Object.entries({
      dossier: DOSSIER,
      seance: SEANCE,
      laureat: LAUREAT,
      structure: STRUCTURE,
      enveloppe: ENVELOPPE,
      delegation: DELEGATION,
      signature: SIGNATURE,
      guichet: GUICHET,
    }))
      expect(Object.keys(table)).toEqual(Object.keys(DECRET[objet as Objet]))
  })

  it('une place suffit parmi plusieurs, et l’on sait si l’acte serait ouvert un autre jour', () => {
    expect(peut(['administrateur', 'a_declarer'], 'preparer', { seance: 'preparee' })).toBe(true)
    expect(peutUnJour('president', 'pointer', 'seance')).toBe(true)
    expect(peutUnJour('membre_comite', 'preparer', 'seance')).toBe(false)
    expect(peutUnJour('referent', 'verser', 'laureat')).toBe(true)
  })
})
