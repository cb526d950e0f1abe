import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { EtapeSuivi, Place } from '../../decret/index.ts'
import { lireSuivi, type Suivi } from '../suivi.queries.ts'
import { type EtatBilan, naturesEligibles } from '../suivi.rules.ts'
import { deMesProjets, mesStructures } from './bilans.queries.ts'

export type BilanListe = {
  id: string
  dossierId: string
  numero: string
  titre: string
  porteur: string
  fin: string
  echeance: string
  etat: EtatBilan
  etape: EtapeSuivi
  final: boolean
  deposeLe: Date | null
  cadenceMois: number
  porteurMoi: boolean
}
/** Bilans listed at once: those to file first, the next one due first; then the others, the latest first. */
const BILANS_MAX = 100

/** Bilans of the actor's projects, or of one of them, whose period has begun. `jour`: today. */
export async function mesBilans(
  tx: Tx,
  ctx: Pick<Contexte, 'acteur' | 'guichetId'>,
  jour: string,
  dossierId?: string,
): Promise<BilanListe[]> {
  if (structuresActives(ctx.acteur).length === 0) return []
  const { rows } = await sql<Omit<BilanListe, 'cadenceMois'> & { versionId: string }>`
    select b.id, b.dossier_id as "dossierId", i.numero, i.titre, i.porteur, b.fin, b.echeance, b.etat, u.etape, b.final, b.depose_le as "deposeLe",
      i.appel_version_id as "versionId", i.structure_id = ${mesStructures(ctx)} as "porteurMoi"
    from bilan b join suivi u on u.dossier_id = b.dossier_id join instruction i on i.dossier_id = b.dossier_id
    where b.guichet_id = ${ctx.guichetId} and b.debut <= ${jour} and ${deMesProjets(ctx)} ${dossierId ? sql`and b.dossier_id = ${dossierId}` : sql``}
    order by b.etat in ('a_deposer', 'renvoye') desc, case when b.etat in ('a_deposer', 'renvoye') then b.echeance end, b.fin desc, b.id
    limit ${BILANS_MAX}`.execute(tx)
  const cadences = new Map<string, number>()
  for (const id of new Set(rows.map(r => r.versionId)))
    cadences.set(id, (await appelDeVersion(tx, ctx.guichetId, id))!.appel.suivi.cadence_mois)
  return rows.map(({ versionId, ...b }) => ({ ...b, cadenceMois: cadences.get(versionId)! }))
}

/** The follow-up of a project that the actor's structures bear or take part in; any other does not exist. */
export async function monSuivi(
  tx: Tx,
  ctx: Pick<Contexte, 'acteur' | 'guichetId'>,
  dossierId: string,
): Promise<{ suivi: Suivi; relation: Place } | undefined> {
  if (structuresActives(ctx.acteur).length === 0) return undefined
  const { rows } = await sql<{ versionId: string; porteurMoi: boolean }>`
    select i.appel_version_id as "versionId", i.structure_id = ${mesStructures(ctx)} as "porteurMoi" from instruction i
    where i.guichet_id = ${ctx.guichetId} and i.dossier_id = ${dossierId} and ${deMesProjets(ctx)}`.execute(tx)
  const version = rows[0] && (await appelDeVersion(tx, ctx.guichetId, rows[0].versionId))
  const lu = version && (await lireSuivi(tx, ctx.guichetId, dossierId, naturesEligibles(version.appel), version.appel.plan === 'aucun'))
  const suivi = lu?.dit
  return suivi && { suivi, relation: rows[0]!.porteurMoi ? 'porteur' : 'partenaire' }
}
