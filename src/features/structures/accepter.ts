import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { de } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { type ActeSur, peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import {
  confierBrouillons,
  lienDe,
  modifierAppartenance,
  retenirDomaine,
  trouverAppartenance,
  verrouillerMembres,
} from './appartenances.queries.ts'
import { trouverStructure } from './structures.queries.ts'
import { domainePropre, quiEst } from './structures.rules.ts'

type Introuvable = { kind: 'introuvable' }

/** A member, or the service, lets a person in. Already in: nothing changes. */
export const accepter = (ctx: ContexteActeur, v: { structureId: string; appartenanceId: string }) => activer(ctx, v, 'accepter')

/**
 * The service vouches for a person: they enter if they were waiting, and their membership counts as proven by a référent. With `domaine`, the domain
 * of their address is kept as the structure's: later members with an address there are proven by it.
 */
export const confirmer = (ctx: ContexteActeur, v: { structureId: string; appartenanceId: string; domaine?: boolean }) =>
  activer(ctx, v, 'confirmer')

const activer = (
  ctx: ContexteActeur,
  { structureId, appartenanceId, domaine = false }: { structureId: string; appartenanceId: string; domaine?: boolean },
  acte: ActeSur<'structure'> & ('accepter' | 'confirmer'),
) =>
  enTransaction(ctx, async (tx): Promise<Result<void, Introuvable>> => {
    const { guichetId, instant, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    const cible = await trouverAppartenance(tx, guichetId, appartenanceId)
    if (
      !structure ||
      cible?.structure_id !== structureId ||
      !peut(quiEst(acteur, lien?.etat, structure.departement), acte, { structure: 'connue' })
    )
      return err({ kind: 'introuvable' })

    const retenu = domaine ? domainePropre(cible.courriel) : undefined
    if (retenu) {
      const ligne = { guichet_id: guichetId, structure_id: structureId, domaine: retenu, retenu_par: acteur.compteId, retenu_le: instant }
      await retenirDomaine(tx, ligne)
    }
    const entre = cible.etat === 'demandee'
    const prouve = acte === 'confirmer' && cible.preuve === 'declaree'
    if (!entre && !prouve) return ok(undefined)
    await modifierAppartenance(tx, guichetId, cible.id, {
      ...(entre ? { etat: 'active', active_le: instant } : {}),
      ...(prouve ? { preuve: 'referent', prouvee_le: instant, prouvee_par: acteur.compteId } : {}),
    })
    if (entre) await confierBrouillons(tx, { guichetId, structureId, compteId: cible.compte_id })
    if (entre)
      await ecrireCourriel(tx, ctx, {
        cle: `appartenance-acceptee-${cible.id}`,
        destinataire: cible.courriel,
        sujet: `Vous avez rejoint ${structure.nom}`,
        phrases: [`Votre demande est acceptée : vous voyez maintenant les dossiers ${de(structure.nom)}.`],
        lien: paths.espace,
      })
    await journaliser(tx, ctx, `appartenance.${acte}`, cible.id, {
      structure: structureId,
      compte: cible.compte_id,
      ...(retenu ? { domaine: retenu } : {}),
    })
    return ok(undefined)
  })
