import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { journaliser } from '../journal/index.ts'

type Infection = { dossierId: string; code: string; fichier: { nom: string; virus: string; sha256: string; taille: number } }

/** A file was refused by the antivirus: its bytes are gone, the journal keeps what it was for whoever must look for its source. */
export const noterInfection = (ctx: ContexteActeur, { dossierId, code, fichier: { nom, virus, sha256, taille } }: Infection) =>
  enTransaction(ctx, tx => journaliser(tx, ctx, 'piece.infectee', dossierId, { code, nom, virus, sha256, taille }))
