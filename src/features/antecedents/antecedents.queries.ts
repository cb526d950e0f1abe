import { sql } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile } from '../../lib/dates.ts'
import { type AppelDeVersion, versionsDe } from '../appels/index.ts'
import { rangDe } from '../ordre/index.ts'
import { litAutresDossiers } from '../recevabilite/index.ts'
import type { AutresDossiers } from '../verdicts/index.ts'

type DossierSitue = { id: string; structure: { id: string }; deposeLe: Date | null; version: AppelDeVersion }

/** Filed for good or not, taken up or not: whatever was decided since, which nobody may have been told. */
const NE_COMPTENT_PAS = ['brouillon', 'abandonne', 'retire', 'irrecevable'] as const

/**
 * The other dossiers of the structure that bears this one, as the guichet knows them at an instant. The caller has made sure that whoever reads them speaks for that
 * structure. Aids and lauréats count from the letter that told them.
 */
async function lireAutresDossiers(tx: Tx, guichetId: string, d: DossierSitue, instant: Date): Promise<AutresDossiers> {
  const { appel, appelId } = d.version
  const slugs = [...new Set(Object.values(appel.antecedents))]
  const [deposes, aides, appels, laureats, classe] = await Promise.all([
    tx
      .selectFrom('dossier')
      .select(eb => ['volet', eb.fn.countAll<number>().as('n')])
      .where('guichet_id', '=', guichetId)
      .where('appel_id', '=', appelId)
      .where('structure_id', '=', d.structure.id)
      .where('id', '<>', d.id)
      .where('etat', 'not in', NE_COMPTENT_PAS)
      .groupBy('volet')
      .execute(),
    aidesDe(tx, guichetId, { structureId: d.structure.id, sauf: d.id, instant }),
    slugs.length === 0
      ? []
      : tx.selectFrom('appel').select('slug').where('guichet_id', '=', guichetId).where('slug', 'in', slugs).execute(),
    appel.laureats === undefined ? 0 : laureatsDe(tx, guichetId, appelId, instant),
    rangDe(tx, guichetId, d, instant),
  ])
  return {
    deposes: Object.fromEntries(deposes.map(l => [l.volet ?? '', Number(l.n)])),
    aides,
    appels: appels.map(a => a.slug).sort(),
    laureats,
    ...(classe ? { rang: classe.rang } : {}),
  }
}

/** `d`: the last decision on the dossier of `i` that its porteur had been told at this instant. */
const notifieeA = (instant: Date) => sql`cross join lateral (
      select x.sens, x.montant, n.envoyee_le from notification n join decision x on x.id = n.decision_id
      where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le <= ${instant}
      order by n.envoyee_le desc, x.prise_le desc, x.id desc limit 1) d`

/** An aid given up counts for the part that was spent and is kept. */
export async function aidesDe(
  tx: Tx,
  guichetId: string,
  p: { structureId: string; sauf: string; instant: Date },
): Promise<AutresDossiers['aides']> {
  const { rows } = await sql<{ slug: string; version_id: string; montant: number; envoyee_le: Date }>`
    select a.slug, i.appel_version_id as version_id, d.envoyee_le, case when i.etat = 'renonce' then coalesce(k.montant, 0) else d.montant end as montant
    from instruction i join appel a on a.id = i.appel_id ${notifieeA(p.instant)}
    left join lateral (select x.montant from decision x where i.etat = 'renonce' and x.dossier_id = i.dossier_id
      and not exists (select from decision r where r.remplace_id = x.id)) k on true
    where i.guichet_id = ${guichetId} and i.structure_id = ${p.structureId} and i.dossier_id <> ${p.sauf} and d.sens in ('retenu', 'partiel')
    order by d.envoyee_le, i.numero`.execute(tx)
  const lignes = rows.map(l => ({ ...l, vie: null }))
  const version = await versionsDe(tx, guichetId, lignes)
  return lignes
    .filter(l => l.montant > 0)
    .map(l => ({
      appel: l.slug,
      le: dateCivile(l.envoyee_le),
      montant: l.montant,
      minimis: version(l)?.appel.aide.minimis !== undefined,
    }))
}

async function laureatsDe(tx: Tx, guichetId: string, appelId: string, instant: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from instruction i ${notifieeA(instant)}
    where i.guichet_id = ${guichetId} and i.appel_id = ${appelId} and i.etat = 'retenu' and d.sens in ('retenu', 'partiel')`.execute(tx)
  return rows[0]!.n
}

/** One filing of this structure in this call at a time, until the end of the transaction: two at once cannot both be the only one. */
export const verrouillerAutresDossiers = (tx: Tx, guichetId: string, { structure, version }: DossierSitue) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`autres:${guichetId}:${version.appelId}:${structure.id}`}, 0))`.execute(tx)

/** A dossier with what the guichet knows of its porteur's other dossiers, where a rule of its call asks it: for the porteur, and for what is said to the porteur alone. */
export const avecAutresDossiers = async <D extends DossierSitue>(
  tx: Tx,
  { guichetId, instant }: Pick<Contexte, 'guichetId' | 'instant'>,
  d: D,
) => (litAutresDossiers(d.version.appel) ? { ...d, autres: await lireAutresDossiers(tx, guichetId, d, instant) } : d)
