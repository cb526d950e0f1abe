import type { Tx } from '../../db/db.ts'
import { verdictsDuDepot } from '../dossiers/index.ts'
import type { Instruit } from '../service/index.ts'
import type { Resultat } from '../verdicts/index.ts'
import { ordreDesClauses, type RegleInstruite, type VerdictHumain } from './constats.ts'

/** The rules of a dossier in the order of their clauses: what the machine said of the last filing, what people said since, the latest first. */
export async function reglesInstruites(tx: Tx, guichetId: string, { dossier_id, depot_id }: Instruit['ligne']): Promise<RegleInstruite[]> {
  const humains = await verdictsHumains(tx, guichetId, dossier_id)
  const automatiques = await verdictsDuDepot(tx, guichetId, depot_id)
  return automatiques
    .map(v => ({
      regle: v.regle,
      titre: v.titre,
      automatique: v.resultat as Resultat,
      phrase: v.explication,
      clauses: v.clauses,
      humains: humains.get(v.regle) ?? [],
    }))
    .sort(ordreDesClauses)
}

async function verdictsHumains(tx: Tx, guichetId: string, dossierId: string): Promise<Map<string, VerdictHumain[]>> {
  const lignes = await tx
    .selectFrom('verdict_humain as h')
    .innerJoin('compte as c', 'c.id', 'h.rendu_par')
    .innerJoin('depot as p', 'p.id', 'h.depot_id')
    .select(['h.id', 'h.regle', 'h.resultat', 'h.motif', 'h.rendu_par', 'h.rendu_le', 'c.name', 'p.version'])
    .where('h.guichet_id', '=', guichetId)
    .where('h.dossier_id', '=', dossierId)
    .orderBy('h.rendu_le', 'desc')
    .orderBy('h.id', 'desc')
    .execute()
  const parRegle = new Map<string, VerdictHumain[]>()
  for (const { regle, ...l } of lignes) {
    const v = { id: l.id, motif: l.motif, par: l.name, parId: l.rendu_par, le: l.rendu_le, version: l.version }
    parRegle.set(regle, [...(parRegle.get(regle) ?? []), { ...v, resultat: l.resultat as Resultat | null }])
  }
  return parRegle
}
