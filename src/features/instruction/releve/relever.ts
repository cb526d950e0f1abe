import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Contexte, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { type AppelPublie, appelsPublies } from '../../appels/index.ts'
import { refermerPourInstruire } from '../../depot/index.ts'
import { journaliser } from '../../journal/index.ts'
import { constaterReleve } from './constater.ts'
import { comptesDuReleve, relevesFaits } from './releve.queries.ts'
import { delaiDe, sansReleve, type VagueARelever, vaguesAFaire } from './releve.rules.ts'

/** Dossiers of one statement, far below the time that a statement may take. All parts are one transaction. */
const PART = 5_000

/** `releve`: the wave was collected now; `retardataires`: it had been, and these dossiers filed since by derogation have followed. */
export type Releve = { slug: string; vague: string; genre: 'releve' | 'retardataires'; nombre: number }

/**
 * The relevé (C4.2): at the instant that the call sets, the filed dossiers of a wave pass « en instruction », all or none, once, however many
 * workers run it or however late. Each wave has its transaction. Does nothing before the instant, and nothing more when all is done.
 */
export async function releverVagues({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<Releve[]> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const publies = await enTransaction(ctx, tx => appelsPublies(tx, guichetId))
  const appels = publies.flatMap(p => [p, ...(p.appel.second ? [{ ...p, appel: p.appel.second }] : [])])
  const faits: Releve[] = []
  const aFaire = async ({ appel, appelId }: AppelPublie) =>
    vaguesAFaire(appel, instant, await enTransaction(ctx, tx => relevesFaits(tx, guichetId, appelId)))
  for (const publie of appels)
    for (const vague of await aFaire(publie)) {
      const fait = await enTransaction(ctx, tx => relever(tx, ctx, publie, vague))
      if (fait) faits.push({ slug: publie.appel.slug, vague: vague.code, ...fait })
    }
  for (const publie of appels)
    for (const vague of sansReleve(publie.appel, instant)) await enTransaction(ctx, tx => instruireLesRestes(tx, ctx, publie, vague))
  return faits
}

/**
 * Where a call has no relevé, a dossier is instructed from its filing on. Those that were filed when the call had one, or before it could have
 * none, may be changed until the closing that they were told: they are taken up after it.
 */
async function instruireLesRestes(tx: Tx, ctx: Contexte, p: AppelPublie, v: Pick<VagueARelever, 'du' | 'avant' | 'temps'>) {
  for (const d of await prendre(tx, ctx, p, v, null)) await journaliser(tx, ctx, 'dossier.releve', d.id, { numero: d.numero })
}

/** Collects one wave whose instant has come; when it was, only the dossiers filed since by derogation follow it. */
export async function relever(
  tx: Tx,
  ctx: Contexte,
  p: AppelPublie,
  v: VagueARelever,
): Promise<Pick<Releve, 'genre' | 'nombre'> | undefined> {
  const id = nouvelId()
  const cle = { guichet_id: ctx.guichetId, appel_id: p.appelId, vague: v.code }
  // two workers: the second waits here for the first, then finds that it is done
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('releve')
    .values({ id, ...cle, prevu_le: v.prevuLe, fait_le: ctx.instant, comptes: '{}', previent: p.appel.calendrier.continu !== undefined })
    .onConflict(oc => oc.columns(['appel_id', 'vague']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return suivre(tx, ctx, p, v)
  const dossiers = await prendre(tx, ctx, p, v, id)
  const comptes = await comptesDuReleve(tx, ctx.guichetId, p.appelId, v, id)
  await tx
    .updateTable('releve')
    .set({ comptes: JSON.stringify(comptes) })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .execute()
  await constaterReleve(tx, ctx, p, v, id, comptes)
  // one line for all: the list of numbers is sealed by its hash
  const sha256 = createHash('sha256')
    .update(dossiers.map(d => d.numero).join('\n'))
    .digest('hex')
  await journaliser(tx, ctx, 'appel.releve', p.appelId, { vague: v.code, deposes: comptes.deposes, brouillons: comptes.brouillons, sha256 })
  return { genre: 'releve', nombre: dossiers.length }
}

/** Dossiers filed by derogation after the relevé of their wave. */
async function suivre(tx: Tx, ctx: Contexte, p: AppelPublie, v: VagueARelever) {
  const { id } = await tx
    .selectFrom('releve')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('appel_id', '=', p.appelId)
    .where('vague', '=', v.code)
    .executeTakeFirstOrThrow()
  const dossiers = await prendre(tx, ctx, p, v, id)
  for (const d of dossiers) await journaliser(tx, ctx, 'dossier.releve', d.id, { numero: d.numero, vague: v.code })
  return dossiers.length > 0 ? { genre: 'retardataires' as const, nombre: dossiers.length } : undefined
}

/** The filed dossiers of a wave pass « en instruction », as they were filed, and their first delay begins to show. */
async function prendre(tx: Tx, ctx: Contexte, p: AppelPublie, v: Pick<VagueARelever, 'du' | 'avant' | 'temps'>, releveId: string | null) {
  const dossiers = await tx
    .selectFrom('dossier')
    .select(['id', 'numero'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('appel_id', '=', p.appelId)
    .where('etat', '=', 'depose')
    .where('temps', '=', v.temps)
    .where('depose_le', '>=', v.du)
    .$if(v.avant !== undefined, q => q.where('depose_le', '<', v.avant!))
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = dossiers.map(d => d.id)
  for (let i = 0; i < ids.length; i += PART) await passerEnInstruction(tx, ctx, p, releveId, ids.slice(i, i + PART))
  return dossiers
}

async function passerEnInstruction(tx: Tx, ctx: Contexte, p: AppelPublie, releveId: string | null, ids: readonly string[]) {
  const tous = sql<string>`any(${ids}::uuid[])`
  await refermerPourInstruire(tx, ctx, ids)
  await tx.updateTable('dossier').set({ etat: 'en_instruction' }).where('guichet_id', '=', ctx.guichetId).where('id', '=', tous).execute()
  const { mois, motif } = delaiDe(p.appel)
  // the last second, in Paris, of the day on which silence speaks
  const echeance = sql<Date>`(((depose_le at time zone 'Europe/Paris')::date + make_interval(months => ${mois}))
    + interval '1 day' - interval '1 second') at time zone 'Europe/Paris'`
  await tx
    .updateTable('instruction')
    .set({ releve_id: releveId, echeance, echeance_motif: motif })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', tous)
    .execute()
}
