import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { ActeDuJournal } from '../../journal/index.ts'
import type { Difference } from './champs.table.ts'

/** What the journal keeps of a change. `section`: absent when a file was applied. */
export type ChangementJournalise = { revision: number; section?: string; champs: Difference[] }
/** One change of the settings. `nom`: who made it; nothing for the command that applies the file, or an account that was erased. */
export type Changement = ChangementJournalise & { instant: Date; action: string; nom: string | null }

/** The acts that change settings. */
export const ACTES_REGLAGES = ['guichet.regle', 'guichet.fichier_applique'] as const satisfies readonly ActeDuJournal[]
export const HISTOIRE_MAX = 50

const changements = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('evenement as e')
    .leftJoin('compte as c', 'c.id', 'e.acteur_id')
    .select(['e.instant', 'e.action', 'e.donnees', 'c.name as nom'])
    .where('e.guichet_id', '=', guichetId)
    .where('e.objet_id', '=', guichetId)
    .where('e.action', 'in', [...ACTES_REGLAGES])
type Ligne = { instant: Date; action: string; donnees: unknown; nom: string | null }
const enChangement = ({ instant, action, nom, donnees }: Ligne): Changement => ({
  instant,
  action,
  nom,
  ...(donnees as ChangementJournalise),
})

/** The latest changes, the last one first. */
export const histoireDesReglages = async (tx: Tx, guichetId: string): Promise<Changement[]> =>
  (await changements(tx, guichetId).orderBy('e.rang', 'desc').limit(HISTOIRE_MAX).execute()).map(enChangement)

/** What has changed since a page showed this revision, in order. */
export const changementsDepuis = async (tx: Tx, guichetId: string, revision: number): Promise<Changement[]> =>
  (await changements(tx, guichetId).where(sql<boolean>`(e.donnees ->> 'revision')::int > ${revision}`).orderBy('e.rang').execute()).map(
    enChangement,
  )

/** Codes among these that are no département. */
export async function departementsInconnus(tx: Tx, codes: readonly string[]): Promise<string[]> {
  const connus = await tx
    .selectFrom('departement')
    .select('code')
    .where('code', 'in', [...codes])
    .execute()
  return codes.filter(code => !connus.some(d => d.code === code))
}

/** False when the settings have changed since `depuis`. */
export async function changerReglages(tx: Tx, depuis: number, voulus: unknown): Promise<boolean> {
  const { rows } = await sql<{ fait: boolean }>`select changer_reglages(${depuis}, ${JSON.stringify(voulus)}::jsonb) as fait`.execute(tx)
  return rows[0]!.fait
}
