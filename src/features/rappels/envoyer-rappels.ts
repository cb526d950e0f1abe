import { auGuichet, type Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { unParUn } from '../../lib/un-par-un.ts'
import { aTemps, cloturePour, modifiable } from '../delais/index.ts'
import { type Dossier, dossierDuGuichet } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { prevenir } from './courriel-rappel.ts'
import { aRappeler, noterRappel } from './rappels.queries.ts'
import { rappelDu } from './rappels.rules.ts'

type Ctx = Pick<Deps, 'db' | 'guichetId'> & { acteur: null; instant: Date }

/**
 * Reminds whoever has a draft, or changes that are not filed again, before the closing (C4.1): each reminder once, whatever outage, clock or
 * second worker, and none after the closing. One transaction a dossier: what was sent stays sent. Returns how many dossiers were reminded.
 */
export async function envoyerRappels({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx = { db, guichetId, acteur: null, instant }
  const ids = await auGuichet(db, guichetId, tx => aRappeler(tx, guichetId, instant))
  return unParUn(ids, id => auGuichet(db, guichetId, tx => rappeler(tx, ctx, id)))
}

async function rappeler(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const dossier = await dossierDuGuichet(tx, ctx.guichetId, id, { verrou: true })
  if (!dossier || !modifiable(dossier, ctx.instant) || !aTemps(dossier, ctx.instant)) return false
  const cloture = cloturePour(dossier, ctx.instant)
  if (!cloture) return false
  const code = rappelDu({ jours: dossier.version.appel.calendrier.rappels, cloture, depuis: depuisQuand(dossier), instant: ctx.instant })
  if (!code || !(await noterRappel(tx, ctx, { id, code, cloture }))) return false
  await prevenir(tx, ctx, dossier, { code, cloture })
  await journaliser(tx, ctx, 'dossier.rappel', id, { code, cloture: cloture.toISOString() })
  return true
}

/** A later closing granted to this dossier counts from the day when it was granted, and an earlier one from its notice, which was mailed. */
function depuisQuand({ creeLe, rouvertLe, derogation, version }: Dossier): Date {
  const { avis } = version.appel.calendrier
  return new Date(Math.max(...[rouvertLe ?? creeLe, derogation?.accordeeLe, avis?.publieLe].map(d => d?.getTime() ?? 0)))
}
