import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import type { EtapeDatee } from '../../ui/suite.tsx'
import { appelDeVersion } from '../appels/index.ts'
import { type FaitsSuite, suiteDuLaureat } from './suite.rules.ts'

/** A decision that grants an aid, told to a structure of the actor, with what comes after it. Cents. */
export type DecisionNeuve = {
  dossierId: string
  numero: string
  titre: string
  porteur: string
  appel: string
  accorde: Centimes
  demande: Centimes | null
  envoyeeLe: Date
  suite: EtapeDatee[]
}

/** Days during which a decision stands on top of the space of whoever received it. */
const JOURS = 30
const MONTREES = 3
/**
 * Decisions of the actor's structures that have just been told, until something of their aid is paid or thirty days have passed; or that of one dossier, as long as its aid lives. The amount is that
 * of the last letter which left: one decided since and not told is not read.
 */
export async function decisionsNeuves(tx: Tx, ctx: Contexte, dossierId?: string): Promise<DecisionNeuve[]> {
  const ids = structuresActives(ctx.acteur).map(s => s.id)
  if (ids.length === 0) return []
  const depuis = new Date(ctx.instant.getTime() - JOURS * 86_400_000)
  const { rows } = await sql<Omit<DecisionNeuve, 'suite' | 'appel'> & FaitsSuite & { versionId: string }>`
    select i.dossier_id as "dossierId", i.numero, i.titre, i.porteur, st.type, i.appel_version_id as "versionId", l.montant as accorde,
      (select x.aide_demandee from dossier x where x.id = i.dossier_id) as demande, l.envoyee_le as "envoyeeLe", u.fin,
      (select json_build_object('nature', a.nature, 'signeLe', a.signe_le) from acte a
        where a.dossier_id = i.dossier_id and a.retire_le is null and a.nature <> 'avenant' order by a.rang limit 1) as acte,
      coalesce((select json_agg(json_build_object('nature', v.nature, 'montant', v.montant, 'verseLe', v.verse_le) order by v.ordonne_le, v.id)
        from versement v where v.dossier_id = i.dossier_id and v.annule_le is null), '[]') as versements,
      (select json_build_object('echeance', b.echeance, 'deposeLe', (b.depose_le at time zone 'Europe/Paris')::date) from bilan b
        where b.dossier_id = i.dossier_id order by b.rang limit 1) as bilan
    from suivi u join instruction i on i.dossier_id = u.dossier_id join structure st on st.id = i.structure_id
    cross join lateral (select x.montant, x.sens, n.envoyee_le from notification n join decision x on x.id = n.decision_id
      where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le is not null
      order by n.envoyee_le desc, x.prise_le desc, x.id desc limit 1) l
    where u.guichet_id = ${ctx.guichetId} and i.structure_id = any(${ids}::uuid[]) and l.sens in ('retenu', 'partiel')
      and u.etape in ('notifie', 'conventionne', 'en_cours')
      and ${dossierId ? sql`u.dossier_id = ${dossierId}` : sql`u.paye = 0 and l.envoyee_le > ${depuis}`}
    order by l.envoyee_le desc, i.dossier_id limit ${MONTREES}`.execute(tx)
  return Promise.all(
    rows.map(async r => {
      const version = await appelDeVersion(tx, ctx.guichetId, r.versionId)
      if (!version) throw new Error(`dossier ${r.dossierId}: its call is not readable`)
      const { dossierId, numero, titre, porteur, accorde, demande, envoyeeLe } = r
      const suite = suiteDuLaureat(version.appel, r)
      return { dossierId, numero, titre, porteur, accorde, demande, envoyeeLe, appel: version.appel.titre, suite }
    }),
  )
}
