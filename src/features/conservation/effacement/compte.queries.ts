import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { effacerAbonnements } from '../../abonnements/index.ts'
import { oublierAgent } from '../../agents/index.ts'
import type { SituationCompte } from './effacement.rules.ts'

/** Active structures of an account, with how many members each has, and its dossiers: those that wait for a decision or are followed, and its drafts. */
const structuresDuCompte = async (tx: Tx, guichetId: string, compteId: string) =>
  (
    await sql<{ id: string; nom: string; membres: number; enCours: number; brouillons: number }>`
      select s.id, s.nom,
        (select count(*) from appartenance x where x.guichet_id = ${guichetId} and x.structure_id = s.id and x.etat = 'active')::int as membres,
        (select count(*) from dossier d left join suivi u on u.dossier_id = d.id where d.guichet_id = ${guichetId} and d.structure_id = s.id
          and (d.etat in ('depose', 'en_instruction', 'preselectionne', 'au_comite', 'delibere', 'liste_complementaire') or d.etat = 'retenu' and u.clos_le is null))::int as "enCours",
        (select count(*) from dossier d where d.guichet_id = ${guichetId} and d.structure_id = s.id and d.etat = 'brouillon' and d.redige_par is null)::int as brouillons
      from appartenance a join structure s on s.id = a.structure_id
      where a.guichet_id = ${guichetId} and a.compte_id = ${compteId} and a.etat = 'active' order by s.id`.execute(tx)
  ).rows

const agit = sql<boolean>`exists (select from role r where r.compte_id = c.id and r.guichet_id = guichet_courant())`
const siege = sql<boolean>`exists (select from seance_membre m where m.compte_id = c.id and m.guichet_id = guichet_courant())`
const membre = sql<boolean>`exists (select from appartenance a where a.compte_id = c.id and a.guichet_id = guichet_courant() and a.etat <> 'retiree')`

/** What is known of the account before it is erased; its row is locked. Each guichet of the installation is asked, one after the other. */
export async function situationDuCompte(tx: Tx, guichetId: string, compteId: string): Promise<SituationCompte & { ids: string[] }> {
  const ici = await structuresDuCompte(tx, guichetId, compteId)
  let agent = false
  let ailleurs = false
  for (const { id } of await tx.selectFrom('guichet').select('id').execute()) {
    await sql`select set_config('app.guichet_id', ${id}, true)`.execute(tx)
    const l = await tx
      .selectFrom('compte as c')
      .select([agit.as('agit'), siege.as('siege'), membre.as('membre')])
      .where('c.id', '=', compteId)
      .executeTakeFirst()
    if (id === guichetId) agent = !!l && (l.agit || l.siege)
    else ailleurs ||= !!l && (l.agit || l.siege || l.membre)
  }
  await sql`select set_config('app.guichet_id', ${guichetId}, true)`.execute(tx)
  return { agent, ailleurs, structures: ici, ids: ici.map(s => s.id) }
}

/** What a person leaves in the guichet beside their account: memberships end, mails and what is only theirs goes. */
export async function effacerTraces(tx: Tx, c: { guichetId: string; compteId: string; courriel: string; instant: Date }): Promise<void> {
  const ici = { guichet_id: c.guichetId, compte_id: c.compteId }
  await tx
    .updateTable('appartenance')
    .set({ etat: 'retiree', fonction: null, retiree_le: sql`coalesce(retiree_le, ${c.instant})` })
    .where('guichet_id', '=', ici.guichet_id)
    .where('compte_id', '=', ici.compte_id)
    .execute()
  for (const table of ['televersement', 'presence', 'message_lu', 'vue', 'preference', 'agenda_secret'] as const)
    await tx.deleteFrom(table).where('guichet_id', '=', ici.guichet_id).where('compte_id', '=', ici.compte_id).execute()
  await tx
    .deleteFrom('courriel')
    .where('guichet_id', '=', c.guichetId)
    .where(sql<boolean>`lower(destinataire) = lower(${c.courriel})`)
    .execute()
  // what they wrote while they waited was theirs alone: nobody else can open it
  await tx
    .updateTable('dossier')
    .set({ etat: 'abandonne' })
    .where('guichet_id', '=', c.guichetId)
    .where('redige_par', '=', c.compteId)
    .where('etat', '=', 'brouillon')
    .execute()
  await effacerAbonnements(tx, c.guichetId, c.courriel)
  await oublierAgent(tx, c)
  await tx
    .deleteFrom('invitation')
    .where('guichet_id', '=', c.guichetId)
    .where(sql<boolean>`lower(courriel) = lower(${c.courriel})`)
    .execute()
  // the seat of an association is often somebody's home: it goes with whoever declared it, and stays where others speak for it
  await sql`update declaration_structure set dit = dit - 'adresse' where guichet_id = ${c.guichetId} and par = ${c.compteId}`.execute(tx)
  await sql`update structure s set adresse = null from declaration_structure x
    where x.guichet_id = ${c.guichetId} and x.par = ${c.compteId} and s.id = x.structure_id and s.guichet_id = x.guichet_id
      and not exists (select from appartenance a where a.guichet_id = x.guichet_id and a.structure_id = s.id and a.etat = 'active')`.execute(
    tx,
  )
  await tx
    .updateTable('partenaire')
    .set({ courriel: null, contact: '' })
    .where('guichet_id', '=', c.guichetId)
    .where('structure_id', 'is not', null)
    .where(sql<boolean>`lower(courriel) = lower(${c.courriel})`)
    .execute()
}
