import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { journaliser } from '../journal/index.ts'
import { type Delegation, delegationsAAnnoncer, delegationsDuCompte, delegationsQuittees } from './delegations.queries.ts'
import { etatDelegation } from './etat.rules.ts'
import { direDepart, direPreavis, prevenirTousDeux } from './prevenir.ts'

/** Days before the last day of a delegation at which both people are told. */
export const PREAVIS_JOURS = 30

const jourDuPreavis = (jour: string) => Temporal.PlainDate.from(jour).add({ days: PREAVIS_JOURS }).toString()

/**
 * Job: tells both people thirty days before a delegation ends, once; later, and before its last day has passed, when the program was stopped or it was recorded late. Tells them
 * too, once, of one that ended because somebody left office. Returns how many were told.
 */
export async function annoncerFins({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const jour = dateCivile(instant)
  const auPlusTard = jourDuPreavis(jour)
  return enTransaction(ctx, async tx => {
    let dites = await annoncerDeparts(tx, ctx)
    for (const d of await delegationsAAnnoncer(tx, guichetId, { pasAvant: jour, auPlusTard })) {
      if (d.au === null || etatDelegation(d, instant) === 'finie') continue
      await prevenirTousDeux(tx, ctx, d.id, 'preavis', direPreavis({ ...d, au: d.au }))
      await tx.updateTable('delegation').set({ preavis_le: instant }).where('guichet_id', '=', guichetId).where('id', '=', d.id).execute()
      await journaliser(tx, ctx, 'delegation.preavis', d.id, { delegant: d.delegant.compteId, delegue: d.delegue.compteId, au: d.au })
      dites++
    }
    return dites
  })
}

/** A departure older than this is no news: what ended before the guichet told departures stays untold. */
const DEPART_JOURS = 30
const JOUR_MS = 24 * 3600_000

/** When a delegation ended by a departure: the first of both people, or of what it comes from, that left while it held. */
function departDe(d: Pick<Delegation, 'au' | 'delegant' | 'delegue' | 'mere'>, instant: Date) {
  const partis = [d.delegant, d.delegue, ...(d.mere ? [d.mere.delegant] : [])].flatMap(qui =>
    qui.finLe && qui.finLe <= instant ? [{ qui, le: qui.finLe }] : [],
  )
  const [premier] = partis.sort((a, b) => a.le.getTime() - b.le.getTime())
  return premier && (d.au === null || dateCivile(premier.le) <= d.au) ? premier : undefined
}

async function annoncerDeparts(tx: Tx, ctx: Contexte): Promise<number> {
  let dites = 0
  for (const d of await delegationsQuittees(tx, ctx.guichetId, new Date(ctx.instant.getTime() - DEPART_JOURS * JOUR_MS))) {
    const parti = departDe(d, ctx.instant)
    if (!parti) continue
    await prevenirTousDeux(tx, ctx, d.id, 'depart', direDepart(d, parti))
    await tx
      .updateTable('delegation')
      .set({ depart_dit_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', d.id)
      .execute()
    await journaliser(tx, ctx, 'delegation.depart', d.id, {
      ...{ delegant: d.delegant.compteId, delegue: d.delegue.compteId, parti: parti.qui.compteId },
    })
    dites++
  }
  return dites
}

/** Of the delegations that somebody gave or received, those that end within the days of the notice. */
export async function finsProches(tx: Tx, guichetId: string, compteId: string, instant: Date): Promise<(Delegation & { au: string })[]> {
  const auPlusTard = jourDuPreavis(dateCivile(instant))
  return (await delegationsDuCompte(tx, guichetId, compteId)).flatMap(d =>
    d.au !== null && d.au <= auPlusTard && etatDelegation(d, instant) !== 'finie' ? [{ ...d, au: d.au }] : [],
  )
}
