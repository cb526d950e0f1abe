import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { de } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel, personneEnCourriel } from '../courriels/index.ts'
import { type Place, peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import {
  type Appartenance,
  courrielDuService,
  lienDe,
  membresActifs,
  modifierAppartenance,
  retirerInvitationsDe,
  trouverAppartenance,
  verrouillerMembres,
} from './appartenances.queries.ts'
import { type Structure, trouverStructure } from './structures.queries.ts'
import { peutRetirer, quiEst } from './structures.rules.ts'

export type RetirerRefuse =
  | { kind: 'introuvable' }
  /** The actor is known by their word alone, the other is proven. */
  | { kind: 'prouvee' }
  | { kind: 'a_confirmer'; cible: Appartenance; dernier: boolean; soi: boolean }
/** `refusee`: what ended is a request, that nobody had accepted. */
export type Retire = { qui: Place; soi: boolean; refusee: boolean }
type Retrait = { structureId: string; appartenanceId: string; confirme: boolean }

/**
 * Takes a person out of a structure, or refuses their request: they lose access at once, and so do the invitations that they had sent. Oneself too. To take out a member is
 * confirmed first; the last one is told that nobody is left to let anybody in but the service. Dossiers stay with the structure. The person is mailed, and learns who did it.
 */
export const retirer = (ctx: ContexteActeur, { structureId, appartenanceId, confirme }: Retrait) =>
  enTransaction(ctx, async (tx): Promise<Result<Retire, RetirerRefuse>> => {
    const { guichetId, instant, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    const cible = await trouverAppartenance(tx, guichetId, appartenanceId)
    if (!structure || cible?.structure_id !== structureId) return err({ kind: 'introuvable' })
    const qui = quiEst(acteur, lien?.etat, structure.departement)
    const soi = cible.compte_id === acteur.compteId
    if (!peut(qui, soi ? 'quitter' : 'retirer', { structure: 'connue' })) return err({ kind: 'introuvable' })
    if (!peutRetirer({ qui, soi, sienne: lien?.preuve, cible: cible.preuve })) return err({ kind: 'prouvee' })
    const dernier = cible.etat === 'active' && (await membresActifs(tx, guichetId, structureId)).length === 1
    if (cible.etat === 'active' && !confirme && (!soi || dernier)) return err({ kind: 'a_confirmer', cible, dernier, soi })

    await modifierAppartenance(tx, guichetId, cible.id, { etat: 'retiree', retiree_le: instant })
    await retirerInvitationsDe(tx, guichetId, structureId, cible.compte_id)
    if (!soi || cible.etat === 'active') await prevenir(tx, ctx, { structure, cible, soi, qui })
    if (dernier) await avertirService(tx, ctx, structure, cible.id)
    await journaliser(tx, ctx, soi ? 'appartenance.quitter' : 'appartenance.retirer', cible.id, {
      structure: structureId,
      compte: cible.compte_id,
      etat: cible.etat,
    })
    return ok({ qui, soi, refusee: cible.etat === 'demandee' })
  })

async function prevenir(
  tx: Tx,
  ctx: ContexteActeur,
  { structure, cible, soi, qui }: { structure: Structure; cible: Appartenance; soi: boolean; qui: Place },
) {
  const refusee = cible.etat === 'demandee'
  const par = qui === 'agent_territoire' ? 'le service instructeur' : personneEnCourriel(ctx.acteur)
  await ecrireCourriel(tx, ctx, {
    cle: `appartenance-retiree-${cible.id}`,
    destinataire: cible.courriel,
    sujet: refusee ? `Votre demande pour ${structure.nom} n’est pas acceptée` : `Vous ne faites plus partie ${de(structure.nom)}`,
    phrases: [
      refusee
        ? `Votre demande de rejoindre ${structure.nom} n’est pas acceptée. Qui l’a refusée\u00a0: ${par}.`
        : soi
          ? `Vous avez quitté ${structure.nom} et n’avez plus accès à ses dossiers.`
          : `Vous n’avez plus accès aux dossiers ${de(structure.nom)}. Qui vous a retiré\u00a0: ${par}.`,
      ...(refusee ? [] : ['Les dossiers, brouillons compris, restent à la structure.']),
      soi ? 'Si ce n’est pas vous, prévenez le service.' : 'Si c’est une erreur, parlez-en à vos collègues ou au service.',
    ],
  })
}

/** Nobody is left to let anybody in: the service is. */
async function avertirService(tx: Tx, ctx: ContexteActeur, structure: Structure, appartenanceId: string) {
  await ecrireCourriel(tx, ctx, {
    cle: `structure-sans-membre-${appartenanceId}`,
    destinataire: await courrielDuService(tx, ctx.guichetId),
    sujet: `${structure.nom} n’a plus de membre`,
    phrases: [
      `Le dernier membre ${de(structure.nom)} n’en fait plus partie. Ses dossiers restent, mais plus personne ne peut les ouvrir.`,
      'La prochaine personne qui demande à la rejoindre attendra votre accord.',
    ],
    lien: paths.instruction.appartenances,
  })
}
