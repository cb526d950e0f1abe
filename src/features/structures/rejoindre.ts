import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { journaliser } from '../journal/index.ts'
import {
  aEuDesMembres,
  domainesDe,
  identiteDe,
  invitationPour,
  lienDe,
  membresActifs,
  verrouillerMembres,
} from './appartenances.queries.ts'
import { trouverStructure } from './structures.queries.ts'
import { etatInitial, peut, preuveInitiale, quiEst } from './structures.rules.ts'

export type RejoindreRefuse = { kind: 'introuvable' } | { kind: 'agent' }
type Demande = { structureId: string; fonction: string }

/**
 * Attaches the actor's account to a structure. The first member enters at once; others wait for a member or the service, unless invited.
 * Done twice, it says again what was done. The lock makes « the first » one person only.
 */
export const rejoindre = (ctx: ContexteActeur, { structureId, fonction }: Demande) =>
  enTransaction(ctx, async (tx): Promise<Result<{ etat: 'active' | 'demandee' }, RejoindreRefuse>> => {
    const { guichetId, instant, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    if (!structure) return err({ kind: 'introuvable' })
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    if (!peut(quiEst(acteur, lien?.etat, structure.departement), 'rejoindre')) return err({ kind: 'agent' })
    if (lien) return ok({ etat: lien.etat })

    const compte = await identiteDe(tx, acteur.compteId)
    const invitation = compte.courrielVerifie ? await invitationPour(tx, guichetId, structureId, compte.courriel) : undefined
    const etat = etatInitial({ dejaEuDesMembres: await aEuDesMembres(tx, guichetId, structureId), invite: !!invitation })
    const preuve = preuveInitiale({ siren: structure.siren, domaines: await domainesDe(tx, guichetId, structureId) }, compte)
    const id = nouvelId()
    const dates = {
      demandee_le: instant,
      active_le: etat === 'active' ? instant : null,
      prouvee_le: preuve === 'declaree' ? null : instant,
    }
    await tx
      .insertInto('appartenance')
      .values({
        id,
        guichet_id: guichetId,
        structure_id: structureId,
        compte_id: acteur.compteId,
        etat,
        preuve,
        fonction: fonction || null,
        ...dates,
      })
      .execute()
    if (invitation)
      await tx
        .updateTable('invitation')
        .set({ acceptee_le: instant })
        .where('guichet_id', '=', guichetId)
        .where('id', '=', invitation.id)
        .execute()
    if (etat === 'demandee')
      await prevenirMembres(tx, ctx, {
        id,
        structureId,
        nom: structure.nom,
        demandeur: `${compte.nom || compte.courriel} (${compte.courriel})`,
      })
    await journaliser(tx, ctx, 'appartenance.demander', id, { structure: structureId, etat, preuve, invitation: !!invitation })
    return ok({ etat })
  })

/** Members are told; when none is left, the service sees the request in its own list. */
async function prevenirMembres(tx: Tx, ctx: ContexteActeur, d: { id: string; structureId: string; nom: string; demandeur: string }) {
  for (const m of await membresActifs(tx, ctx.guichetId, d.structureId))
    await ecrireCourriel(tx, ctx, {
      cle: `appartenance-demandee-${d.id}-${m.compte_id}`,
      destinataire: m.courriel,
      sujet: `Une personne demande à rejoindre ${d.nom}`,
      texte: [
        'Bonjour,',
        `${d.demandeur} demande à rejoindre ${d.nom}. Si vous l’acceptez, cette personne verra et modifiera les dossiers de la structure.`,
        'Si vous ne la connaissez pas, refusez.',
      ].join('\n\n'),
      lien: paths.structures.voir(d.structureId),
    })
}
