import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { instantDeParis } from '../../lib/dates.ts'
import { appelDeVersion } from '../appels/index.ts'
import { attentesDe } from './attentes.queries.ts'
import { type DelaiLegal, delaisLegaux } from './delais-legaux.ts'

const DECISION_RENDUE = ['preselectionne', 'non_preselectionne', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite']
/** The decision on the dossier was told to its porteur: no legal delay runs any more. */
export const decisionRendue = (etat: string) => DECISION_RENDUE.includes(etat)
const RIEN = { echeance: null, echeance_motif: null }

/**
 * Writes in the inbox what is due next for a dossier: the porteur's answer while it is awaited, else the legal delay that counts, with what
 * suspended it. To be called after each act that changes either. Once the decision is told nothing is owed any more; of a dossier taken back or
 * irrecevable, the base itself takes the date away.
 */
export async function noterDelai(tx: Tx, { guichetId, instant }: Pick<Contexte, 'guichetId' | 'instant'>, id: string): Promise<void> {
  const ligne = await tx
    .selectFrom('instruction')
    .select(['etat', 'appel_version_id', 'depose_le', 'points_attendus', 'complement_avant', 'temps'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', id)
    .executeTakeFirstOrThrow()
  const rendue = decisionRendue(ligne.etat)
  if (ligne.etat !== 'en_instruction' && ligne.etat !== 'au_comite' && !rendue) return
  const attend = ligne.etat === 'en_instruction' && ligne.points_attendus > 0 && ligne.complement_avant !== null
  await tx
    .updateTable('instruction')
    .set(rendue ? RIEN : attend ? { echeance: ligne.complement_avant, echeance_motif: 'complement' } : await legal())
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', id)
    .execute()

  async function legal() {
    const version = await appelDeVersion(tx, guichetId, ligne.appel_version_id, ligne.temps)
    if (!version) throw new Error(`dossier ${id}: its call is not readable`)
    const { delais } = delaisLegaux(version.appel, ligne.depose_le, await attentesDe(tx, guichetId, id), instant)
    const delai = delaiQuiCompte(delais, ligne.etat)
    return { echeance: instantDeParis(`${delai.echeance}T23:59:59`), echeance_motif: delai.quoi }
  }
}

/** At the comité, or once silence has made the dossier recevable, only the decision is still owed. */
const delaiQuiCompte = (delais: readonly DelaiLegal[], etat: string) =>
  delais.find(d => d.quoi === 'decision' || (etat === 'en_instruction' && d.reste >= 0))!
