import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { RefusFichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'

/** The paper of a movement was refused by the antivirus: its bytes are gone, the journal keeps what it was for whoever must look for its source. */
export const noterInfectee = (
  ctx: ContexteActeur,
  appelId: string,
  { nom, virus, sha256, taille }: Extract<RefusFichier, { kind: 'infecte' }>,
) => enTransaction(ctx, tx => journaliser(tx, ctx, 'piece.infectee', appelId, { code: 'mouvement', nom, virus, sha256, taille }))
