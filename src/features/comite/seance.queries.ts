import { type RawBuilder, sql } from 'kysely'
import { aRole, aRoleSur, type ContexteActeur } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import { empreinteDuJeton } from '../../lib/jetons.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { Sens } from '../decisions/index.ts'
import type { EtatSeance } from '../decret/index.ts'
import { porteurDeclare } from '../etats/index.ts'
import { instanceDe } from '../instances/index.ts'
import type { Declaration, Membre, Seance } from './seance.ts'

/**
 * A séance of the guichet, for its administrateurs and those who sit in it; for anybody else it does not exist. `verrou` locks it until the end
 * of the act: acts on one séance follow one another.
 */
export async function trouverSeance(tx: Tx, ctx: ContexteActeur, id: string, { verrou = false } = {}): Promise<Seance | undefined> {
  const lue = await lireSeance(tx, { guichetId: ctx.guichetId, id, lecteurId: ctx.acteur.compteId }, { verrou })
  if (!lue) return undefined
  const administrateur = aRole(ctx.acteur, 'administrateur')
  const moi = aRoleSur(ctx.acteur, 'membre_comite', lue.appelId) ? lue.membres.find(m => m.compteId === ctx.acteur.compteId) : undefined
  return administrateur || moi ? { ...lue, administrateur, moi } : undefined
}

/** Nobody's account. */
const PERSONNE = '00000000-0000-0000-0000-000000000000'
/** The open séance whose screen has this address. */
export const ecranOuvert = async (tx: Tx, guichetId: string, jeton: string): Promise<string | undefined> =>
  (await deLEcran(tx, { guichetId, empreinte: empreinteDuJeton(jeton) }))[0]?.id
const deLEcran = composee((tx, p: { guichetId: string; empreinte: string }) =>
  tx
    .selectFrom('seance')
    .select('id')
    .where('guichet_id', '=', p.guichetId)
    .where('ecran_empreinte', '=', p.empreinte)
    .where('etat', '=', 'ouverte'),
)
/** A séance that is still open as its screen shows it: everything but what a member alone sees. */
export async function seanceMontree(tx: Tx, guichetId: string, id: string): Promise<Seance | undefined> {
  const lue = await lireSeance(tx, { guichetId, id, lecteurId: PERSONNE })
  return lue?.etat === 'ouverte' ? { ...lue, administrateur: true, moi: undefined } : undefined
}

type Lecture = Cle & { lecteurId: string }
async function lireSeance(
  tx: Tx,
  { guichetId, id, lecteurId }: Lecture,
  { verrou = false } = {},
): Promise<Omit<Seance, 'administrateur' | 'moi'> | undefined> {
  const lire = tx.selectFrom('seance').selectAll().where('guichet_id', '=', guichetId).where('id', '=', id)
  // asked together, the lock first: what is joined to the row is then as the act before left it
  const [ligne, membres, agenda, declarations, dOffice, conflits] = await Promise.all([
    lire.$if(verrou, q => q.forUpdate()).executeTakeFirst(),
    membresDe(tx, { guichetId, id }) as Promise<Membre[]>,
    agendaDe(tx, { guichetId, id }),
    declarationsDe(tx, { guichetId, id }) as Promise<Declaration[]>,
    conflitsDOffice(tx, { guichetId, id, compteId: lecteurId }),
    conflitsDuLecteur(tx, { guichetId, id, compteId: lecteurId }),
  ])
  if (!ligne) return undefined
  const version = await appelDeVersion(tx, guichetId, ligne.appel_version_id)
  if (!version) throw new Error(`séance ${id}: its call is not readable`)
  const instance = instanceDe(version.appel, ligne.instance)
  if (!instance) throw new Error(`séance ${id}: its call has no body « ${ligne.instance} »`)
  return {
    id,
    appelId: ligne.appel_id,
    appel: version.appel,
    instance,
    tenueLe: ligne.tenue_le,
    lieu: ligne.lieu,
    quorum: ligne.quorum,
    etat: ligne.etat as EtatSeance,
    closeLe: ligne.close_le,
    presidentId: ligne.president_id,
    titulaireId: ligne.titulaire_id,
    rappelLe: ligne.rappel_le,
    ecranVu: ligne.ecran_vu_le && ligne.ecran_jusqu_a ? { le: ligne.ecran_vu_le, jusqua: ligne.ecran_jusqu_a } : undefined,
    enDebat: ligne.en_debat && ligne.en_debat_le ? { dossierId: ligne.en_debat, le: ligne.en_debat_le } : undefined,
    propose: ligne.propose_dossier
      ? { dossierId: ligne.propose_dossier, sens: ligne.propose_sens as Sens, montant: Number(ligne.propose_montant) }
      : undefined,
    ecran: ligne.ecran_empreinte !== null,
    suspension: ligne.suspendue_le ? { depuis: ligne.suspendue_le, reprise: ligne.reprise_a ?? undefined } : undefined,
    membres,
    agenda,
    declarations,
    dOffice,
    conflits,
    lecteurId,
  }
}

