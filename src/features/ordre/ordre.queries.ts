import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { appelPublie } from '../appels/index.ts'
import { type Appel, recuATemps, type Vague, vagueUtile } from '../cahier/index.ts'
import { ordreQuiVaut, vagueDeLOrdre } from './ordre.rules.ts'

export type DossierRange = {
  id: string
  numero: string
  titre: string
  volet: string | null
  etat: string
  deposeLe: Date | null
  /** Cents. */
  aide: number | null
  cout: number | null
}
type Cle = { guichetId: string; appelId: string; structureId: string; vague: string }

/** The dossiers that have a rank in a wave at an instant, by creation: those filed in it, and those that may still be. One withdrawn or given up has none. */
export async function dossiersDeLaVague(
  tx: Tx,
  p: Omit<Cle, 'vague'> & { appel: Appel; vague: Vague; instant: Date },
): Promise<DossierRange[]> {
  const lignes = await tx
    .selectFrom('dossier as d')
    .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
    .select(['d.id', 'd.numero', 'd.titre', 'd.volet', 'd.etat', 'd.depose_le', 'd.aide_demandee', 'd.cout_global', 'g.jusqu_au'])
    .where('d.guichet_id', '=', p.guichetId)
    .where('d.appel_id', '=', p.appelId)
    .where('d.structure_id', '=', p.structureId)
    .where('d.etat', 'not in', ['abandonne', 'retire'])
    .orderBy('d.cree_le')
    .orderBy('d.id')
    .execute()
  const ici = (v: Vague) => v.code === p.vague.code
  const encore = recuATemps({ ouverture: new Date(0), cloture: p.vague.cloture }, p.instant) && ici(vagueUtile(p.appel, p.instant))
  return lignes
    .filter(l => {
      if (l.depose_le) return ici(vagueDeLOrdre(p.appel, l.depose_le))
      return (
        encore ||
        (l.jusqu_au !== null &&
          recuATemps({ ouverture: new Date(0), cloture: l.jusqu_au }, p.instant) &&
          ici(vagueDeLOrdre(p.appel, p.instant)))
      )
    })
    .map(l => ({
      id: l.id,
      numero: l.numero,
      titre: l.titre,
      volet: l.volet,
      etat: l.etat,
      deposeLe: l.depose_le,
      aide: l.aide_demandee,
      cout: l.cout_global,
    }))
}

export type VersionOrdre = { version: number; dossiers: string[]; prisLe: Date; prisPar: string; compteId: string }
/** The versions of an order, the last first. `depuis`: this one and those after it. */
export async function versionsDeLOrdre(
  tx: Tx,
  c: Cle,
  { limite, depuis }: { limite?: number; depuis?: number } = {},
): Promise<VersionOrdre[]> {
  const lignes = await tx
    .selectFrom('ordre as o')
    .innerJoin('compte as c', 'c.id', 'o.pris_par')
    .select(['o.version', 'o.dossiers', 'o.pris_le', 'c.name', 'o.pris_par'])
    .where('o.guichet_id', '=', c.guichetId)
    .where('o.appel_id', '=', c.appelId)
    .where('o.structure_id', '=', c.structureId)
    .where('o.vague', '=', c.vague)
    .$if(depuis !== undefined, qb => qb.where('o.version', '>=', depuis!))
    .orderBy('o.version', 'desc')
    .$if(limite !== undefined, qb => qb.limit(limite!))
    .execute()
  return lignes.map(l => ({ version: l.version, dossiers: l.dossiers, prisLe: l.pris_le, prisPar: l.name, compteId: l.pris_par }))
}

/** Whether an order of this wave was given before an instant. */
export const ordreDonneAvant = async (tx: Tx, c: Cle, instant: Date): Promise<boolean> =>
  (await tx
    .selectFrom('ordre')
    .select('version')
    .where('guichet_id', '=', c.guichetId)
    .where('appel_id', '=', c.appelId)
    .where('structure_id', '=', c.structureId)
    .where('vague', '=', c.vague)
    .where('pris_le', '<', instant)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** One change at a time of the order of a porteur in a wave, until the end of the transaction. */
export const verrouillerOrdre = (tx: Tx, c: Cle) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`ordre:${c.guichetId}:${c.appelId}:${c.structureId}:${c.vague}`}, 0))`.execute(tx)

export type Classe = { rang: number; sur: number }
/**
 * The rank of a dossier among those of its porteur in its wave, and how many they are; nothing while the porteur has ranked none of several: nothing is supposed. Read for the
 * porteur before the closing, and for the service after it.
 */
export async function rangDe(
  tx: Tx,
  guichetId: string,
  d: { id: string; structure: { id: string }; deposeLe: Date | null; version: { appelId: string; appel: Appel } },
  instant: Date,
): Promise<Classe | undefined> {
  const { appel, appelId } = d.version
  if (!appel.porteurs.ordre) return undefined
  const vague = d.deposeLe ? vagueDeLOrdre(appel, d.deposeLe) : vagueUtile(appel, instant)
  const cle = { guichetId, appelId, structureId: d.structure.id }
  const [presents, [dernier]] = await Promise.all([
    dossiersDeLaVague(tx, { ...cle, appel, vague, instant }),
    versionsDeLOrdre(tx, { ...cle, vague: vague.code }, { limite: 1 }),
  ])
  if (!dernier && presents.length > 1) return undefined
  const ordre = ordreQuiVaut(
    dernier?.dossiers ?? [],
    presents.map(p => p.id),
  )
  const rang = ordre.indexOf(d.id) + 1
  return rang > 0 ? { rang, sur: ordre.length } : undefined
}

/** The calls in which one of the actor's structures has several dossiers to rank, the latest first, twenty at most. */
export async function ordresADonner(tx: Tx, ctx: Contexte): Promise<{ structure: string; appel: string; href: string }[]> {
  const structures = structuresActives(ctx.acteur)
  if (structures.length === 0) return []
  const trouves = await tx
    .selectFrom('dossier as d')
    .innerJoin('appel as a', 'a.id', 'd.appel_id')
    .select(['d.structure_id', 'a.slug'])
    .where('d.guichet_id', '=', ctx.guichetId)
    .where(
      'd.structure_id',
      'in',
      structures.map(s => s.id),
    )
    .where('d.etat', 'not in', ['abandonne', 'retire'])
    .groupBy(['d.structure_id', 'a.slug'])
    .having(eb => eb.fn.countAll(), '>', 1)
    .orderBy(eb => eb.fn.max('d.modifie_le'), 'desc')
    .limit(20)
    .execute()
  const lus = await Promise.all(trouves.map(async t => ({ ...t, publie: await appelPublie(tx, ctx.guichetId, t.slug) })))
  return lus.flatMap(({ structure_id, slug, publie }) =>
    publie?.appel.porteurs.ordre
      ? [
          {
            structure: structures.find(s => s.id === structure_id)!.nom,
            appel: publie.appel.titre,
            href: paths.structures.ordre(structure_id, slug),
          },
        ]
      : [],
  )
}
