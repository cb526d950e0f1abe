import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compter, type Limite } from '../limites/index.ts'

export type TropDeCourriels = { kind: 'trop_de_courriels'; limite: 'compte' | 'destinataire' | 'guichet' }

const HEURE_S = 3600
/** Acts of one account that send mail to somebody else, in an hour; mails that people may have sent in a day to an address that they type; all together, in an hour. */
export const ENVOIS_MAX = { compte: 60, destinataire: 5, guichet: 1000 } as const

/**
 * Counts an act by which a person makes the guichet write to others; `adresse`: the one that they typed. Refused, the act writes nothing and says so. The counts are
 * taken in the act's transaction, one after the other, so that six acts at once are six.
 */
export async function compterEnvoi(tx: Tx, ctx: ContexteActeur, adresse?: string): Promise<Result<void, TropDeCourriels>> {
  const { guichetId, acteur } = ctx
  const limites: (Limite & { limite: TropDeCourriels['limite'] })[] = [
    { limite: 'compte', cle: `envoi|compte|${guichetId}|${acteur.compteId}`, max: ENVOIS_MAX.compte, secondes: HEURE_S },
    ...(adresse
      ? [{ limite: 'destinataire' as const, cle: cleAdresse(guichetId, adresse), max: ENVOIS_MAX.destinataire, secondes: 24 * HEURE_S }]
      : []),
    { limite: 'guichet', cle: `envoi|guichet|${guichetId}`, max: ENVOIS_MAX.guichet, secondes: HEURE_S },
  ]
  const atteinte = await compter(tx, limites)
  return atteinte ? err({ kind: 'trop_de_courriels', limite: atteinte.limite }) : ok(undefined)
}
const cleAdresse = (guichetId: string, adresse: string) => `envoi|adresse|${guichetId}|${adresse.toLowerCase()}`

/** Mails about requests of strangers that one mailbox receives in a day: beyond, the request stands on its page and is not mailed. */
const DEMANDES_MAX = 10
export const peutAvertir = async (tx: Tx, guichetId: string, courriel: string): Promise<boolean> =>
  !(await compter(tx, [{ cle: `demande|${guichetId}|${courriel.toLowerCase()}`, max: DEMANDES_MAX, secondes: 24 * HEURE_S }]))

/** What is said beside the field, or above the page, when a limit is reached. */
export const MOTS_TROP_DE_COURRIELS: Record<TropDeCourriels['limite'], string> = {
  compte: `Vous avez fait partir ${ENVOIS_MAX.compte}\u00a0courriels en une heure, c’est le plus qui soit permis. Attendez une heure, puis recommencez`,
  destinataire: `Cette adresse a déjà reçu ${ENVOIS_MAX.destinataire}\u00a0courriels de cette sorte en un jour. Recommencez demain, ou prévenez la personne autrement`,
  guichet: 'Trop de courriels partent du guichet en ce moment. Attendez une heure, puis recommencez',
}
