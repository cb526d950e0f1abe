import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { instantDeParis } from '../../../lib/dates.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { EtatInstruit } from '../instruction.rules.ts'
import { attentesDe } from './attentes.queries.ts'
import { type DelaiLegal, delaisLegaux } from './delais-legaux.ts'

/**
 * The state of a dossier is the dossier's; the row of the inbox follows, with the legal delay that counts from then on. A closed dossier owes
 * nothing: the base itself takes its date away.
 */
export async function changerEtat(tx: Tx, ctx: Contexte, id: string, etat: EtatInstruit): Promise<void> {
  await tx.updateTable('dossier').set({ etat }).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
  if (etat !== 'en_instruction' && etat !== 'au_comite') return
  const ligne = await tx
    .selectFrom('instruction')
    .select(['appel_version_id', 'depose_le'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', id)
    .executeTakeFirstOrThrow()
  const version = await appelDeVersion(tx, ctx.guichetId, ligne.appel_version_id)
  if (!version) throw new Error(`dossier ${id}: its call is not readable`)
  const { delais } = delaisLegaux(version.appel, ligne.depose_le, await attentesDe(tx, ctx.guichetId, id), ctx.instant)
  const delai = delaiQuiCompte(delais, etat)
  await tx
    .updateTable('instruction')
    .set({ echeance: instantDeParis(`${delai.echeance}T23:59:59`), echeance_motif: delai.quoi })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', id)
    .execute()
}

/** At the comité, or once silence has made the dossier recevable, only the decision is still owed. */
const delaiQuiCompte = (delais: readonly DelaiLegal[], etat: EtatInstruit) =>
  delais.find(d => d.quoi === 'decision' || (etat === 'en_instruction' && d.reste >= 0))!
