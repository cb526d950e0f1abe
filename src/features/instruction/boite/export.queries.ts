import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { etapeDuSuivi, porteurDeclare } from '../../etats/index.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'
import type { Reponse } from '../../verdicts/index.ts'
import type { Filtre } from '../liste/filtres.ts'
import { filtrees, nomEpci } from '../liste/liste.queries.ts'
import { ordre } from '../liste/tris.ts'

/** The dossiers of a list, in its order, at one instant: sixteen bytes each, so that a long list stays small while it is sent. */
export type Liste = Buffer
const OCTETS = 16
export const nombreDe = (liste: Liste) => liste.length / OCTETS

export async function listeEntiere(tx: Tx, l: Lecteur, f: Filtre, instant: Date): Promise<Liste> {
  const { ids } = await filtrees(tx, l, f, instant)
    .select(
      sql<Buffer | null>`string_agg(uuid_send(i.dossier_id), ''::bytea order by ${ordre(f, 'suite') as RawBuilder<unknown>})`.as('ids'),
    )
    .executeTakeFirstOrThrow()
  return ids ?? Buffer.alloc(0)
}

/** The opinions that the call asks for, by code: what was answered in time, what the silence means once it is established; nothing where none was asked. */
type AvisExportes = Record<string, { sens: string | null; silence: string | null }>
const avisDuDossier = sql<AvisExportes | null>`(select jsonb_object_agg(v.code, jsonb_build_object('sens', case when v.rendu_le < v.avant then v.sens end,
    'silence', case when v.silence_le is not null then v.silence end))
  from avis v where v.guichet_id = i.guichet_id and v.dossier_id = i.dossier_id and v.code is not null and v.annule_le is null)`

const enUuid = (b: Buffer) => b.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
const lignes = (tx: Tx, l: Lecteur, ids: readonly string[]) =>
  tx
    .selectFrom('instruction as i')
    .innerJoin(sql<{ id: string; rang: number }>`unnest(${ids}::uuid[]) with ordinality`.as<'u'>(sql`u (id, rang)`), 'u.id', 'i.dossier_id')
    .innerJoin('structure as s', 's.id', 'i.structure_id')
    .innerJoin('appel as a', 'a.id', 'i.appel_id')
    .leftJoin('compte as c', 'c.id', 'i.assigne_a')
    .selectAll('i')
    .select([
      's.siren',
      'a.slug as appel_slug',
      'c.name as assigne_nom',
      nomEpci.as('epci'),
      etapeDuSuivi('i.dossier_id').as('etape'),
      porteurDeclare('i.structure_id').as('declaree'),
      avisDuDossier.as('avis'),
    ])
    .where('i.guichet_id', '=', l.guichetId)
    .where(lisible(l))
    .orderBy('u.rang')
type Lue = Awaited<ReturnType<ReturnType<typeof lignes>['executeTakeFirstOrThrow']>>
/** `priorite`: « 1 sur 2 » of its porteur's, where the order may be read; `instances`: what each body of the call said of it, in a word. */
type EnPlus = { priorite?: string | undefined; instances?: ReadonlyMap<string, string> | undefined }
export type LigneExport = Lue & EnPlus
/** What else is read of the rows of a lot: that of each, by its id. */
export type LireEnPlus = (tx: Tx, lues: readonly Lue[]) => Promise<(dossier: string) => EnPlus>

/** Rows read at once while a list is sent. */
const LOT = 500
/**
 * The rows of a list, a few hundred at a time, each reading in its own short transaction (`lire`): whoever downloads slowly holds nothing. The next
 * ones are read while these are written. A dossier that has left the reader's perimeter meanwhile is left out.
 */
export async function* parLots(
  liste: Liste,
  l: Lecteur,
  lire: <T>(f: (tx: Tx) => Promise<T>) => Promise<T>,
  enPlus: LireEnPlus = async () => () => ({}),
): AsyncGenerator<LigneExport, void> {
  const lireLot = async (de: number) => {
    const lot = liste.subarray(de, de + LOT * OCTETS)
    const ids = Array.from({ length: nombreDe(lot) }, (_, i) => enUuid(lot.subarray(i * OCTETS, (i + 1) * OCTETS)))
    if (ids.length === 0) return []
    return lire(async tx => {
      const lues = await lignes(tx, l, ids).execute()
      const dits = await enPlus(tx, lues)
      return lues.map(x => ({ ...x, ...dits(x.dossier_id) }))
    })
  }
  let suivant = lireLot(0)
  for (let de = 0; de < liste.length; de += LOT * OCTETS) {
    const lues = await suivant
    suivant = lireLot(de + LOT * OCTETS)
    suivant.catch(() => {}) // told when it is its turn, or to nobody when the reader has left
    yield* lues
  }
}

export type LigneDeTableau = { numero: string; porteur: string; rang: number; valeurs: Record<string, Reponse> }
/** The lines of one table of these dossiers, as they were last filed: dossier by dossier, a few hundred at a time. */
export async function* lignesDuTableau(
  dossiers: AsyncIterable<LigneExport>,
  guichetId: string,
  tableau: string,
  lire: <T>(f: (tx: Tx) => Promise<T>) => Promise<T>,
): AsyncGenerator<LigneDeTableau, void> {
  let lot: LigneExport[] = []
  const lignesDuLot = async () => {
    const ids = lot.map(l => l.depot_id)
    const depots = await lire(tx =>
      tx
        .selectFrom('depot as p')
        .select(['p.id', sql<Record<string, Reponse>[] | null>`p.contenu::jsonb -> 'listes' -> ${tableau}`.as('lignes')])
        .where('p.guichet_id', '=', guichetId)
        .where('p.id', 'in', ids)
        .execute(),
    )
    const parDepot = new Map(depots.map(d => [d.id, d.lignes ?? []]))
    return lot.flatMap(l =>
      (parDepot.get(l.depot_id) ?? []).map((valeurs, i) => ({ numero: l.numero, porteur: l.porteur, rang: i + 1, valeurs })),
    )
  }
  for await (const l of dossiers) {
    lot.push(l)
    if (lot.length < LOT) continue
    yield* await lignesDuLot()
    lot = []
  }
  if (lot.length > 0) yield* await lignesDuLot()
}
