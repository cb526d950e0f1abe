import type { Tx } from '../../../db/db.ts'
import type { Probleme, ResultatScenario } from '../../enveloppes/index.ts'

/** A saved scenario: what it was asked, what came out, with which engine. */
export type Scenario = {
  id: string
  nom: string
  origine: 'main' | 'optimiseur'
  revision: number
  probleme: Probleme
  resultat: ResultatScenario
  moteur: string
  creeLe: Date
}

const lus = (tx: Tx, guichetId: string, seanceId: string) =>
  tx
    .selectFrom('scenario')
    .select(['id', 'nom', 'origine', 'revision', 'probleme', 'resultat', 'moteur', 'cree_le as creeLe'])
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', seanceId)
    .where('resultat', 'is not', null)
    .where('retire_le', 'is', null)

/** Scenarios of a séance, the first made first. */
export const scenariosDe = async (tx: Tx, guichetId: string, seanceId: string): Promise<Scenario[]> =>
  (await lus(tx, guichetId, seanceId).orderBy('cree_le').orderBy('id').execute()) as unknown as Scenario[]

export const trouverScenario = async (tx: Tx, guichetId: string, seanceId: string, id: string): Promise<Scenario | undefined> =>
  (await lus(tx, guichetId, seanceId).where('id', '=', id).executeTakeFirst()) as unknown as Scenario | undefined

/** Whether a scenario of the séance, other than `sauf`, has this name, whatever its capitals. */
export const nomPris = async (tx: Tx, guichetId: string, seanceId: string, nom: string, sauf?: string): Promise<boolean> =>
  !!(await tx
    .selectFrom('scenario')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', seanceId)
    .where('retire_le', 'is', null)
    .$if(sauf !== undefined, q => q.where('id', '<>', sauf!))
    .where(({ eb, fn, val }) => eb(fn('lower', ['nom']), '=', fn('lower', [val(nom)])))
    .executeTakeFirst())
