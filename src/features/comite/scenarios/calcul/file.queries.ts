import { sql } from 'kysely'
import type { Tx } from '../../../../db/db.ts'
import type { OptionsTirages, Probleme, ResultatScenario } from '../../../optimiseur/index.ts'

/** A calculation that has begun; `essai` tells it from one that was begun again since. */
export type Essai = { id: string; seanceId: string; essai: number }
export type ACalculer = Essai & { probleme: Probleme; tirages: OptionsTirages | null }
export type EtapeCalcul = { phase: 'optimum' | 'conflits' | 'robustesse' | 'manques'; fraction: number }

/** Without a sign of life for that long, in the machine's time, a calculation was cut with its process. */
const MORT = sql`interval '15 seconds'`
export const estMort = sql<boolean>`calcul = 'en_cours' and vu_le < clock_timestamp() - ${MORT}`

/** Turns are given one at a time, whatever the number of processes. */
const UN_TOUR = 190_019

/** Notes those that were cut, then begins the calculation that has waited the longest, if fewer than `max` go on. */
export async function prendreUnTour(tx: Tx, guichetId: string, max: number): Promise<ACalculer | undefined> {
  await sql`select pg_advisory_xact_lock(${UN_TOUR})`.execute(tx)
  await tx.updateTable('scenario').set({ calcul: 'coupe' }).where('guichet_id', '=', guichetId).where(estMort).execute()
  const { rows } = await sql<ACalculer>`
    update scenario set calcul = 'en_cours', essai = essai + 1, vu_le = clock_timestamp(), avancement = '{"phase": "optimum", "fraction": 0}'
    where guichet_id = ${guichetId} and id = (
      select id from scenario where guichet_id = ${guichetId} and calcul = 'demande' and retire_le is null order by file limit 1)
    and (select count(*) from scenario where guichet_id = ${guichetId} and calcul = 'en_cours') < ${max}
    returning id, seance_id as "seanceId", essai, probleme, tirages`.execute(tx)
  return rows[0]
}

const duMeme = (tx: Tx, guichetId: string, e: Essai) =>
  tx
    .updateTable('scenario')
    .where('guichet_id', '=', guichetId)
    .where('id', '=', e.id)
    .where('essai', '=', e.essai)
    .where('calcul', '=', 'en_cours')

type Signe = { etape: EtapeCalcul | undefined; trouve: { resultat: ResultatScenario; moteur: string } | undefined }
/** Says that a calculation goes on, where it is, and the allocation as soon as there is one. False when it has been stopped. */
export async function faireSigne(tx: Tx, guichetId: string, e: Essai, { etape, trouve }: Signe): Promise<boolean> {
  const { numUpdatedRows } = await duMeme(tx, guichetId, e)
    .set({
      vu_le: sql`clock_timestamp()`,
      ...(etape ? { avancement: JSON.stringify(etape) } : {}),
      ...(trouve ? { resultat: JSON.stringify(trouve.resultat), moteur: trouve.moteur } : {}),
    })
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes how a calculation ended. False when it had been stopped before. */
export async function finirCalcul(
  tx: Tx,
  guichetId: string,
  e: Essai,
  fin: { calcul: 'fini'; resultat: ResultatScenario; moteur: string } | { calcul: 'echoue' | 'coupe' },
): Promise<boolean> {
  const { numUpdatedRows } = await duMeme(tx, guichetId, e)
    .set({
      calcul: fin.calcul,
      avancement: null,
      ...(fin.calcul === 'fini' ? { resultat: JSON.stringify(fin.resultat), moteur: fin.moteur } : {}),
    })
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
