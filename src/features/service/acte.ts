import type { Contexte, ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type ActeSur, type EtatInstruit, type Place, peut, peutUnJour } from '../decret/index.ts'
import { noterDelai } from '../delais/index.ts'
import { type Instruit, trouverInstruit } from './dossier.queries.ts'

export type RefusInstruction =
  | { motif: 'introuvable' }
  /** The reader sees the dossier, and this act is not theirs. */
  | { motif: 'interdit'; place: Place }
  /** It would be somebody's act, but not in this state. */
  | { motif: 'etat'; etat: EtatInstruit }

/**
 * The dossier for an act of the decree, locked until the end of the transaction; or why the act is not open: the dossier is not in the
 * reader's perimeter, is not in the right state, or is in other hands.
 */
export async function instruitPour(
  tx: Tx,
  ctx: ContexteActeur,
  acte: ActeSur<'dossier'>,
  id: string,
  { verrou = true } = {},
): Promise<Result<Instruit, RefusInstruction>> {
  const lu = await trouverInstruit(tx, ctx, id, { verrou })
  if (!lu || !peut(lu.place, 'lire', { dossier: lu.ligne.etat })) return err({ motif: 'introuvable' })
  const { etat } = lu.ligne
  if (peut(lu.place, acte, { dossier: etat })) return ok(lu)
  return err(peutUnJour(lu.place, acte, 'dossier') ? { motif: 'etat', etat } : { motif: 'interdit', place: lu.place })
}

/** The state of a dossier is the dossier's; the row of the inbox follows, with the delay that counts from then on. */
export async function changerEtat(tx: Tx, ctx: Contexte, id: string, etat: EtatInstruit): Promise<void> {
  await tx.updateTable('dossier').set({ etat }).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
  await noterDelai(tx, ctx, id)
}

const ETATS: Record<EtatInstruit, string> = {
  depose: 'Ce dossier n’est pas encore relevé\u00a0: son instruction n’a pas commencé.',
  en_instruction: 'Ce dossier est en instruction.',
  irrecevable: 'Ce dossier est irrecevable. Annulez d’abord cette décision.',
  preselectionne: 'Ce projet est présélectionné\u00a0: son dossier complet est attendu.',
  non_preselectionne: 'Ce projet n’est pas présélectionné.',
  au_comite: 'L’instruction de ce dossier est finie. Seule l’administration du guichet peut l’y renvoyer.',
  delibere: 'La décision sur ce dossier est prise.',
  retenu: 'Ce dossier est retenu.',
  liste_complementaire: 'Ce dossier est sur la liste complémentaire.',
  non_retenu: 'Ce dossier n’est pas retenu.',
  sans_suite: 'Ce dossier est classé sans suite.',
  renonce: 'La structure a renoncé.',
  retire: 'La structure a retiré ce dossier.',
}

/** Why an act did not happen, in one sentence. */
export function phraseRefus(r: Exclude<RefusInstruction, { motif: 'introuvable' }>): string {
  if (r.motif === 'etat') return ETATS[r.etat]
  if (r.place === 'referent_associe') return 'Un autre département mène ce dossier. Vous pouvez le lire, l’annoter et écrire au porteur.'
  if (r.place === 'referent_invite') return 'Ce dossier vous a été ouvert par un autre référent, qui décide de sa suite.'
  return 'Seule l’administration du guichet peut faire cela.'
}
