import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { appelsPublies } from '../appels/index.ts'
import { vagueUtile } from '../cahier/index.ts'
import { type Rappel, rappelDu } from './rappels.rules.ts'

const DEPUIS_TOUJOURS = new Date(0)

/** Ids of the dossiers that may have to be reminded now: the drafts of each call that nears its closing, and the few whose closing is their own. */
export async function aRappeler(tx: Tx, guichetId: string, instant: Date): Promise<string[]> {
  const ids = new Set<string>()
  const base = () => tx.selectFrom('dossier as d').select('d.id').where('d.guichet_id', '=', guichetId)
  const publies = await appelsPublies(tx, guichetId)
  const temps = publies.flatMap(({ appelId, appel }) => [{ appelId, appel }, ...(appel.second ? [{ appelId, appel: appel.second }] : [])])
  for (const { appelId, appel } of temps) {
    const { cloture } = vagueUtile(appel, instant)
    if (!cloture) continue
    const code = rappelDu({ jours: appel.calendrier.rappels, cloture, depuis: DEPUIS_TOUJOURS, instant })
    if (!code) continue
    const dejaRappele = sql<boolean>`exists (select from rappel r where r.dossier_id = d.id and r.code = ${code} and r.cloture = ${cloture})`
    const lignes = await base()
      .where('d.appel_id', '=', appelId)
      .where('d.etat', '=', appel.temps ? 'preselectionne' : 'brouillon')
      .where(eb => eb.not(dejaRappele))
      .execute()
    for (const l of lignes) ids.add(l.id)
  }
  const aPart = await base()
    .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
    .where(eb =>
      eb.or([
        eb('d.rouvert_le', 'is not', null),
        eb.and([eb('d.etat', 'in', ['brouillon', 'preselectionne']), eb('g.jusqu_au', '>=', instant)]),
      ]),
    )
    .execute()
  for (const l of aPart) ids.add(l.id)
  return [...ids].sort()
}

/** Writes that a reminder is sent: true the first time only, whoever else is about to. */
export async function noterRappel(
  tx: Tx,
  { guichetId, instant }: { guichetId: string; instant: Date },
  { id, code, cloture }: { id: string; code: Rappel; cloture: Date },
): Promise<boolean> {
  const ecrit = await tx
    .insertInto('rappel')
    .values({ dossier_id: id, guichet_id: guichetId, code, cloture, envoye_le: instant })
    .onConflict(oc => oc.columns(['dossier_id', 'code', 'cloture']).doNothing())
    .executeTakeFirst()
  return ecrit.numInsertedOrUpdatedRows === 1n
}
