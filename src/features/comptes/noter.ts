import { type Contexte, enTransaction } from '../../contexte.ts'
import { formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { type ActeDuJournal, journaliser } from '../journal/index.ts'

/** Acts that change how an account is entered: its owner is told, since it may be somebody else who did them. */
const PROTECTION: Partial<Record<ActeDuJournal, string>> = {
  'compte.mot_de_passe.changer': 'Le mot de passe de votre compte a changé.',
  'compte.second_facteur.ajouter': 'Une application donne maintenant le second facteur de votre compte.',
  'compte.second_facteur.retirer': 'L’application qui donnait le second facteur de votre compte est retirée.',
  'compte.codes_secours.refaire': 'De nouveaux codes de secours remplacent les précédents.',
  'compte.cle_acces.ajouter': 'Une clé d’accès est ajoutée à votre compte.',
  'compte.cle_acces.retirer': 'Une clé d’accès est retirée de votre compte.',
}

/** Journals what better-auth has just done to the actor's own account, and tells its owner what changes its protection. */
export const noterActe = (ctx: Contexte, action: ActeDuJournal, donnees: Record<string, unknown> = {}) =>
  enTransaction(ctx, async tx => {
    if (!ctx.acteur) return
    await journaliser(tx, ctx, action, ctx.acteur.compteId, donnees)
    const fait = PROTECTION[action]
    if (fait)
      await ecrireCourriel(tx, ctx, {
        destinataire: ctx.acteur.courriel,
        sujet: 'La protection de votre compte a changé',
        phrases: [
          `${fait} C’était le ${formatInstant(ctx.instant)}.`,
          'Si ce n’est pas vous, entrez dès maintenant avec un lien de connexion, fermez les autres sessions depuis «\u00a0Mon compte\u00a0», puis prévenez le service.',
        ],
        lien: paths.compte.voir,
      })
  })
