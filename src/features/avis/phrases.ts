import { enumeration } from '../../lib/mots.ts'
import { phraseRefus } from '../service/index.ts'
import { DUS_PAR_JOUR_MAX } from './avis.rules.ts'
import type { Demandes, RefusAvisDu } from './demander-dus.ts'
import type { RefusRelance } from './relancer.ts'

type Dit = Exclude<RefusAvisDu | RefusRelance, { motif: 'introuvable' | 'avis_inconnu' | 'saisie' }>
/** Why a request to a body did not leave, in a sentence. */
export function phraseAvisDu(r: Dit): string {
  switch (r.motif) {
    case 'sans_objet':
      return 'Cet appel ne demande aucun avis pour ce dossier.'
    case 'deja':
      return 'Cet avis est déjà demandé.'
    case 'fini':
      return 'Cette demande n’attend plus de réponse.'
    case 'deja_aujourdhui':
      return 'Cet organisme a déjà reçu la demande aujourd’hui. Relancez-le demain.'
    case 'trop_boite':
      return `${r.courriel} a déjà reçu ${DUS_PAR_JOUR_MAX}\u00a0demandes en un jour. Réessayez demain.`
    case 'trop_guichet':
      return 'Le guichet a envoyé trop de demandes d’avis aujourd’hui. Réessayez demain.'
    case 'membre':
      return `${r.courriel} est l’adresse d’un membre du projet\u00a0: il ne peut pas donner d’avis sur lui.`
    default:
      return phraseRefus(r)
  }
}

/** What a request for all of them leaves to be done by hand; nothing when all were asked. */
export const resteADemander = ({ demandes, sansAdresse }: Demandes): string | undefined =>
  sansAdresse.length === 0
    ? undefined
    : `${demandes.length > 0 ? `Demandé\u00a0: ${enumeration(demandes)}. ` : ''}Sans adresse, à demander depuis la page du dossier\u00a0: ${enumeration(sansAdresse)}.`
