import { sql } from 'kysely'
import { aRole, type ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { EtatSeance } from './comite.rules.ts'
import type { Declaration, Inscrit, Membre, Seance } from './seance.ts'

/**
 * A séance of the guichet, for its administrateurs and those who sit in it; for anybody else it does not exist. `verrou` locks it until the end
 * of the act: acts on one séance follow one another.
 */
export async function trouverSeance(tx: Tx, ctx: ContexteActeur, id: string, { verrou = false } = {}): Promise<Seance | undefined> {
  const ligne = await tx
    .selectFrom('seance')
    .selectAll()
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .$if(verrou, q => q.forUpdate())
    .executeTakeFirst()
  if (!ligne) return undefined
  const membres = await membresDe(tx, ctx.guichetId, id)
  const administrateur = aRole(ctx.acteur, 'administrateur')
  const moi = aRole(ctx.acteur, 'membre_comite') ? membres.find(m => m.compteId === ctx.acteur.compteId) : undefined
  if (!administrateur && !moi) return undefined
  const version = await appelDeVersion(tx, ctx.guichetId, ligne.appel_version_id)
  if (!version) throw new Error(`séance ${id}: its call is not readable`)
  return {
    id,
    appelId: ligne.appel_id,
    appel: version.appel,
    tenueLe: ligne.tenue_le,
    lieu: ligne.lieu,
    quorum: ligne.quorum,
    etat: ligne.etat as EtatSeance,
    presidentId: ligne.president_id,
    membres,
    agenda: await agendaDe(tx, ctx.guichetId, id),
    declarations: await declarationsDe(tx, ctx.guichetId, id),
    dOffice: await conflitsDOffice(tx, ctx, id),
    administrateur,
    lecteurId: ctx.acteur.compteId,
    moi,
  }
}

async function membresDe(tx: Tx, guichetId: string, id: string): Promise<Membre[]> {
  const lignes = await tx
    .selectFrom('seance_membre as m')
    .innerJoin('compte as c', 'c.id', 'm.compte_id')
    .select(['m.id', 'm.compte_id as compteId', 'c.name as nom', 'c.email as courriel', 'm.siege', 'm.presence'])
    .where('m.guichet_id', '=', guichetId)
    .where('m.seance_id', '=', id)
    .where('m.retire_le', 'is', null)
    .orderBy('m.siege')
    .execute()
  return lignes as Membre[]
}

const agendaDe = (tx: Tx, guichetId: string, id: string): Promise<Inscrit[]> =>
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
    .where('s.guichet_id', '=', guichetId)
    .where('s.seance_id', '=', id)
    .where('s.retire_le', 'is', null)
    .orderBy('s.rang')
    .execute()

async function declarationsDe(tx: Tx, guichetId: string, id: string): Promise<Declaration[]> {
  const lignes = await tx
    .selectFrom('conflit')
    .select(['membre_id as membreId', 'dossier_id as dossierId', 'declare', 'origine', 'motif', 'declare_le as le'])
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', id)
    .execute()
  return lignes as Declaration[]
}

/** Members, and the reader, who speak for a structure of a project that is or was on the agenda; members who declared a conflict on it elsewhere. */
async function conflitsDOffice(tx: Tx, ctx: ContexteActeur, id: string) {
  const { rows } = await sql<{ compteId: string; dossierId: string }>`
    select distinct q.compte_id as "compteId", s.dossier_id as "dossierId"
    from seance_dossier s
    join instruction i on i.dossier_id = s.dossier_id
    cross join (select m.compte_id from seance_membre m where m.guichet_id = ${ctx.guichetId} and m.seance_id = ${id} and m.retire_le is null
      union select ${ctx.acteur.compteId}::uuid) q
    where s.guichet_id = ${ctx.guichetId} and s.seance_id = ${id} and (
      exists (select from appartenance a where a.guichet_id = ${ctx.guichetId} and a.compte_id = q.compte_id and a.etat = 'active'
        and (a.structure_id = i.structure_id or exists (select from partenaire p where p.guichet_id = ${ctx.guichetId}
          and p.dossier_id = s.dossier_id and p.structure_id = a.structure_id and p.retire_le is null)))
      or exists (select from conflit c where c.guichet_id = ${ctx.guichetId} and c.compte_id = q.compte_id and c.dossier_id = s.dossier_id
        and c.declare = 'conflit'))`.execute(tx)
  return rows
}
