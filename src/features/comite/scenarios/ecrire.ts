import { sql } from 'kysely'
import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { MOTEUR, type OptionsTirages, type Probleme, type ResultatScenario } from '../../optimiseur/index.ts'
import { appelerCalculs } from './calcul/jouer.ts'

type AEcrire = { seanceId: string; nom: string; issuDe: string | null; probleme: Probleme } & (
  | { origine: 'main'; resultat: ResultatScenario }
  | { origine: 'optimiseur'; tirages: OptionsTirages }
)

/** Writes a new scenario with all its inputs: made by hand it has its result, otherwise it waits its turn to be calculated. */
export async function ecrireScenario(tx: Tx, ctx: ContexteActeur, s: AEcrire): Promise<string> {
  const id = nouvelId()
  const calcul =
    s.origine === 'main'
      ? { resultat: JSON.stringify(s.resultat), moteur: MOTEUR, calcul: 'aucun' }
      : { tirages: JSON.stringify(s.tirages), calcul: 'demande', file: sql<number>`nextval('scenario_file')` }
  await tx
    .insertInto('scenario')
    .values({
      id,
      guichet_id: ctx.guichetId,
      seance_id: s.seanceId,
      nom: s.nom,
      origine: s.origine,
      issu_de: s.issuDe,
      probleme: JSON.stringify(s.probleme),
      ...calcul,
      cree_par: ctx.acteur.compteId,
      cree_le: ctx.instant,
      modifie_par: ctx.acteur.compteId,
      modifie_le: ctx.instant,
    })
    .execute()
  if (s.origine === 'optimiseur') await appelerCalculs(tx, ctx.guichetId)
  return id
}
