import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import type { DecisionANotifier, LettreAEcrire } from '../notifications/index.ts'
import type { arretes } from '../suivi/index.ts'

export type ArreteEcrit = Awaited<ReturnType<typeof arretes.ecrire>>
/** What is signed, to the word: a letter to each structure of the project, and the arrêté that grants the aid when it goes with it. */
export type Contenu = { lettres: readonly LettreAEcrire[]; acte?: ArreteEcrit }
/** A decision that waits for a signature. Cents; `lue`: the digest that its reader read last. */
export type Presentee = {
  id: string
  decisionId: string
  dossierId: string
  appelId: string
  slug: string
  numero: string
  porteur: string
  titre: string
  sens: DecisionANotifier['sens']
  montant: Centimes
  base: Centimes | null
  avecActe: boolean
  numeroActe: string | null
  presenteeLe: Date
  lue: string | null
  lu: Contenu | null
}

/** What waits in these calls, the biggest amount first. */
export async function presenteesPour(
  tx: Tx,
  guichetId: string,
  { appels, compteId, ids }: { appels: readonly string[]; compteId: string; ids?: readonly string[] },
): Promise<Presentee[]> {
  const { rows } = await sql<Presentee>`
    select p.id, p.decision_id as "decisionId", p.dossier_id as "dossierId", i.appel_id as "appelId", a.slug, i.numero, i.porteur, i.titre, d.sens, d.montant, d.base,
      p.avec_acte as "avecActe", p.numero_acte as "numeroActe", p.presentee_le as "presenteeLe", l.empreinte as lue, l.contenu as lu
    from presentation p join decision d on d.id = p.decision_id join instruction i on i.dossier_id = p.dossier_id join appel a on a.id = i.appel_id
    left join lecture_presentation l on l.presentation_id = p.id and l.compte_id = ${compteId}
    where p.guichet_id = ${guichetId} and i.appel_id = any(${[...appels]}::uuid[]) and p.rendue_le is null and p.reprise_le is null
      and ${ids ? sql`p.id = any(${[...ids]}::uuid[])` : sql`true`} and i.etat not in ('retire', 'renonce')
      and not exists (select from signature_decision s where s.decision_id = p.decision_id and s.annulee_le is null)
      and not exists (select from decision r where r.remplace_id = p.decision_id)
    order by d.montant desc, i.numero`.execute(tx)
  return rows
}

/** Locks these until the end of the act: two who sign, give back or take back the same one follow one another. */
export const verrouiller = (tx: Tx, guichetId: string, ids: readonly string[]) =>
  sql`select id from presentation where guichet_id = ${guichetId} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)

/** A signature that may still be taken back. */
export type Annulable = { id: string; presentationId: string; dossierId: string; numero: string; montant: Centimes; signeeLe: Date }
export async function annulables(tx: Tx, guichetId: string, { compteId, apres }: { compteId: string; apres: Date }): Promise<Annulable[]> {
  const { rows } = await sql<Annulable>`
    select s.id, s.presentation_id as "presentationId", s.dossier_id as "dossierId", i.numero, d.montant, s.signee_le as "signeeLe"
    from signature_decision s join decision d on d.id = s.decision_id join instruction i on i.dossier_id = s.dossier_id
    where s.guichet_id = ${guichetId} and s.compte_id = ${compteId} and s.annulee_le is null and s.signee_le > ${apres}
      and not exists (select from confirmation c where c.decision_id = s.decision_id) order by s.id`.execute(tx)
  return rows
}

/** A signed decision whose letters are not prepared yet. */
export type SigneeEnAttente = {
  id: string
  decisionId: string
  dossierId: string
  compteId: string
  signataireId: string
  delegationId: string | null
  signeeLe: Date
  contenu: Contenu
}
export async function signeesAEnvoyer(tx: Tx, guichetId: string, appelId: string): Promise<SigneeEnAttente[]> {
  const { rows } = await sql<SigneeEnAttente>`
    select s.id, s.decision_id as "decisionId", s.dossier_id as "dossierId", s.compte_id as "compteId", s.signataire_id as "signataireId",
      s.delegation_id as "delegationId", s.signee_le as "signeeLe", s.contenu
    from signature_decision s join instruction i on i.dossier_id = s.dossier_id
    where s.guichet_id = ${guichetId} and i.appel_id = ${appelId} and s.annulee_le is null and i.etat not in ('retire', 'renonce')
      and not exists (select from confirmation c where c.decision_id = s.decision_id) and not exists (select from decision r where r.remplace_id = s.decision_id)
    order by s.id for update of s`.execute(tx)
  return rows
}

/** Cents signed in a call, and those of its envelopes. */
export async function engagesDe(tx: Tx, guichetId: string, appelId: string): Promise<{ signe: Centimes; enveloppe: Centimes }> {
  const { rows } = await sql<{ signe: Centimes; enveloppe: Centimes }>`
    select coalesce((select sum(d.montant) from signature_decision s join decision d on d.id = s.decision_id join instruction i on i.dossier_id = s.dossier_id
        where s.guichet_id = ${guichetId} and i.appel_id = ${appelId} and s.annulee_le is null and not exists (select from decision r where r.remplace_id = d.id)), 0)::bigint as signe,
      coalesce((select sum(e.montant) from enveloppe e where e.guichet_id = ${guichetId} and e.appel_id = ${appelId}), 0)::bigint as enveloppe`.execute(
    tx,
  )
  return rows[0]!
}
