import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { journaliser } from '../journal/index.ts'
import { lienDe, membresActifs, modifierAppartenance, trouverAppartenance, verrouillerMembres } from './appartenances.queries.ts'
import { trouverStructure } from './structures.queries.ts'
import { peut, type Qui, quiEst } from './structures.rules.ts'

export type RetirerRefuse = { kind: 'introuvable' } | { kind: 'dernier_membre' }
type Retrait = { structureId: string; appartenanceId: string; confirme: boolean }

/**
 * Takes a person out of a structure, or refuses their request: they lose access at once. Oneself too; the last member must confirm, since
 * nobody is left to let anybody in but the service. Tells who acted, so that the page can go back where they were.
 */
export const retirer = (ctx: ContexteActeur, { structureId, appartenanceId, confirme }: Retrait) =>
  enTransaction(ctx, async (tx): Promise<Result<{ qui: Qui; soi: boolean }, RetirerRefuse>> => {
    const { guichetId, instant, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    const cible = await trouverAppartenance(tx, guichetId, appartenanceId)
    if (!structure || cible?.structure_id !== structureId) return err({ kind: 'introuvable' })
    const qui = quiEst(acteur, lien?.etat, structure.departement)
    const soi = cible.compte_id === acteur.compteId
    if (!peut(qui, soi ? 'quitter' : 'retirer')) return err({ kind: 'introuvable' })
    if (soi && cible.etat === 'active' && !confirme && (await membresActifs(tx, guichetId, structureId)).length === 1)
      return err({ kind: 'dernier_membre' })

    await modifierAppartenance(tx, guichetId, cible.id, { etat: 'retiree', retiree_le: instant })
    if (!soi)
      await ecrireCourriel(tx, ctx, {
        cle: `appartenance-retiree-${cible.id}`,
        destinataire: cible.courriel,
        sujet:
          cible.etat === 'demandee'
            ? `Votre demande pour ${structure.nom} n’est pas acceptée`
            : `Vous ne faites plus partie de ${structure.nom}`,
        texte: [
          'Bonjour,',
          cible.etat === 'demandee'
            ? `Votre demande de rejoindre ${structure.nom} n’est pas acceptée.`
            : `Vous n’avez plus accès aux dossiers de ${structure.nom}.`,
          'Si c’est une erreur, parlez-en à vos collègues ou au service.',
        ].join('\n\n'),
      })
    await journaliser(tx, ctx, soi ? 'appartenance.quitter' : 'appartenance.retirer', cible.id, {
      structure: structureId,
      compte: cible.compte_id,
      etat: cible.etat,
    })
    return ok({ qui, soi })
  })
