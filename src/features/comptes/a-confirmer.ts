import { type Ctx, ctxActeur } from '../../http.ts'
import { paths } from '../../paths.ts'
import { confirmeRecemment } from './comptes.queries.ts'
import { avecRetour } from './reponses.tsx'

/** The account has a second factor, and this session has not given it again lately: an act that weakens the account waits for it. */
export async function aConfirmer(c: Ctx): Promise<boolean> {
  const { db, acteur } = ctxActeur(c)
  return acteur.aSecondFacteur && !(await confirmeRecemment(db, acteur.sessionId))
}

/** Where to give it, then come back to `retour`; nothing when it is not needed. */
export const versConfirmation = async (c: Ctx, retour: string) =>
  (await aConfirmer(c)) ? c.redirect(avecRetour(paths.compte.confirmation, retour), 303) : undefined
