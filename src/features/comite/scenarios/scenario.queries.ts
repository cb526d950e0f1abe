import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { OptionsTirages, Probleme, ResultatScenario } from '../../optimiseur/index.ts'
import type { EtatCalcul } from './calcul/calcul.rules.ts'
import { type EtapeCalcul, estMort } from './calcul/file.queries.ts'

/** Where the calculation is. `place`: how many are before it in the queue, plus one. */
export type Calcul = { etat: EtatCalcul; place: number; etape: EtapeCalcul | null }
/** A saved scenario: what it was asked, what came out, with which engine. */
export type Scenario = {
  id: string
  nom: string
  origine: 'main' | 'optimiseur'
  revision: number
  probleme: Probleme
  tirages: OptionsTirages | null
  /** Absent while nothing has been found. */
  resultat: ResultatScenario | null
  calcul: Calcul
  moteur: string | null
  creePar: string
  creeLe: Date
}

const AVANT = sql<number>`(select count(*) from scenario f where f.guichet_id = scenario.guichet_id and f.calcul = 'demande' and f.retire_le is null
  and f.file < scenario.file)::int + 1`

const lus = (tx: Tx, guichetId: string, seanceId: string) =>
  tx
    .selectFrom('scenario')
    .select(['id', 'nom', 'origine', 'revision', 'probleme', 'tirages', 'resultat', 'moteur', 'avancement as etape'])
    .select(['cree_par as creePar', 'cree_le as creeLe', AVANT.as('place')])
    .select(sql<EtatCalcul>`case when ${estMort} then 'coupe' else calcul end`.as('etat'))
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', seanceId)
    .where('retire_le', 'is', null)

type Ligne = Omit<Scenario, 'calcul'> & Calcul
const enScenario = ({ etat, place, etape, ...s }: Ligne): Scenario => ({ ...s, calcul: { etat, place, etape } })

/** Scenarios of a séance, the first made first. */
export const scenariosDe = async (tx: Tx, guichetId: string, seanceId: string): Promise<Scenario[]> =>
  ((await lus(tx, guichetId, seanceId).orderBy('cree_le').orderBy('id').execute()) as unknown as Ligne[]).map(enScenario)

export async function trouverScenario(tx: Tx, guichetId: string, seanceId: string, id: string): Promise<Scenario | undefined> {
  const lu = await lus(tx, guichetId, seanceId).where('id', '=', id).executeTakeFirst()
  return lu && enScenario(lu as unknown as Ligne)
}

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
