import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { retenueMinimis } from '../antecedents/index.ts'
import { envoyerLettres } from '../decisions/index.ts'
import { journaliser } from '../journal/index.ts'
import { type SeanceSansPv, seancesSansPv } from './notifications.queries.ts'

export type RefusEnvois = { motif: 'sans_proces_verbal'; seances: readonly SeanceSansPv[] }

/** A decision whose letters stay. `phrase`: why, without its final stop; `corriger`: the page where it may be changed. */
export type LettreRetenue = { numero: string; porteur: string; phrase: string; corriger?: string }
export type Demandes = { lettres: number; retenues: readonly LettreRetenue[] }

/**
 * Asks that every letter prepared for a call, or for one decision, be sent; they leave one by one, each once. Returns how many wait, and what stays with why. What a séance
 * decided is told once its procès-verbal is frozen: until then nothing leaves. An aid that goes beyond the ceiling of de minimis with what other calls told since is told to nobody.
 */
export const demanderEnvois = (ctx: ContexteActeur, appelId: string, decisionId?: string): Promise<Result<Demandes, RefusEnvois>> =>
  enTransaction(ctx, async tx => {
    const attente = await enAttente(tx, ctx.guichetId, appelId, decisionId)
    if (attente.length === 0) return ok({ lettres: 0, retenues: [] })
    const seances = await seancesSansPv(
      tx,
      ctx.guichetId,
      attente.map(n => n.decision),
    )
    if (seances.length > 0) return err({ motif: 'sans_proces_verbal', seances })
    const retenues: LettreRetenue[] = []
    let lettres = 0
    for (const paquet of parDecision(attente)) {
      const [{ numero, porteur, avenant, ...aide }] = paquet
      const retenue = avenant ? undefined : await lettreRetenue(tx, ctx, { ...aide, verrou: true })
      if (retenue) {
        retenues.push({ numero, porteur, ...retenue })
        continue
      }
      await demander(
        tx,
        ctx,
        paquet.map(n => n.id),
      )
      lettres += paquet.length
    }
    if (lettres === 0) return ok({ lettres, retenues })
    await envoyerLettres(tx, ctx.guichetId)
    await journaliser(tx, ctx, 'notification.envoi_demande', appelId, { lettres })
    return ok({ lettres, retenues })
  })

type Aide = { dossierId: string; montant: Centimes; slug: string; verrou?: boolean }
/** Why the letter of an aid may not leave: with the page that corrects it, unless waiting is enough. */
export async function lettreRetenue(
  tx: Tx,
  ctx: ContexteActeur,
  aide: Aide,
): Promise<Pick<LettreRetenue, 'phrase' | 'corriger'> | undefined> {
  const retenue = await retenueMinimis(tx, ctx, aide)
  if (!retenue) return undefined
  const { phrase, passagere } = retenue
  return passagere ? { phrase } : { phrase, corriger: paths.administration.correction(aide.slug, aide.dossierId) }
}

const demander = (tx: Tx, ctx: ContexteActeur, ids: readonly string[]) =>
  tx
    .updateTable('notification')
    .set({ demandee_le: ctx.instant, demandee_par: ctx.acteur.compteId })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', 'in', [...ids])
    .where('demandee_le', 'is', null)
    .execute()

/** `montant`: of the aid, 0 for what grants none; `avenant`: its signed act is what grants. */
type EnAttente = {
  id: string
  decision: string
  dossierId: string
  numero: string
  porteur: string
  slug: string
  montant: number
  avenant: boolean
}
const parDecision = (attente: readonly EnAttente[]) => [...Map.groupBy(attente, n => n.decision).values()] as [EnAttente, ...EnAttente[]][]

/** Letters of decisions that nothing has replaced since, not sent yet; of the same decision one after the other. */
async function enAttente(tx: Tx, guichetId: string, appelId: string, decisionId: string | undefined): Promise<EnAttente[]> {
  const { rows } = await sql<EnAttente>`
    select n.id, n.decision_id as decision, i.dossier_id as "dossierId", i.numero, i.porteur, a.slug,
      case when d.sens in ('retenu', 'partiel') then d.montant else 0 end as montant,
      exists (select from acte x where x.decision_id = d.id and x.nature = 'avenant' and x.signe_le is not null) as avenant
    from notification n join instruction i on i.dossier_id = n.dossier_id join decision d on d.id = n.decision_id join appel a on a.id = i.appel_id
    where n.guichet_id = ${guichetId} and i.appel_id = ${appelId} and ${decisionId ? sql`n.decision_id = ${decisionId}` : sql`true`} and n.envoyee_le is null and i.etat not in ('retire', 'renonce')
      and not exists (select from decision r where r.remplace_id = n.decision_id) order by n.decision_id, n.id`.execute(tx)
  return rows.map(n => ({ ...n, montant: Number(n.montant) }))
}
