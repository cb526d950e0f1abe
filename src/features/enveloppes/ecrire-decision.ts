import { type ContexteActeur, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'

/** Cents; `correction`: why what was notified is corrected. */
type Contenu = {
  sens: 'retenu' | 'partiel' | 'liste_complementaire' | 'non_retenu' | 'ajourne' | 'sans_suite'
  montant: Centimes
  base?: Centimes | null
  rang?: number | null
  motif?: string
  conditions?: string
  correction?: string
  /** Why it does not follow the opinion of a body; nothing when it follows them all. */
  hors_avis?: string
  imputations: readonly { id: string; montant: Centimes }[]
  /** Who took it, when that is not who acts: an amendment is decided by its authority, and takes effect when its act comes back signed. */
  prisePar?: string
}
/** `remplaceId`: the one in force; `seanceId`: none outside a séance. */
export type NouvelleDecision = Contenu & { dossierId: string; depotId: string; remplaceId: string | null; seanceId?: string }
export type Remplacement = Contenu & { remplace: { id: string; dossierId: string; depotId: string } }

/**
 * Writes a decision and takes its money, after that of the one which it replaces has been given back. The caller has locked what decides; the
 * database refuses what the envelopes do not hold.
 */
export async function ecrireDecision(
  tx: Tx,
  ctx: ContexteActeur,
  { dossierId, depotId, remplaceId, seanceId, imputations, prisePar, ...d }: NouvelleDecision,
): Promise<string> {
  const id = nouvelId()
  const commun = { guichet_id: ctx.guichetId }
  await tx
    .insertInto('decision')
    .values({
      ...commun,
      ...d,
      id,
      dossier_id: dossierId,
      depot_id: depotId,
      seance_id: seanceId ?? null,
      remplace_id: remplaceId,
      prise_par: prisePar ?? ctx.acteur.compteId,
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

/** A decision taken outside a séance, in the place of the one in force. */
export const remplacerDecision = (tx: Tx, ctx: ContexteActeur, { remplace, ...d }: Remplacement) =>
  ecrireDecision(tx, ctx, { ...d, dossierId: remplace.dossierId, depotId: remplace.depotId, remplaceId: remplace.id })
