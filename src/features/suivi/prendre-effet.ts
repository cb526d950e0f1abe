import { sql } from 'kysely'
import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import { envoyerLettres, plafondsDe, retenuDes } from '../decisions/index.ts'
import { decisionEnVigueur, remplacerDecision } from '../enveloppes/index.ts'
import { sansDelegation } from '../instances/index.ts'
import type { Demande } from './projet.queries.ts'
import type { Suivi } from './suivi.queries.ts'

type Accorde = { demande: Demande; imputations: { id: string; montant: Centimes }[]; reponse: string; par: string; enVigueur: boolean }
/** The amendment whose act this is. `enVigueur`: its amount was put in force when it was granted, as was done before signatures bound. */
export const avenantDe = (tx: Tx, guichetId: string, acteId: string) =>
  tx
    .selectFrom('avenant')
    .select(['demande', 'imputations', 'reponse', 'decide_par as par'])
    .select(sql<boolean>`decision_id is not null`.as('enVigueur'))
    .where('guichet_id', '=', guichetId)
    .where('acte_id', '=', acteId)
    .executeTakeFirst() as Promise<Accorde | undefined>

/**
 * What an amendment changes, from the signature of its act on: the end, and the decision, in the name of who granted it; the letter of the new one is left to the job.
 * The decision in force from now on.
 */
export async function prendreEffet(
  tx: Tx,
  ctx: ContexteActeur,
  s: Suivi,
  { demande, imputations, reponse, par, enVigueur }: Accorde,
): Promise<string> {
  const { fin, montant } = demande
  if (fin)
    await tx
      .updateTable('suivi')
      // an amendment prolongs: one that comes back late does not undo another; what a bilan announced before it is no longer said
      .set({ fin_annoncee: null, fin: sql<string>`greatest(fin, ${fin}::date)` })
      .where('guichet_id', '=', ctx.guichetId)
      .where('dossier_id', '=', s.dossierId)
      .execute()
  if (montant === undefined || enVigueur) return s.decisionId
  const remplace = await decisionEnVigueur(tx, ctx.guichetId, s.dossierId)
  if (!remplace) throw new Error(`dossier ${s.dossierId} is followed without a decision`)
  const entier = montant >= retenuDes(await plafondsDe(tx, ctx.guichetId, s.dossierId))
  // a lump sum rests on no spending
  const base = s.forfait ? null : s.base
  const decision = { sens: entier ? 'retenu' : 'partiel', montant, base, conditions: remplace.conditions } as const
  // what was answered to the porteur says why the opinion of a body is not followed
  const [contre] = await sansDelegation(tx, ctx.guichetId, [{ dossierId: s.dossierId, sens: 'retenu', montant }])
  await envoyerLettres(tx, ctx.guichetId)
  return remplacerDecision(tx, ctx, { remplace, ...decision, hors_avis: contre ? reponse : '', imputations, prisePar: par })
}
