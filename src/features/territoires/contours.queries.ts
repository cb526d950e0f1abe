import type { MultiPolygon } from 'geojson'
import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type Appartenance, centreDe } from './dessiner.ts'

/** Where each of these communes belongs, by INSEE code; those that the referential does not know are left out. */
export async function communesDuReferentiel(tx: Tx, codes: readonly string[]): Promise<Map<string, Appartenance>> {
  const lignes = await tx
    .selectFrom('structure')
    .select(['code_insee', 'departement', 'epci_siren as epci'])
    .where('type', '=', 'commune')
    .where('code_insee', '=', sql<string>`any(${codes}::text[])`)
    .execute()
  return new Map(lignes.map(({ code_insee, ...l }) => [code_insee!, l]))
}

/** A territory on the map: `x`, `y` stand for it, in the units of the frame; `geometrie` and `point` are in degrees (longitude, latitude). */
export type Lieu = { code: string; trace: string; x: number; y: number; geometrie: MultiPolygon; point: [number, number] }
/** The map of a guichet and the territories asked for. */
export type FondDeCarte = { largeur: number; hauteur: number; departements: Lieu[]; epci: Lieu[]; communes: Lieu[] }

/** The guichet's map with these EPCI (SIREN) and communes (INSEE codes); `undefined` until somebody has imported one. */
export async function lireCarte(
  tx: Tx,
  guichetId: string,
  { epci, communes }: { epci: readonly string[]; communes: readonly string[] },
): Promise<FondDeCarte | undefined> {
  const carte = await tx.selectFrom('carte').select(['largeur', 'hauteur']).where('guichet_id', '=', guichetId).executeTakeFirst()
  if (!carte) return undefined
  const lignes = await tx
    .selectFrom('contour')
    .select(['maille', 'code', 'trace', 'x', 'y', 'geometrie'])
    .where('guichet_id', '=', guichetId)
    .where(({ eb, or, and }) =>
      or([
        eb('maille', '=', 'departement'),
        and([eb('maille', '=', 'epci'), eb('code', '=', sql<string>`any(${epci}::text[])`)]),
        and([eb('maille', '=', 'commune'), eb('code', '=', sql<string>`any(${communes}::text[])`)]),
      ]),
    )
    .orderBy('code')
    .execute()
  const de = (maille: string): Lieu[] =>
    lignes
      .filter(l => l.maille === maille)
      .map(({ maille: _, geometrie: g, ...l }) => {
        const geometrie = g as unknown as MultiPolygon
        return { ...l, geometrie, point: centreDe(geometrie, 4) }
      })
  return { ...carte, departements: de('departement'), epci: de('epci'), communes: de('commune') }
}
