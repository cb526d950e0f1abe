import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { appelDeVersion } from '../appels/index.ts'
import { lireContenu } from '../contenu/index.ts'
import type { Etat } from '../decret/index.ts'
import { type Depot, depotDe, depotsDe } from './depots.queries.ts'
import { base, type Dossier, enDossiers, lisible } from './dossiers.queries.ts'
import { type PieceJointe, piecesParId } from './pieces.queries.ts'

/**
 * Dossiers as they were filed last, with their filing, whoever reads: the caller has made sure that they are in their perimeter. As many queries for a hundred as for one.
 * `temps`: the last filing of that stage, an intention with 1; one that has none is left out.
 */
export async function dossiersEtDepots(
  tx: Tx,
  guichetId: string,
  ids: readonly string[],
  temps?: number,
): Promise<Map<string, { dossier: Dossier; depot: Depot }>> {
  const parmi = sql<string>`any(${[...ids]}::uuid[])`
  const lues = base(tx, guichetId).where('d.id', '=', parmi).where('d.etat', 'not in', ['brouillon', 'abandonne']).execute()
  const [lignes, depots] = await Promise.all([lues, depotsDe(tx, guichetId, ids, temps)])
  const gardees = lignes.filter(l => temps === undefined || depots.has(l.id))
  const [dossiers, pieces] = await Promise.all([
    enDossiers(tx, guichetId, gardees),
    piecesParId(
      tx,
      guichetId,
      ids,
      [...depots.values()].flatMap(d => d.pieces),
    ),
  ])
  const lus = new Map(dossiers.map(d => [d.id, d]))
  const complets = new Map<string, { dossier: Dossier; depot: Depot }>()
  for (const l of gardees) {
    const depot = depots.get(l.id)
    const dossier = await avecDepot(tx, guichetId, lisible(lus.get(l.id), l), depot, pieces)
    complets.set(l.id, { dossier: { ...dossier, autres: depot!.autres }, depot: depot! })
  }
  return complets
}

/** The same dossier with what was filed: changes that wait to be filed again are left out. */
export async function telQueDepose(tx: Tx, guichetId: string, dossier: Dossier): Promise<Dossier> {
  const depot = await depotDe(tx, guichetId, dossier.id)
  return avecDepot(tx, guichetId, dossier, depot, await piecesParId(tx, guichetId, [dossier.id], depot?.pieces ?? []))
}

/** `pieces`: the files of the filing, among others. */
async function avecDepot(tx: Tx, guichetId: string, dossier: Dossier, depot: Depot | undefined, pieces: readonly PieceJointe[]) {
  if (!depot) throw new Error(`dossier ${dossier.id} is filed without a filing`)
  const etat: Etat = dossier.etat === 'rouvert' ? 'depose' : dossier.etat
  const siennes = new Set(depot.pieces)
  // an intention is read by its own form and rules, whatever came after
  const autre =
    depot.temps === dossier.temps
      ? {}
      : { temps: depot.temps, version: lisible(await appelDeVersion(tx, guichetId, dossier.version.versionId, depot.temps), dossier) }
  const intention = depot.temps === 1 ? undefined : dossier.intention
  return {
    ...dossier,
    ...autre,
    intention,
    etat,
    contenu: lireContenu(depot.reponses),
    pieces: pieces.filter(p => siennes.has(p.id)),
    // whoever may not know now may not know then
    autres: dossier.autres && depot.autres,
  }
}
