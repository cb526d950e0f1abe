import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { type ActeSuivi, type EtatBilan, peutSuivre } from '../suivi.rules.ts'
import { type Compte, compteDe } from '../versements/ordonner.ts'
import { type Acces, type RefusSuivi, suiviPour } from './acces.ts'
import { type ActeLu, type AvenantLu, actesDe, avenantsDe } from './projet.queries.ts'

export type BilanListe = { id: string; fin: string; echeance: string; etat: EtatBilan }
/** A lauréat whole, as its page shows it. */
export type ProjetLu = {
  acces: Acces
  compte: Compte
  actes: ActeLu[]
  avenants: AvenantLu[]
  bilans: BilanListe[]
  peut: (a: ActeSuivi) => boolean
}

export async function lireProjet(tx: Tx, ctx: ContexteActeur, dossierId: string): Promise<Result<ProjetLu, RefusSuivi>> {
  const lu = await suiviPour(tx, ctx, 'lire_suivi', dossierId, { verrou: false })
  if (!lu.ok) return lu
  const acces = lu.value
  const bilans = (await tx
    .selectFrom('bilan')
    .select(['id', 'fin', 'echeance', 'etat'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossierId)
    .orderBy('rang', 'desc')
    .execute()) as BilanListe[]
  return ok({
    acces,
    bilans,
    compte: await compteDe(tx, ctx.guichetId, acces),
    actes: await actesDe(tx, ctx.guichetId, dossierId),
    avenants: await avenantsDe(tx, ctx.guichetId, dossierId),
    peut: a => peutSuivre(a, acces.s.etape, acces.qui),
  })
}
