import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatDateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { dernierJour, MOTS_SI_SILENCE, type Silence } from './avis.rules.ts'

type AEcrire = {
  courriel: string
  jeton: string
  numero: string
  titre: string
  porteur: string
  service: string
  expireLe: Date
  /** Of an opinion that the call asks for: until when it counts, and what no answer means. */
  du?: { avant: Date; silence: Silence } | undefined
  /** Written again: what comes first in its subject. */
  rappel?: string | undefined
}

/** The mail that brings a link, to an expert or to a body. It opens the request: it is emptied once sent. */
export const ecrireLien = (tx: Tx, ctx: Contexte, e: AEcrire) =>
  ecrireCourriel(tx, ctx, {
    destinataire: e.courriel,
    sujet: e.rappel ? `${e.rappel}\u00a0: votre avis sur le dossier ${e.numero}` : `Un avis vous est demandé sur le dossier ${e.numero}`,
    phrases: [
      `Votre avis est demandé sur le dossier ${e.numero}, «\u00a0${e.titre}\u00a0» (${e.porteur}). Le lien ci-dessous montre la question et les parties du dossier à lire. Il n’y a pas de compte à créer.`,
      ...(e.du
        ? [
            `Répondez jusqu’au ${formatDateCivile(dernierJour(e.du.avant))} inclus. Sans réponse, ${MOTS_SI_SILENCE[e.du.silence]}. Une réponse plus tardive est jointe au dossier, sans effet.`,
            `Ce lien est à votre service, pour un seul avis${e.rappel ? '. Il remplace le précédent' : ''}.`,
          ]
        : [
            `Ce lien sert jusqu’au ${formatDateCivile(dernierJour(e.expireLe))} inclus, pour un seul avis. Il est à vous\u00a0: ne le transmettez à personne.`,
          ]),
    ],
    signe: e.service,
    lien: paths.avis.voir(e.jeton),
    secret: true,
  })
