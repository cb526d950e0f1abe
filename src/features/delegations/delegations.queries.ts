import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type Signataire, signatairesParId } from '../agents/index.ts'
import type { Deleguee, Nature } from './competence.rules.ts'

/** A delegation with who gave it, who has it, and what was signed under it. Cents. */
export type Delegation = Deleguee & {
  delegant: Signataire
  delegue: Signataire
  arreteNumero: string
  recueil: string
  fichierNom: string
  taille: number
  cle: string
  enregistreeLe: Date
  finMotif: string
  /** Whether its arrêté lets its delegate subdelegate. */
  subdelegable: boolean
  mere: Delegation | null
}
type Ligne = Omit<Delegation, 'delegant' | 'delegue' | 'mere'> & { delegantId: string; mereId: string | null }

/**
 * Delegations that somebody chooses, the last arrêté first. `sauf`: dossiers whose decisions are about to be signed again: what was signed of them is left out of what was
 * used. `verrou`: nobody signs under them, or ends them, before the end of the transaction.
 */
async function lire(
  tx: Tx,
  guichetId: string,
  choix: ReturnType<typeof sql<boolean>>,
  { verrou = false, sauf = [] as readonly string[] } = {},
): Promise<Delegation[]> {
  if (verrou) {
    // those that they come from first, as the database does when something is signed
    await sql`select id from delegation x where x.id in (select d.mere_id from delegation d where d.guichet_id = ${guichetId} and ${choix}) order by id for no key update`.execute(
      tx,
    )
    await sql`select id from delegation d where d.guichet_id = ${guichetId} and ${choix} order by id for no key update`.execute(tx)
  }
  const somme = (
    nature: Nature,
  ) => sql`coalesce((select sum(coalesce(e.garde, e.ajout)) from emploi_delegation e where e.guichet_id = d.guichet_id
    and (e.delegation_id = d.id or e.delegation_id in (select y.id from delegation y where y.mere_id = d.id))
    and e.nature = ${nature} and e.rendu_le is null and not (e.nature = 'decision' and e.dossier_id = any(${[...sauf]}::uuid[]))), 0)::bigint`
  const { rows } = await sql<Ligne>`
    select d.id, d.appel_id as "appelId", d.delegant_id as "delegantId", d.delegue_id as "delegueId", d.arrete_numero as "arreteNumero", d.arrete_le as "arreteLe",
      d.recueil, d.publiee_le as "publieeLe", d.natures, d.plafond_acte as "plafondActe", d.plafond_total as "plafondTotal", d.du, d.au, d.fichier_nom as "fichierNom",
      d.taille, d.cle, d.enregistree_le as "enregistreeLe", d.finie_le as "finieLe", d.fin_motif as "finMotif", d.subdelegable, d.mere_id as "mereId",
      json_build_object('decision', ${somme('decision')}, 'acte', ${somme('acte')}, 'versement', ${somme('versement')}) as emploi
    from delegation d where d.guichet_id = ${guichetId} and ${choix} order by d.arrete_le desc, d.enregistree_le desc, d.id`.execute(tx)
  const ids = [...new Set(rows.flatMap(l => [l.delegantId, l.delegueId]))]
  const gens = new Map((await signatairesParId(tx, guichetId, ids)).map(s => [s.id, s]))
  const meres = await meresDe(tx, guichetId, rows, sauf)
  return rows.map(({ delegantId, mereId, ...l }) => ({
    ...l,
    ...{ delegant: gens.get(delegantId)!, delegue: gens.get(l.delegueId)! },
    mere: mereId === null ? null : meres.get(mereId)!,
  }))
}

/** The delegations that subdelegations come from: these come from no other. */
async function meresDe(tx: Tx, guichetId: string, lignes: readonly Ligne[], sauf: readonly string[]): Promise<Map<string, Delegation>> {
  const ids = lignes.flatMap(l => l.mereId ?? [])
  if (ids.length === 0) return new Map()
  return new Map((await lire(tx, guichetId, sql<boolean>`d.id = any(${ids}::uuid[])`, { sauf })).map(d => [d.id, d]))
}

/** What comes from a delegation. */
export const subdelegationsDe = (tx: Tx, guichetId: string, id: string) => lire(tx, guichetId, sql<boolean>`d.mere_id = ${id}`)

/** Those that hold for a call: its own, and those for every call. */
export const delegationsDe = (tx: Tx, guichetId: string, appelId: string) =>
  lire(tx, guichetId, sql<boolean>`(d.appel_id = ${appelId} or d.appel_id is null)`)

/** One of those that hold for a call. */
export const delegationDe = async (tx: Tx, guichetId: string, appelId: string, id: string, { verrou = false } = {}) =>
  (await lire(tx, guichetId, sql<boolean>`d.id = ${id} and (d.appel_id = ${appelId} or d.appel_id is null)`, { verrou }))[0]

/** Those that somebody signs under. */
export const delegationsVers = (tx: Tx, guichetId: string, delegueId: string, o: { verrou?: boolean; sauf?: readonly string[] } = {}) =>
  lire(tx, guichetId, sql<boolean>`d.delegue_id = ${delegueId}`, o)

/** Those that an account gave or received, whatever office it held. */
export const delegationsDuCompte = (tx: Tx, guichetId: string, compteId: string) =>
  lire(
    tx,
    guichetId,
    sql<boolean>`exists (select from signataire s where s.id in (d.delegant_id, d.delegue_id) and s.compte_id = ${compteId})`,
  )

/** Delegations, and what comes from them, whose giver or receiver has left office since `depuis`, and of which nobody was told yet. */
export const delegationsQuittees = (tx: Tx, guichetId: string, depuis: Date) =>
  lire(
    tx,
    guichetId,
    sql<boolean>`d.depart_dit_le is null and d.finie_le is null and exists (select from signataire s left join delegation m on m.id = d.mere_id
      where s.guichet_id = d.guichet_id and s.fin_le > ${depuis} and s.id in (d.delegant_id, d.delegue_id, m.delegant_id))`,
    { verrou: true },
  )

/** Delegations whose last day comes within the days of the notice, and of which nobody was told yet. */
export const delegationsAAnnoncer = (tx: Tx, guichetId: string, o: { auPlusTard: string; pasAvant: string }) =>
  lire(
    tx,
    guichetId,
    sql<boolean>`d.preavis_le is null and d.finie_le is null and d.au between ${o.pasAvant}::date and ${o.auPlusTard}::date`,
    { verrou: true },
  )
