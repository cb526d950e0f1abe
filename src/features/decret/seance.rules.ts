import { type Droit, dans, droit } from './droit.rules.ts'

export const ETATS_SEANCE = ['preparee', 'ouverte', 'close'] as const
export type EtatSeance = (typeof ETATS_SEANCE)[number]

const MEMBRES = ['president', 'membre_comite'] as const
const PRESIDE = ['administrateur', 'president'] as const
const LISENT = ['administrateur', ...MEMBRES] as const
const oui = droit<EtatSeance>

/**
 * Who may do what in a séance of the comité, or on one dossier of its agenda (C5.1). Interests come first: before declaring them on every dossier a member sees titles and
 * bearers; once in conflict on a dossier, nothing of it.
 */
export const SEANCE = {
  voir: oui('Voir la séance', dans(ETATS_SEANCE, [...LISENT, 'a_declarer'])),
  preparer: oui('Préparer la séance', { preparee: ['administrateur'] }),
  inscrire: oui('Ajouter un dossier à l’ordre du jour', { ouverte: ['administrateur'] }),
  ouvrir: oui('Ouvrir la séance', { preparee: ['administrateur'] }),
  pointer: oui('Pointer les présences', { ouverte: PRESIDE }),
  clore: oui('Clore la séance', { ouverte: PRESIDE }),
  declarer: oui('Déclarer ses intérêts', dans(['preparee', 'ouverte'], [...MEMBRES, 'a_declarer'])),
  repondre: oui('Répondre à sa convocation', dans(['preparee', 'ouverte'], [...MEMBRES, 'a_declarer'])),
  lire: oui('Lire un dossier de l’ordre du jour', dans(ETATS_SEANCE, LISENT)),
  noter: oui('Noter', dans(['preparee', 'ouverte'], MEMBRES)),
  // only what is finalised, and for a member once their own grid is
  comparer: oui('Comparer les notes', dans(ETATS_SEANCE, LISENT)),
  deliberer: oui('Suivre la délibération', dans(['ouverte', 'close'], LISENT)),
  conduire: oui('Conduire la salle', { ouverte: PRESIDE }),
  // whoever supplies for a president whose connection is lost, and whoever presided before
  presider: oui('Prendre ou reprendre la présidence', { ouverte: MEMBRES }),
  // in a séance of a body that gives opinions, the opinion
  decider: oui('Décider, ou rendre l’avis d’une instance', { ouverte: PRESIDE }),
  relire: oui('Relire le procès-verbal', { close: LISENT }),
  etablir: oui('Établir le procès-verbal', { close: PRESIDE }),
  amender: oui('Amender le procès-verbal', { close: PRESIDE }),
  signer: oui('Signer le procès-verbal', { close: MEMBRES }),
  figer: oui('Figer le procès-verbal', { close: PRESIDE }),
  // a scenario shows averages of every dossier: see `scenarios/acces.ts` for what this takes besides
  lire_scenarios: oui('Lire les scénarios', dans(ETATS_SEANCE, LISENT)),
  simuler: oui('Faire un scénario', dans(['preparee', 'ouverte'], LISENT)),
} as const satisfies Record<string, Droit<EtatSeance>>
