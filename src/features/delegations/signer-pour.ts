import { sql } from 'kysely'
import { type Contexte, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type DateCivile, dateCivile, formatDateCivile } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
import { majuscule } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { nomDuSignataire, type Signataire, signatairesDe } from '../agents/index.ts'
import { type AActer, competence, competences, type Nature, type OuEst } from './competence.rules.ts'
import { type Delegation, delegationsVers } from './delegations.queries.ts'

/** What a letter or an act prints of who decides and signs. `pour`: « Pour le préfet de Corse et par délégation ». */
export type Signature = { nom: string; qualite: string; service: string; pour?: string; delegation?: string; le?: DateCivile }
/** Something to sign: of a dossier, of an amount in cents. `ajout`: what it adds to what was signed before; its amount when nothing is said. */
export type ASigner = {
  dossierId: string
  montant: Centimes
  ajout?: Centimes
  /** Why only the authority signs it, without any delegation; nothing when a delegate may. */
  sansDelegation?: string | undefined
}
export type Signee = { signataire: Signataire; delegation: Delegation | null; signature: Signature }
/** `rang`: of the one that is refused, when it is one of them and not who signs. */
export type RefusSigner = { phrase: string; rang?: number }
type Demande = { appelId: string; nature: Nature; signataireId?: string | undefined; actes: readonly ASigner[] }

/**
 * In whose name these are signed now, and under which delegation, or why not; `null` for a call without a signatory, whose file speaks. Without a choice the authority
 * signs, when it is one person. With `verrou` nobody else signs under the same delegations before the end of the transaction.
 */
export async function signaturesPour(
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId' | 'instant'>,
  { appelId, nature, signataireId, actes }: Demande,
  { verrou = true } = {},
): Promise<Result<Signee[] | null, RefusSigner>> {
  const signataires = await signatairesDe(tx, ctx.guichetId, appelId)
  if (signataires.length === 0) return signataireId ? err({ phrase: 'Cette personne ne signe pas pour cet appel' }) : ok(null)
  const autorites = signataires.filter(s => s.enPropre)
  const s = signataireId ? signataires.find(x => x.id === signataireId) : autorites.length === 1 ? autorites[0] : undefined
  if (!s) return err({ phrase: signataireId ? 'Cette personne ne signe pas pour cet appel' : 'Choisissez qui signe' })
  const dossiers = actes.map(x => x.dossierId)
  const sauf = nature === 'decision' ? dossiers : []
  const delegations = s.enPropre ? [] : await delegationsVers(tx, ctx.guichetId, s.id, { verrou, sauf })
  const ou = await ouSont(tx, ctx.guichetId, dossiers)
  const aActer = actes.map(
    (x): AActer => ({ nature, montant: x.montant, ajout: x.ajout ?? x.montant, instant: ctx.instant, ou: ou.get(x.dossierId)! }),
  )
  const r = competences(s, delegations, aActer)
  if (!r.ok) return err(r.error)
  const rang = r.value.findIndex((d, i) => d !== null && actes[i]!.sansDelegation)
  if (rang !== -1) return err({ phrase: actes[rang]!.sansDelegation!, rang })
  return ok(r.value.map(delegation => ({ signataire: s, delegation, signature: signatureDe(s, delegation, ctx.instant) })))
}

/** Why this person may not sign each of these now, taken alone; nothing where they may. For a page: nothing is locked. */
export async function refusDeSigner(
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId' | 'instant'>,
  { nature, signataire: s, actes }: { nature: Nature; signataire: Signataire; actes: readonly ASigner[] },
): Promise<(string | undefined)[]> {
  const delegations = s.enPropre ? [] : await delegationsVers(tx, ctx.guichetId, s.id)
  const ou = await ouSont(
    tx,
    ctx.guichetId,
    actes.map(x => x.dossierId),
  )
  return actes.map(x => {
    const a = { nature, montant: x.montant, ajout: x.ajout ?? x.montant, instant: ctx.instant, ou: ou.get(x.dossierId)! }
    const r = competence(s, delegations, a)
    return r.ok ? (r.value ? x.sansDelegation : undefined) : r.error
  })
}

