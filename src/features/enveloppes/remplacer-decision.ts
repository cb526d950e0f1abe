import { type ContexteActeur, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'

/** Cents; `correction`: why what was notified is corrected. */
export type Remplacement = {
  remplace: { id: string; dossierId: string; depotId: string }
  sens: 'retenu' | 'partiel' | 'liste_complementaire' | 'non_retenu' | 'sans_suite'
  montant: Centimes
  base?: Centimes | null
  rang?: number | null
  motif?: string
  conditions?: string
  correction?: string
  imputations: readonly { id: string; montant: Centimes }[]
}

/**
 * Writes a decision taken outside a séance: it replaces the one in force, gives its money back and takes its own. The caller has locked the
 * dossier; the database refuses what the envelopes do not hold.
 */
export async function remplacerDecision(tx: Tx, ctx: ContexteActeur, { remplace, imputations, ...d }: Remplacement): Promise<string> {
  const id = nouvelId()
  const commun = { guichet_id: ctx.guichetId }
  await tx
    .insertInto('decision')
    .values({
      ...commun,
      ...d,
      id,
      dossier_id: remplace.dossierId,
      depot_id: remplace.depotId,
      remplace_id: remplace.id,
      prise_par: ctx.acteur.compteId,
      prise_le: ctx.instant,
    })
    .execute()
  for (const i of imputations)
    await tx
      .insertInto('imputation')
      .values({ ...commun, decision_id: id, enveloppe_id: i.id, montant: i.montant })
      .execute()
  return id
}
