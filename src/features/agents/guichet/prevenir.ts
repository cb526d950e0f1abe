import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel, motsEnCourriel } from '../../courriels/index.ts'

/** Tells somebody what an administrateur has just changed for them. `phrases`: what, then what to do of it. */
export const prevenirAgent = (tx: Tx, ctx: ContexteActeur, destinataire: string, sujet: string, phrases: readonly string[]) =>
  ecrireCourriel(tx, ctx, {
    destinataire,
    sujet,
    phrases: [
      ...phrases,
      `C’est ${motsEnCourriel(ctx.acteur.nom)} qui l’a fait, le ${formatInstant(ctx.instant)}. En cas de doute, écrivez à l’administration du guichet.`,
    ],
    lien: paths.compte.voir,
  })
