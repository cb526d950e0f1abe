import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { compterEnvoi, ecrireCourriel, personneEnCourriel, peutAvertir, type TropDeCourriels } from '../courriels/index.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import {
  type Appartenance,
  aEuDesMembres,
  confierBrouillons,
  declareesDepuis,
  domainesDe,
  identiteDe,
  invitationPour,
  lienDe,
  membresActifs,
  verrouillerMembres,
} from './appartenances.queries.ts'
import { sirenDeLaBoite } from './boites.queries.ts'
import { type Choisie, parSiren } from './repertoire/prendre.ts'
import { trouverStructure } from './structures.queries.ts'
import { DECLAREES_JOURS, estProuvee, etatInitial, preuveInitiale, quiEst } from './structures.rules.ts'

export type RejoindreRefuse = { kind: 'introuvable' } | { kind: 'fermee'; nom: string } | { kind: 'agent' } | TropDeCourriels
/** `service`: it waits for the service alone, after several others that were declared. */
export type Rejointe = { structureId: string; etat: 'active' | 'demandee'; service?: boolean }
/** `structure`: an id, or the SIREN of a line of the national directory. */
type Demande = { structure: string; fonction: string }

const UN_JOUR_MS = 24 * 3_600_000

/**
 * Attaches the actor's account to a structure. The first member enters at once, and so does whoever is proven where nobody is; others wait for a member or the service,
 * unless invited.
 * Done twice, it says again what was done. The lock makes « the first » one person only.
 */
export const rejoindre = (ctx: ContexteActeur, { structure: choix, fonction }: Demande) =>
  enTransaction(ctx, async (tx): Promise<Result<Rejointe, RejoindreRefuse>> => {
    const choisie = /^\d{9}$/.test(choix) ? await parSiren(tx, ctx.guichetId, choix) : { id: choix }
    if (!choisie) return err({ kind: 'introuvable' })
    return entrer(tx, ctx, choisie, fonction)
  })

/** The same within an act that has just found the structure, or made it: its number is locked until the end. */
export async function entrer(tx: Tx, ctx: ContexteActeur, choisie: Choisie, fonction: string): Promise<Result<Rejointe, RejoindreRefuse>> {
  const { guichetId, instant, acteur } = ctx
  if ('id' in choisie) await verrouillerMembres(tx, guichetId, choisie.id)
  const structure = 'id' in choisie ? await trouverStructure(tx, guichetId, choisie.id) : choisie.nouvelle
  if (!structure || ('reunieA' in structure && structure.reunieA)) return err({ kind: 'introuvable' })
  const lien = 'id' in choisie ? await lienDe(tx, guichetId, choisie.id, acteur.compteId) : undefined
  if (!peut(quiEst(acteur, lien?.etat, structure.departement), 'rejoindre', { structure: 'connue' })) return err({ kind: 'agent' })
  if (lien && 'id' in choisie) return ok({ structureId: choisie.id, etat: lien.etat })
  if (structure.fermee) return err({ kind: 'fermee', nom: structure.nom })
  // the account's count is held until the end: what it has declared cannot change meanwhile
  const envoi = await compterEnvoi(tx, ctx)
  if (!envoi.ok) return envoi
  const structureId = 'id' in choisie ? choisie.id : await choisie.faire()

  const compte = await identiteDe(tx, acteur.compteId)
  const invitation = compte.courrielVerifie ? await invitationPour(tx, guichetId, structureId, compte.courriel) : undefined
  const membres = await membresActifs(tx, guichetId, structureId)
  const dejaEuDesMembres = await aEuDesMembres(tx, guichetId, structureId)
  const boite = compte.courrielVerifie && !!structure.siren && (await sirenDeLaBoite(tx, compte.courriel)) === structure.siren
  const preuve = preuveInitiale({ siren: structure.siren, domaines: await domainesDe(tx, guichetId, structureId) }, { ...compte, boite })
  const etat = etatInitial({
    dejaEuDesMembres,
    invite: !!invitation,
    boite,
    preuve,
    membreProuve: membres.some(m => estProuvee(m.preuve)),
    declarees: await declareesDepuis(tx, guichetId, acteur.compteId, new Date(instant.getTime() - DECLAREES_JOURS * UN_JOUR_MS)),
  })
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
  // refused once and let in now: what they had written comes with them
  if (etat === 'active') await confierBrouillons(tx, { guichetId, structureId, compteId: acteur.compteId })
  if (invitation)
    await tx
      .updateTable('invitation')
      .set({ acceptee_le: instant })
      .where('guichet_id', '=', guichetId)
      .where('id', '=', invitation.id)
      .execute()
  if (!invitation)
    await prevenirMembres(tx, ctx, { id, structureId, nom: structure.nom, etat, membres, demandeur: personneEnCourriel(compte) })
  await journaliser(tx, ctx, 'appartenance.demander', id, {
    structure: structureId,
    etat,
    preuve,
    invitation: !!invitation,
    ...('dit' in choisie ? choisie.dit : {}),
  })
  return ok({ structureId, etat, service: etat === 'demandee' && !dejaEuDesMembres })
}

type Annonce = {
  id: string
  structureId: string
  nom: string
  demandeur: string
  etat: 'active' | 'demandee'
  membres: readonly Appartenance[]
}

/** Members are told, each mailbox a few times a day; when none is left, the service sees the request in its own list. */
async function prevenirMembres(tx: Tx, ctx: ContexteActeur, d: Annonce) {
  for (const m of d.membres)
    if (await peutAvertir(tx, ctx.guichetId, m.courriel))
      await ecrireCourriel(tx, ctx, {
        cle: `appartenance-demandee-${d.id}-${m.compte_id}`,
        destinataire: m.courriel,
        sujet: d.etat === 'demandee' ? `Une personne demande à rejoindre ${d.nom}` : `Une personne a rejoint ${d.nom}`,
        phrases: dire(d, m),
        lien: paths.structures.voir(d.structureId),
      })
}

function dire(d: Annonce, m: Appartenance): string[] {
  if (d.etat === 'demandee')
    return [
      `Pour rejoindre ${d.nom}, ${d.demandeur} demande votre accord. Si vous l’acceptez, cette personne verra et modifiera les dossiers de la structure.`,
      'Si vous ne la connaissez pas, refusez.',
    ]
  if (estProuvee(m.preuve))
    return [
      `Une personne a rejoint ${d.nom}\u00a0: ${d.demandeur}. L’annuaire du service public donne son adresse pour celle de la structure\u00a0: elle n’a pas eu à attendre.`,
      'Elle voit et modifie les dossiers de la structure. Si cette adresse n’est plus celle de la structure, retirez cet accès.',
    ]
  return [
    `Une personne a rejoint ${d.nom}\u00a0: ${d.demandeur}. Il est prouvé qu’elle agit pour la structure, et pas encore que vous le faites\u00a0: elle n’a pas eu à attendre.`,
    'Elle voit et modifie les dossiers de la structure. Demandez au service de confirmer que vous agissez pour elle.',
  ]
}
