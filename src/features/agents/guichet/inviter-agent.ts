import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatJour } from '../../../lib/dates.ts'
import { type FieldErrors, parseForm } from '../../../lib/forms.ts'
import { empreinteDuJeton, nouveauJeton } from '../../../lib/jetons.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel, motsEnCourriel, type TropDeCourriels } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { enAdministrant } from '../administration.ts'
import { MOTS_ROLES, parAppel, roleSur } from '../roles.ts'
import { DUREE_INVITATION_J } from './bornes.ts'
import type { Ou, RefusRole } from './changer-roles.ts'
import { compterInvitation, type TropDInvitations } from './compter-invitation.ts'
import { appelsDits, invitationForm, type SaisieInvitation } from './invitation.form.ts'
import { INVITATIONS_MAX, invitationsEnAttente } from './invitations.queries.ts'
import { refusDesPortees } from './portees-dites.ts'

const JOUR_MS = 86_400_000

export type RefusInvitation =
  | { kind: 'introuvable' }
  | { kind: 'saisie'; errors: FieldErrors }
  | { kind: 'role'; refus: Exclude<RefusRole, { kind: 'introuvable' }> }
  /** They work here already: a role is given on their page. */
  | { kind: 'deja_agent'; compteId: string }
  | { kind: 'deja_invitee' }
  | { kind: 'trop_d_invitations' }
  | TropDInvitations
  | TropDeCourriels

/**
 * Asks somebody to work in the guichet. Nothing is given before their link is followed, and nothing here depends on whether the address has an account, but where it works in
 * this guichet already, which its administration sees.
 */
export const inviterAgent = (ctx: ContexteActeur, saisie: SaisieInvitation, ou: Ou): Promise<Result<void, RefusInvitation>> =>
  enAdministrant<void, RefusInvitation>(ctx, async tx => {
    const { guichetId, instant, acteur } = ctx
    const lu = parseForm(invitationForm, { ...saisie, role: [...saisie.roles] })
    if (!lu.ok) return err({ kind: 'saisie', errors: lu.errors })
    const { courriel, nom, titre } = lu.value
    const refus = await refusDesPortees(tx, guichetId, saisie, ou)
    if (refus) return err({ kind: 'role', refus })
    const deja = await agentA(tx, guichetId, courriel)
    if (deja) return err({ kind: 'deja_agent', compteId: deja.id })
    const enAttente = await invitationsEnAttente(tx, guichetId)
    if (enAttente.some(i => i.courriel === courriel)) return err({ kind: 'deja_invitee' })
    if (enAttente.length >= INVITATIONS_MAX) return err({ kind: 'trop_d_invitations' })
    const envoi = await compterInvitation(tx, ctx, courriel)
    if (!envoi.ok) return envoi
    const [id, jeton] = [nouvelId(), nouveauJeton()]
    const appels = appelsDits(saisie.appel)
    const dite = {
      roles: [...saisie.roles],
      appels: appels === 'tous' ? [] : [...appels],
      tous: appels === 'tous',
      departements: [...saisie.departements],
    }
    await tx
      .insertInto('invitation_agent')
      .values({
        ...{ id, guichet_id: guichetId, courriel, nom, titre, ...dite, empreinte: empreinteDuJeton(jeton) },
        ...{ invitee_par: acteur.compteId, invitee_le: instant, envoyee_le: instant, expire_le: expiration(instant) },
      })
      .execute()
    await ecrireInvitation(tx, ctx, { courriel, roles: dite.roles, jeton })
    await journaliser(tx, ctx, 'compte.invite', id, dite)
    return ok(undefined)
  })

export const expiration = (instant: Date) => new Date(instant.getTime() + DUREE_INVITATION_J * JOUR_MS)

/** Somebody of this guichet at this address, suspended or not. */
const agentA = (tx: Tx, guichetId: string, courriel: string) =>
  tx
    .selectFrom('compte as c')
    .select('c.id')
    .where('c.email', '=', courriel)
    .where(eb =>
      eb.or([
        eb.exists(eb.selectFrom('role as r').select('r.id').whereRef('r.compte_id', '=', 'c.id').where('r.guichet_id', '=', guichetId)),
        eb.exists(
          eb
            .selectFrom('agent as a')
            .select('a.compte_id')
            .whereRef('a.compte_id', '=', 'c.id')
            .where('a.guichet_id', '=', guichetId)
            .where('a.suspendu_le', 'is not', null),
        ),
      ]),
    )
    .executeTakeFirst()

/** The mail that brings the link, emptied once sent: whoever has it may take the roles, and no session. */
export const ecrireInvitation = (tx: Tx, ctx: ContexteActeur, i: { courriel: string; roles: readonly string[]; jeton: string }) =>
  ecrireCourriel(tx, ctx, {
    destinataire: i.courriel,
    sujet: 'Une invitation à travailler dans le guichet',
    phrases: [
      `${motsEnCourriel(ctx.acteur.nom)} vous invite à travailler dans le guichet, avec ${i.roles.length > 1 ? 'ces rôles' : 'ce rôle'}\u00a0: ${i.roles.map(r => MOTS_ROLES[roleSur(r)!].toLowerCase()).join(', ')}.`,
      `Suivez le lien ci-dessous, puis appuyez sur «\u00a0Accepter\u00a0». Il sert une seule fois, jusqu’au ${formatJour(expiration(ctx.instant))}. Un lien de connexion vous sera ensuite envoyé à cette adresse.`,
      'Si vous n’attendiez pas cette invitation, ignorez ce message\u00a0: rien n’est changé pour vous.',
    ],
    lien: paths.invitationAgent(i.jeton),
    secret: true,
  })

/** What of an invitation goes with a role: an administration and a direction are of the whole guichet; départements are a référent's or a lecteur's. */
export const porteeDuRole = (role: string, i: { appels: readonly string[]; tous: boolean; departements: readonly string[] }) =>
  !parAppel(roleSur(role)!)
    ? { appels: [], departements: [] }
    : { appels: i.tous ? ('tous' as const) : [...i.appels], departements: role === 'membre_comite' ? [] : [...i.departements] }
