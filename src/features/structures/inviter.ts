import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import { de } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { compterEnvoi, ecrireCourriel, personneEnCourriel, type TropDeCourriels } from '../courriels/index.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { invitationPour, invitationsDeLaStructure, lienDe, verrouillerMembres } from './appartenances.queries.ts'
import { listerMembres, trouverStructure } from './structures.queries.ts'
import { estProuvee, quiEst } from './structures.rules.ts'

export type InviterRefuse =
  | { kind: 'introuvable' }
  | { kind: 'deja_membre' }
  | { kind: 'demande_en_cours' }
  | { kind: 'deja_invitee' }
  | { kind: 'trop_d_invitations' }
  | TropDeCourriels
const EN_COURS_MAX = 20

/** A member invites a colleague by mail. With that address, they enter without waiting. */
export const inviter = (ctx: ContexteActeur, { structureId, courriel }: { structureId: string; courriel: string }) =>
  enTransaction(ctx, async (tx): Promise<Result<void, InviterRefuse>> => {
    const { guichetId, instant, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    if (!structure || !peut(quiEst(acteur, lien?.etat, structure.departement), 'inviter', { structure: 'connue' }))
      return err({ kind: 'introuvable' })
    const deja = (await listerMembres(tx, guichetId, structureId)).find(m => m.courriel === courriel)
    if (deja) return err({ kind: deja.etat === 'active' ? 'deja_membre' : 'demande_en_cours' })
    if (await invitationPour(tx, guichetId, structureId, courriel)) return err({ kind: 'deja_invitee' })
    if ((await invitationsDeLaStructure(tx, guichetId, structureId)).length >= EN_COURS_MAX) return err({ kind: 'trop_d_invitations' })
    const envoi = await compterEnvoi(tx, ctx, courriel)
    if (!envoi.ok) return envoi

    const id = nouvelId()
    await tx
      .insertInto('invitation')
      .values({ id, guichet_id: guichetId, structure_id: structureId, courriel, invitee_par: acteur.compteId, invitee_le: instant })
      .execute()
    await ecrireCourriel(tx, ctx, {
      cle: `invitation-${id}`,
      destinataire: courriel,
      sujet: `Une invitation à rejoindre ${structure.nom}`,
      phrases: [
        `Pour préparer et suivre les dossiers ${de(structure.nom)}, ${personneEnCourriel(acteur)} vous invite à rejoindre cette structure.`,
        lien && estProuvee(lien.preuve)
          ? 'Il est prouvé que cette personne agit pour la structure.'
          : 'Cette personne dit agir pour la structure\u00a0: le service ne l’a pas encore confirmé.',
        `Entrez avec cette adresse, ${courriel} : l’invitation vous attend.`,
        'Si vous ne connaissez pas cette personne, ignorez ce message.',
      ],
      lien: `${paths.connexion}?${new URLSearchParams({ retour: paths.structures.rejoindre })}`,
    })
    await journaliser(tx, ctx, 'structure.inviter', structureId, { invitation: id })
    return ok(undefined)
  })
