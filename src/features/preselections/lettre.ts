import type { Config } from '../../config.ts'
import { dateCivile, formatDateCivile } from '../../lib/dates.ts'
import type { Appel } from '../cahier/index.ts'
import type { Signature } from '../delegations/index.ts'
import { enTeteDe, type NotificationDonnees } from '../documents/index.ts'
import { avantLe } from '../temps/index.ts'

/** What the letter was made of, but the instant of the announcement. */
export type Lettre = Omit<NotificationDonnees, 'etabliLe'>

type Repondue = {
  numero: string
  titre: string
  porteur: string
  deposeLe: Date
  oui: boolean
  motif: string
  /** Until when the full dossier is filed. */
  avant: Date
  seanceLe: string | undefined
  /** It takes the place of a refusal. */
  repechee: boolean
}

/** Said wherever a preselection is told. */
export const PAS_ENCORE_UNE_AIDE = 'Ce n’est pas encore une aide\u00a0: le dossier complet sera examiné, et comparé aux autres.'

/** The letter that answers an intention; kept with the answer, so that a change of the call or of the service no longer touches it. Pure. */
export function lettreDe(r: Repondue, auteur: { nom: string; signature: Signature | undefined }, appel: Appel, config: Config): Lettre {
  const quand = r.seanceLe ? ` La séance du ${formatDateCivile(r.seanceLe)} en a décidé.` : ''
  const projet = r.titre || 'Sans titre'
  const dans = `dans le cadre de l’appel à projets «\u00a0${appel.titre}\u00a0».`
  return {
    ...enTeteDe(appel, config),
    numero: r.numero,
    appel: appel.titre,
    destinataire: r.porteur,
    structure: r.porteur,
    titre: projet,
    recuLe: dateCivile(r.deposeLe),
    objet: r.oui ? 'Votre projet est présélectionné' : 'Votre projet n’est pas présélectionné',
    paragraphes: r.oui
      ? [
          ...(r.repechee ? ['Cette lettre remplace celle qui vous disait que votre projet n’était pas présélectionné.'] : []),
          `Votre projet «\u00a0${projet}\u00a0» est présélectionné ${dans}${quand}`,
          PAS_ENCORE_UNE_AIDE,
          `Déposez le dossier complet avant le ${avantLe(r.avant)}, heure de Paris. Sans dossier complet à cette heure, la présélection tombe.`,
          ...(r.motif ? [`Ce que nous vous demandons de préciser\u00a0: ${r.motif}`] : []),
        ]
      : [`Votre projet «\u00a0${projet}\u00a0» n’est pas présélectionné ${dans}${quand}`, `Motif\u00a0: ${r.motif}`],
    montants: [],
    conditions: [],
    auteur: auteur.signature?.nom ?? auteur.nom,
    ...(auteur.signature ? { signature: auteur.signature } : appel.regime.signataire ? { signataire: appel.regime.signataire } : {}),
    recours: r.oui ? [] : [...appel.regime.voies_de_recours],
  }
}
