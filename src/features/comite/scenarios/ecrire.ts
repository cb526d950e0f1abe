import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { MOTEUR, type Probleme, type ResultatScenario } from '../../enveloppes/index.ts'

type AEcrire = {
  seanceId: string
  nom: string
  origine: 'main' | 'optimiseur'
  issuDe: string | null
  probleme: Probleme
  resultat: ResultatScenario
}

/** Writes a new scenario: its inputs, its result, and with which engine. */
export async function ecrireScenario(tx: Tx, ctx: ContexteActeur, s: AEcrire): Promise<string> {
  const id = nouvelId()
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
      resultat: JSON.stringify(s.resultat),
      moteur: MOTEUR,
      calcul: 'fini',
      cree_par: ctx.acteur.compteId,
      cree_le: ctx.instant,
      modifie_par: ctx.acteur.compteId,
      modifie_le: ctx.instant,
    })
    .execute()
  return id
}