/** The code of the body that sits; null for the comité, and for a séance that does not exist: who may read it is asked after. */
export const instanceDeSeance = async (tx: Tx, guichetId: string, id: string): Promise<string | null> =>
  (await tx.selectFrom('seance').select('instance').where('guichet_id', '=', guichetId).where('id', '=', id).executeTakeFirst())
    ?.instance ?? null

type Cle = { guichetId: string; id: string }
const membresDe = composee((tx, p: Cle) =>
  tx
    .selectFrom('seance_membre as m')
    .innerJoin('compte as c', 'c.id', 'm.compte_id')
    .select([
      'm.id',
      'm.compte_id as compteId',
      'c.name as nom',
      'c.email as courriel',
      'm.siege',
      'm.presence',
      'm.supplee',
      'm.reponse',
      'm.pouvoir_a as pouvoirA',
    ])
    .where('m.guichet_id', '=', p.guichetId)
    .where('m.seance_id', '=', p.id)
    .where('m.retire_le', 'is', null)
    .orderBy('m.siege'),
)

const agendaDe = composee((tx, p: Cle) =>
  tx
    .selectFrom('seance_dossier as s')
    .innerJoin('instruction as i', 'i.dossier_id', 's.dossier_id')
    .select([
      'i.dossier_id as id',
      's.rang',
      'i.numero',
      'i.titre',
      'i.porteur',
      'i.departement_pilote as departement',
      'i.volet',
      'i.etat',
      'i.depot_id as depotId',
      'i.version',
      'i.aide_demandee as aide',
      'i.cout_global as cout',
    ])
    .select(porteurDeclare('i.structure_id').as('declaree'))
    .where('s.guichet_id', '=', p.guichetId)
    .where('s.seance_id', '=', p.id)
    .where('s.retire_le', 'is', null)
    .orderBy('s.rang'),
)

const declarationsDe = composee((tx, p: Cle) =>
  tx
    .selectFrom('conflit')
    .select(['membre_id as membreId', 'dossier_id as dossierId', 'declare', 'origine', 'motif', 'declare_le as le'])
    .where('guichet_id', '=', p.guichetId)
    .where('seance_id', '=', p.id),
)

/** Whether an account is in conflict on the dossier `i`: it speaks for a structure of the project, or declared it, at whichever séance. */
export const enConflit = (guichetId: string, compte: RawBuilder<unknown>) => sql<boolean>`(
      exists (select from appartenance a where a.guichet_id = ${guichetId} and a.compte_id = ${compte} and a.etat = 'active'
        and (a.structure_id = i.structure_id or exists (select from partenaire p where p.guichet_id = ${guichetId}
          and p.dossier_id = i.dossier_id and p.structure_id = a.structure_id and p.retire_le is null)))
      or exists (select from conflit c where c.guichet_id = ${guichetId} and c.compte_id = ${compte} and c.dossier_id = i.dossier_id
        and c.declare = 'conflit'))`

/** Members, and the reader, who are in conflict on a project that is or was on the agenda without having to say so here. */
const conflitsDOffice = composee(
  (_tx, p: Cle & { compteId: string }) => sql<{ compteId: string; dossierId: string }>`
    select distinct q.compte_id as "compteId", s.dossier_id as "dossierId"
    from seance_dossier s
    join instruction i on i.dossier_id = s.dossier_id
    cross join (select m.compte_id from seance_membre m where m.guichet_id = ${p.guichetId} and m.seance_id = ${p.id} and m.retire_le is null
      union select ${p.compteId}::uuid) q
    where s.guichet_id = ${p.guichetId} and s.seance_id = ${p.id} and ${enConflit(p.guichetId, sql`q.compte_id`)}`,
)

/** Where the reader is in conflict on the agendas of all the séances of this call: the envelope is one for all of them. */
const conflitsDuLecteur = composee(
  (_tx, p: Cle & { compteId: string }) => sql<Seance['conflits'][number]>`
    select s.dossier_id as "dossierId", i.etat, bool_or(o.etat = 'ouverte') as ouverte, bool_or(s.retire_le is null) as inscrit
    from seance o
    join seance_dossier s on s.seance_id = o.id and s.guichet_id = o.guichet_id
    join instruction i on i.dossier_id = s.dossier_id
    where o.guichet_id = ${p.guichetId} and o.appel_id = (select appel_id from seance where guichet_id = ${p.guichetId} and id = ${p.id})
      and ${enConflit(p.guichetId, sql`${p.compteId}::uuid`)}
    group by s.dossier_id, i.etat`,
)
