import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type EnveloppeLue, enveloppesDe } from '../../enveloppes/index.ts'
import type { AvisPv, ContenuPv, DecisionPv, EnveloppePv, FaitsSeance, MouvementPv } from './contenu.ts'

export type SignaturePv = { membreId: string; reserve: string; le: Date }
/** A version of the procès-verbal. `cle`: the bytes that were kept when it was frozen. */
export type VersionPv = {
  id: string
  version: number
  contenu: ContenuPv
  par: string
  le: Date
  sha256: string | null
  cle: string | null
  figeLe: Date | null
  /** Members who were there and had not signed it when it was frozen, and why it was all the same. */
  nonSignataires: readonly string[]
  gelMotif: string
  signatures: readonly SignaturePv[]
}

/** Every version of the procès-verbal of a séance, the last one first. */
export async function versionsDe(tx: Tx, guichetId: string, seanceId: string): Promise<VersionPv[]> {
  const lignes = await tx
    .selectFrom('proces_verbal as v')
    .innerJoin('compte as c', 'c.id', 'v.etabli_par')
    .select(['v.id', 'v.version', 'v.contenu', 'c.name as par', 'v.etabli_le as le', 'v.sha256', 'v.cle', 'v.fige_le as figeLe'])
    .select(['v.non_signataires as nonSignataires', 'v.gel_motif as gelMotif'])
    .where('v.guichet_id', '=', guichetId)
    .where('v.seance_id', '=', seanceId)
    .orderBy('v.version', 'desc')
    .execute()
  const signatures = await tx
    .selectFrom('signature as s')
    .innerJoin('proces_verbal as v', 'v.id', 's.proces_verbal_id')
    .select(['s.proces_verbal_id as pv', 's.membre_id as membreId', 's.reserve', 's.signee_le as le'])
    .where('s.guichet_id', '=', guichetId)
    .where('v.seance_id', '=', seanceId)
    .orderBy('s.signee_le')
    .execute()
  return lignes.map(l => ({
    ...l,
    contenu: l.contenu as unknown as ContenuPv,
    signatures: signatures.filter(s => s.pv === l.id).map(({ pv: _, ...s }) => s),
  }))
}

/** What a closed séance has written: a decision that it replaced itself is left out, one that was replaced since is what it decided. */
export async function faitsDe(tx: Tx, guichetId: string, seanceId: string): Promise<Omit<FaitsSeance, 'priorites'>> {
  const seance = await tx
    .selectFrom('seance')
    .select(['appel_id', 'ouverte_le', 'close_le'])
    .where('guichet_id', '=', guichetId)
    .where('id', '=', seanceId)
    .executeTakeFirstOrThrow()
  const { rows: decisions } = await sql<DecisionPv & { dossierId: string }>`
    select d.dossier_id as "dossierId", d.sens, d.montant, d.rang, d.motif, d.conditions from decision d
    where d.guichet_id = ${guichetId} and d.seance_id = ${seanceId}
      and not exists (select from decision r where r.remplace_id = d.id and r.seance_id = d.seance_id)`.execute(tx)
  const { rows: debats } = await sql<{ dossierId: string; presents: number; conclusion: string }>`
    select dossier_id as "dossierId", cardinality(presents) as presents, conclusion from deliberation
    where guichet_id = ${guichetId} and seance_id = ${seanceId}`.execute(tx)
  const { rows: avis } = await sql<AvisPv & { dossierId: string; votants: number; representes: string[]; mandataires: string[] }>`
    select dossier_id as "dossierId", sens, pour, contre, abstention, sans_vote as "sansVote", montant, raison, cardinality(votants) as votants,
      representes, mandataires
    from avis_instance where guichet_id = ${guichetId} and seance_id = ${seanceId}`.execute(tx)
  const mouvements = await tx
    .selectFrom('seance_mouvement')
    .select(['membre_id as membreId', 'quoi', 'le'])
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', seanceId)
    .orderBy('le')
    .orderBy('id')
    .execute()
  return {
    mouvements: mouvements.map(x => ({ ...x, le: x.le.toISOString() }) as MouvementPv),
    ouverteLe: seance.ouverte_le!,
    closeLe: seance.close_le!,
    decisions: new Map(decisions.map(({ dossierId, ...d }) => [dossierId, d])),
    debats: new Map(debats.map(({ dossierId, ...d }) => [dossierId, d])),
    avis: new Map(avis.map(({ dossierId, ...a }) => [dossierId, a])),
    enveloppes: await enveloppesAutour(tx, guichetId, seanceId, await enveloppesDe(tx, guichetId, seance.appel_id, seance.close_le)),
  }
}

/**
 * What each envelope of the call had granted before the first movement of a séance and after its last; at its closing when it moved nothing. `alors`: the envelopes as they were
 * at that closing, whatever money has moved since.
 */
async function enveloppesAutour(tx: Tx, guichetId: string, seanceId: string, alors: readonly EnveloppeLue[]): Promise<EnveloppePv[]> {
  const { rows } = await sql<{ id: string; avant: number; apres: number }>`
    select e.id, coalesce(premier.avant, fin.accorde, 0)::bigint as avant, coalesce(dernier.accorde, fin.accorde, 0)::bigint as apres
    from seance s join enveloppe e on e.appel_id = s.appel_id
    left join lateral (select m.accorde - m.montant as avant from mouvement m join decision d on d.id = m.decision_id
      where m.enveloppe_id = e.id and d.seance_id = s.id order by m.rang limit 1) premier on true
    left join lateral (select m.accorde from mouvement m join decision d on d.id = m.decision_id
      where m.enveloppe_id = e.id and d.seance_id = s.id order by m.rang desc limit 1) dernier on true
    left join lateral (select m.accorde from mouvement m where m.enveloppe_id = e.id and m.instant <= s.close_le order by m.rang desc limit 1) fin on true
    where s.guichet_id = ${guichetId} and s.id = ${seanceId}`.execute(tx)
  return alors.map(({ id, libelle, montant, reserve, accorde }) => {
    const { avant, apres } = rows.find(r => r.id === id) ?? { avant: accorde, apres: accorde }
    return { libelle, montant, ...(reserve > 0 ? { reserve } : {}), avant, apres }
  })
}
