import { type RawBuilder, sql } from 'kysely'
import { type ContexteActeur, structuresActives } from '../../../../contexte.ts'
import type { Tx } from '../../../../db/db.ts'
import { appelDeVersion } from '../../../appels/index.ts'
import type { Appel } from '../../../cahier/index.ts'
import type { EtapeSuivi, EtatInstruit } from '../../../decret/index.ts'
import { etapeDuSuivi } from '../../../etats/index.ts'
import { deSesAppels, lecteurDe, lisible } from '../../../perimetre/index.ts'
import type { Instruit } from '../../../service/index.ts'
import type { Suite } from '../../liste/filtres.ts'

/** Other dossiers that the panel names, at most. */
const AUTRES_MAX = 20

/** Another filed dossier of the same structure; amounts in cents. `partenaire`: another structure bears it. */
export type AutreDossier = {
  id: string
  numero: string
  titre: string
  appel: string
  /** The call has no comité. */
  sansComite: boolean
  etat: EtatInstruit
  suite: Suite
  etape: EtapeSuivi | null
  partenaire: boolean
  porteur: string
  deposeLe: Date
  aide: number | null
  propose: number | null
  /** What the decision that stands grants, once it is notified. */
  accorde: number | null
}
/** Those that the reader may read, the latest first, and how many others there are in the reader's calls: nothing of these leaves the database. */
export type AutresDossiers = { lisibles: AutreDossier[]; total: number; caches: number }

/** The other dossiers that the bearer of this one filed, or in which it is a partner, whatever the call. */
export async function autresDossiers(tx: Tx, ctx: ContexteActeur, { ligne }: Instruit): Promise<AutresDossiers> {
  const lecteur = await lecteurDe(tx, ctx)
  const lus = lisibleParMoi(ctx, lisible(lecteur))
  const base = () =>
    tx
      .selectFrom('instruction as i')
      .where('i.guichet_id', '=', ctx.guichetId)
      .where('i.dossier_id', '<>', ligne.dossier_id)
      .where(eb => eb.or([eb('i.structure_id', '=', ligne.structure_id), associe(ctx.guichetId, ligne.structure_id)]))
  const comptes = await base()
    .select([sql<number>`count(*) filter (where ${lus})::int`.as('lisibles'), sql<number>`count(*)::int`.as('total')])
    .where(deSesAppels(lecteur))
    .executeTakeFirstOrThrow()
  const lignes = await base()
    .select(['i.dossier_id', 'i.numero', 'i.titre', 'i.appel_version_id', 'i.etat', 'i.suite', 'i.structure_id', 'i.porteur'])
    .select(etapeDuSuivi('i.dossier_id').as('etape'))
    .select(['i.depose_le', 'i.aide_demandee', 'i.montant_propose', accordee.as('accorde')])
    .where(lus)
    .orderBy('i.depose_le', 'desc')
    .orderBy('i.dossier_id')
    .limit(AUTRES_MAX)
    .execute()
  const versions = new Map<string, Appel | undefined>()
  for (const version of new Set(lignes.map(l => l.appel_version_id)))
    versions.set(version, (await appelDeVersion(tx, ctx.guichetId, version))?.appel)
  return {
    total: comptes.lisibles,
    caches: comptes.total - comptes.lisibles,
    lisibles: lignes.map(l => ({
      id: l.dossier_id,
      numero: l.numero,
      titre: l.titre,
      appel: versions.get(l.appel_version_id)?.titre ?? '',
      sansComite: !versions.get(l.appel_version_id)?.comite,
      etat: l.etat as EtatInstruit,
      suite: l.suite as Suite,
      etape: l.etape,
      partenaire: l.structure_id !== ligne.structure_id,
      porteur: l.porteur,
      deposeLe: l.depose_le,
      aide: l.aide_demandee,
      propose: l.montant_propose,
      accorde: l.accorde,
    })),
  }
}

/** A decision is told once its letter has left. */
const accordee = sql<
  number | null
>`(select nullif(d.montant, 0) from decision d where d.guichet_id = i.guichet_id and d.dossier_id = i.dossier_id
  and not exists (select from decision r where r.remplace_id = d.id)
  and exists (select from notification n where n.decision_id = d.id and n.envoyee_le is not null))`

/** Their identifiers as an array: beside « or », a subquery would have every dossier of the guichet read. */
const associe = (guichetId: string, structureId: string) =>
  sql<boolean>`i.dossier_id = any(array(select p.dossier_id from partenaire p where p.guichet_id = ${guichetId}
    and p.structure_id = ${structureId} and p.retire_le is null))`

/** In the perimeter, and of no structure that the reader speaks for: whoever bears a project or is a partner in it never reads it here. */
function lisibleParMoi(ctx: ContexteActeur, dansLePerimetre: RawBuilder<boolean>) {
  const miennes = structuresActives(ctx.acteur).map(s => s.id)
  if (miennes.length === 0) return dansLePerimetre
  return sql<boolean>`(${dansLePerimetre} and i.structure_id <> all(${miennes}::uuid[]) and not exists (select from partenaire q
    where q.guichet_id = i.guichet_id and q.dossier_id = i.dossier_id and q.structure_id = any(${miennes}::uuid[]) and q.retire_le is null))`
}