const signatureDe = (s: Signataire, d: Delegation | null, instant: Date): Signature => ({
  ...{ nom: nomDuSignataire(s), qualite: majuscule(s.qualite), service: s.service, le: dateCivile(instant) },
  ...(d
    ? {
        pour: `Pour ${(d.mere ?? d).delegant.qualite} et par ${d.mere ? 'subdélégation' : 'délégation'}`,
        delegation: [...(d.mere ? [ditArrete(d.mere, 'délégation')] : []), ditArrete(d, d.mere ? 'subdélégation' : 'délégation')].join(
          '\u202f; ',
        ),
      }
    : {}),
})

const ditArrete = (d: Delegation, quoi: string) =>
  `l’arrêté n°\u00a0${d.arreteNumero} du ${formatDateCivile(d.arreteLe)} portant ${quoi} de signature, publié le ${formatDateCivile(d.publieeLe)} (${d.recueil})`

async function ouSont(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<Map<string, OuEst>> {
  const { rows } = await sql<OuEst & { id: string }>`
    select i.dossier_id as id, i.appel_id as appel, i.departements, i.tout_territoire as "toutTerritoire", i.volet from instruction i
    where i.guichet_id = ${guichetId} and i.dossier_id = any(${[...dossiers]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...ou }) => [id, ou]))
}

type Inscrit = ASigner & { nature: Nature; objetId: string }
/** Writes that something is signed under a delegation, which the database holds at its ceilings; a decision gives back first what the one that it replaces had taken. */
export async function inscrireSignature(tx: Tx, ctx: Contexte, { delegation }: Pick<Signee, 'delegation'>, a: Inscrit): Promise<void> {
  if (a.nature === 'decision') await rendreSignatures(tx, ctx, { nature: 'decision', dossierId: a.dossierId })
  if (!delegation) return
  await tx
    .insertInto('emploi_delegation')
    .values({
      ...{ id: nouvelId(), guichet_id: ctx.guichetId, delegation_id: delegation.id, dossier_id: a.dossierId, nature: a.nature },
      ...{ objet_id: a.objetId, montant: a.montant, ajout: a.ajout ?? a.montant, instant: ctx.instant },
    })
    .execute()
}

/** What was signed is withdrawn or replaced: its delegation has it back. */
export const rendreSignatures = (
  tx: Tx,
  ctx: Contexte,
  quoi: { nature: 'decision'; dossierId: string } | { nature: 'acte' | 'versement'; objetId: string },
) =>
  tx
    .updateTable('emploi_delegation')
    .set({ rendu_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('nature', '=', quoi.nature)
    .where('rendu_le', 'is', null)
    .$if(quoi.nature === 'decision', q => q.where('dossier_id', '=', 'dossierId' in quoi ? quoi.dossierId : ''))
    .$if(quoi.nature !== 'decision', q => q.where('objet_id', '=', 'objetId' in quoi ? quoi.objetId : ''))
    .execute()

/**
 * An aid is given up: of what was decided of it and written in its acts, only the part that is kept still counts (`garde`, in cents), in the order in which it was signed.
 * What was signed last is given back first.
 */
export const rendreLAide = (tx: Tx, ctx: Contexte, dossierId: string, garde: Centimes) =>
  sql`with signes as (
      select id, ajout, coalesce(sum(ajout) over (partition by nature order by instant, id rows between unbounded preceding and 1 preceding), 0) as avant
      from emploi_delegation where guichet_id = ${ctx.guichetId} and dossier_id = ${dossierId} and nature in ('decision', 'acte') and rendu_le is null)
    update emploi_delegation e set garde = greatest(0, least(s.ajout, ${garde}::bigint - s.avant)),
      rendu_le = case when s.avant >= ${garde}::bigint then ${ctx.instant}::timestamptz end
    from signes s where s.id = e.id`.execute(tx)
