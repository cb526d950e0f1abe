import type { Tx } from '../../db/db.ts'
import { formatJour } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import type { Sens } from '../decisions/index.ts'
import { type AvisRendu, avisRendus } from './instances.queries.ts'
import { contreAvis, direVotes, instanceDe, MOTS_AVIS } from './instances.rules.ts'

/** Of each body that has spoken on a dossier, its last opinion once sealed; nothing of one that put it off. Pure. */
function scelles(rendus: readonly AvisRendu[], dossierId: string): AvisRendu[] {
  const siens = rendus.filter(r => r.dossierId === dossierId)
  return siens.filter((r, i) => r.scelleLe && r.sens !== 'reporte' && siens.findIndex(x => x.instance === r.instance) === i)
}

/** The name of the body that gave an opinion, as its séance had it. */
export async function nomDInstance(tx: Tx, guichetId: string, r: AvisRendu): Promise<string> {
  const version = await appelDeVersion(tx, guichetId, r.versionId)
  return (version && instanceDe(version.appel, r.instance)?.libelle) ?? r.instance
}

export const avisScelles = async (tx: Tx, guichetId: string, dossierId: string): Promise<AvisRendu[]> =>
  scelles(await avisRendus(tx, guichetId, [dossierId]), dossierId)

/** An opinion that is not followed is not delegated (docs/adr/0036). */
const SANS_DELEGATION = 'L’avis rendu sur ce dossier n’est pas suivi\u00a0: l’autorité décide et signe elle-même, sans délégation'

/** Of what is about to be signed, why nobody but the authority may: it goes against what a body said, which is not delegated. In the same order. */
export async function sansDelegation(
  tx: Tx,
  guichetId: string,
  actes: readonly { dossierId: string; sens: Sens; montant: Centimes }[],
): Promise<(string | undefined)[]> {
  const rendus = await avisRendus(
    tx,
    guichetId,
    actes.map(a => a.dossierId),
  )
  return actes.map(a => (scelles(rendus, a.dossierId).some(r => contreAvis(r, a)) ? SANS_DELEGATION : undefined))
}

/** What acts and letters cite of the bodies: « l’avis favorable de « Commission d’élus », séance du 8 avril 2027 », and the votes. */
export async function visasDe(
  tx: Tx,
  guichetId: string,
  appel: Appel,
  dossierId: string,
): Promise<{ visa: string; votes: string; raison: string }[]> {
  if (appel.instances.length === 0) return []
  const rendus = await avisScelles(tx, guichetId, dossierId)
  return Promise.all(
    rendus.map(async r => ({
      visa: `l’avis ${MOTS_AVIS[r.sens].toLowerCase()} de «\u00a0${await nomDInstance(tx, guichetId, r)}\u00a0», séance du ${formatJour(r.tenueLe)}`,
      votes: direVotes(r),
      raison: r.raison,
    })),
  )
}
