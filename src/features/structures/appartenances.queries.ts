import { sql } from 'kysely'
import type { Preuve } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'

/** One act at a time on the members of a structure. Its row cannot be locked: the national referential belongs to no guichet. */
export const verrouillerMembres = (tx: Tx, guichetId: string, structureId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`membres:${guichetId}:${structureId}`}, 0))`.execute(tx)

export type Appartenance = {
  id: string
  structure_id: string
  compte_id: string
  etat: 'demandee' | 'active'
  preuve: Preuve
  courriel: string
  nom: string
  fonction: string | null
}
const enCours = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('appartenance as a')
    .innerJoin('compte as c', 'c.id', 'a.compte_id')
    .select(['a.id', 'a.structure_id', 'a.compte_id', 'a.etat', 'a.preuve', 'a.fonction', 'c.email as courriel', 'c.name as nom'])
    .where('a.guichet_id', '=', guichetId)
    .where('a.etat', '<>', 'retiree')

/** A membership that stands (asked or active). */
export const trouverAppartenance = (tx: Tx, guichetId: string, id: string) =>
  enCours(tx, guichetId).where('a.id', '=', id).executeTakeFirst() as Promise<Appartenance | undefined>
export const lienDe = (tx: Tx, guichetId: string, structureId: string, compteId: string) =>
  enCours(tx, guichetId).where('a.structure_id', '=', structureId).where('a.compte_id', '=', compteId).executeTakeFirst() as Promise<
    Appartenance | undefined
  >
export const membresActifs = (tx: Tx, guichetId: string, structureId: string) =>
  enCours(tx, guichetId).where('a.structure_id', '=', structureId).where('a.etat', '=', 'active').limit(200).execute() as Promise<
    Appartenance[]
  >

/** Structures that the account has joined by its word, standing or asked for since `depuis`: leaving one does not give it back. */
export const declareesDepuis = async (tx: Tx, guichetId: string, compteId: string, depuis: Date): Promise<number> =>
  (
    await tx
      .selectFrom('appartenance')
      .select(eb => eb.fn.count<number>('structure_id').distinct().as('n'))
      .where('guichet_id', '=', guichetId)
      .where('compte_id', '=', compteId)
      .where('preuve', '=', 'declaree')
      .where(eb => eb.or([eb('etat', '<>', 'retiree'), eb('demandee_le', '>', depuis)]))
      .executeTakeFirstOrThrow()
  ).n

/** Somebody was a member one day, even if nobody is any more. */
export const aEuDesMembres = async (tx: Tx, guichetId: string, structureId: string) =>
  !!(await tx
    .selectFrom('appartenance')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('structure_id', '=', structureId)
    .where('active_le', 'is not', null)
    .limit(1)
    .executeTakeFirst())

/** What is known of the account, to prove its memberships. */
export const identiteDe = (tx: Tx, compteId: string) =>
  tx
    .selectFrom('compte as c')
    .leftJoin('siret_prouve as s', 's.compte_id', 'c.id')
    .select(['c.email as courriel', 'c.name as nom', 'c.email_verified as courrielVerifie', 's.siret'])
    .where('c.id', '=', compteId)
    .executeTakeFirstOrThrow()

export const modifierAppartenance = (
  tx: Tx,
  guichetId: string,
  id: string,
  v: Partial<{ etat: string; preuve: string; active_le: Date; retiree_le: Date; prouvee_le: Date; prouvee_par: string }>,
) => tx.updateTable('appartenance').set(v).where('guichet_id', '=', guichetId).where('id', '=', id).execute()

/** What somebody wrote while they waited becomes the structure's, now that they are let in. */
export const confierBrouillons = (tx: Tx, a: { guichetId: string; structureId: string; compteId: string }) =>
  tx
    .updateTable('dossier')
    .set({ redige_par: null })
    .where('guichet_id', '=', a.guichetId)
    .where('structure_id', '=', a.structureId)
    .where('redige_par', '=', a.compteId)
    .execute()

const invitationsEnCours = (tx: Tx, guichetId: string) =>
  tx.selectFrom('invitation as i').where('i.guichet_id', '=', guichetId).where('i.acceptee_le', 'is', null)
export const invitationPour = (tx: Tx, guichetId: string, structureId: string, courriel: string) =>
  invitationsEnCours(tx, guichetId)
    .select('i.id')
    .where('i.structure_id', '=', structureId)
    .where(sql<boolean>`lower(i.courriel) = lower(${courriel})`)
    .executeTakeFirst()
/** Withdrawn before it was answered, it is as if it had not been: the journal keeps both. Gives the address that it was for. */
export const retirerInvitation = (tx: Tx, guichetId: string, structureId: string, id: string) =>
  tx
    .deleteFrom('invitation')
    .where('guichet_id', '=', guichetId)
    .where('structure_id', '=', structureId)
    .where('id', '=', id)
    .where('acceptee_le', 'is', null)
    .returning('courriel')
    .executeTakeFirst()
/** Those that a person had sent, once they no longer are a member. */
export const retirerInvitationsDe = (tx: Tx, guichetId: string, structureId: string, compteId: string) =>
  tx
    .deleteFrom('invitation')
    .where('guichet_id', '=', guichetId)
    .where('structure_id', '=', structureId)
    .where('invitee_par', '=', compteId)
    .where('acceptee_le', 'is', null)
    .execute()
export const invitationsDeLaStructure = (tx: Tx, guichetId: string, structureId: string) =>
  invitationsEnCours(tx, guichetId)
    .select(['i.id', 'i.courriel', 'i.invitee_le'])
    .where('i.structure_id', '=', structureId)
    .orderBy('i.invitee_le')
    .execute()
/** Invitations that wait for this address. */
export const invitationsRecues = (tx: Tx, guichetId: string, courriel: string) =>
  invitationsEnCours(tx, guichetId)
    .innerJoin('structure as s', 's.id', 'i.structure_id')
    .innerJoin('compte as c', 'c.id', 'i.invitee_par')
    .select(['s.id', 's.nom', 'c.name as par', 'c.email as parCourriel'])
    .where(sql<boolean>`lower(i.courriel) = lower(${courriel})`)
    .orderBy('i.invitee_le')
    .limit(20)
    .execute()

/** What the service has to look at: requests, then members known by their word only; oldest first. */
export const appartenancesAVoir = (tx: Tx, guichetId: string, perimetre: 'tous' | string[]) =>
  tx
    .selectFrom('appartenance as a')
    .innerJoin('compte as c', 'c.id', 'a.compte_id')
    .innerJoin('structure as s', 's.id', 'a.structure_id')
    .select([
      'a.id',
      'a.etat',
      'a.preuve',
      'a.fonction',
      'a.demandee_le',
      'c.name as nom',
      'c.email as courriel',
      's.id as structureId',
      's.nom as structure',
      's.departement',
    ])
    .where('a.guichet_id', '=', guichetId)
    .where(eb => eb.or([eb('a.etat', '=', 'demandee'), eb.and([eb('a.etat', '=', 'active'), eb('a.preuve', '=', 'declaree')])]))
    .$if(perimetre !== 'tous', qb => qb.where(sql<boolean>`s.departement = any(${perimetre}::text[])`))
    .orderBy('a.etat', 'desc')
    .orderBy('a.demandee_le')
    .limit(200)
    .execute()

/** The service's own mailbox, as the guichet was set up. */
export const courrielDuService = async (tx: Tx, guichetId: string): Promise<string> =>
  (
    await tx
      .selectFrom('guichet')
      .select(sql<string>`configuration #>> '{service,courriel}'`.as('courriel'))
      .where('id', '=', guichetId)
      .executeTakeFirstOrThrow()
  ).courriel

/** Domains of the structure's mailboxes that the service has kept. */
export const domainesDe = async (tx: Tx, guichetId: string, structureId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('domaine_structure')
      .select('domaine')
      .where('guichet_id', '=', guichetId)
      .where('structure_id', '=', structureId)
      .execute()
  ).map(l => l.domaine)

/** Keeps a domain for a structure; kept twice, it is kept once. */
export const retenirDomaine = (
  tx: Tx,
  d: { guichet_id: string; structure_id: string; domaine: string; retenu_par: string; retenu_le: Date },
) =>
  tx
    .insertInto('domaine_structure')
    .values(d)
    .onConflict(oc => oc.doNothing())
    .execute()
