import type { Tx } from '../../db/db.ts'
import type { NomSuite } from './suite.schema.ts'

/** Lines of the journal that say where a suite is: asked for, each of its steps once played, and its end. */
export const SUITE = { demandee: 'demonstration.suite', etape: 'demonstration.etape', finie: 'demonstration.suite_finie' } as const

/** Where the suites are. `demandee`: the one that the visitor waits for. */
export type EtatSuites = { demandee: NomSuite | undefined; jouees: readonly string[]; finies: readonly NomSuite[] }

export async function etatDesSuites(tx: Tx, guichetId: string): Promise<EtatSuites> {
  const lignes = await tx
    .selectFrom('evenement')
    .select(['action', 'donnees'])
    .where('guichet_id', '=', guichetId)
    .where('action', 'in', Object.values(SUITE))
    .orderBy('rang')
    .execute()
  let demandee: NomSuite | undefined
  const jouees: string[] = []
  const finies: NomSuite[] = []
  for (const { action, donnees } of lignes) {
    const { suite, etape } = donnees as { suite: NomSuite; etape?: string }
    if (action === SUITE.demandee) demandee = suite
    else if (action === SUITE.etape && etape) jouees.push(etape)
    else {
      finies.push(suite)
      // another one may have been asked for while it ended
      if (demandee === suite) demandee = undefined
    }
  }
  return { demandee, jouees, finies }
}

/** The séances that are not closed, the first called first. */
export async function seancesEnCours(tx: Tx, guichetId: string): Promise<string[]> {
  const lues = await tx
    .selectFrom('seance')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('etat', '<>', 'close')
    .orderBy('creee_le')
    .orderBy('id')
    .execute()
  return lues.map(l => l.id)
}

/** The séances of a call whose decisions stand and are not told: the visitor's own too. */
export const seancesDecidees = async (tx: Tx, guichetId: string, appelId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('seance as s')
      .select('s.id')
      .where('s.guichet_id', '=', guichetId)
      .where('s.appel_id', '=', appelId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('decision as d')
            .select('d.id')
            .whereRef('d.seance_id', '=', 's.id')
            .where('d.sens', '<>', 'ajourne')
            .where(({ not, exists: ex, selectFrom: de }) =>
              not(ex(de('notification as n').select('n.id').whereRef('n.decision_id', '=', 'd.id').where('n.envoyee_le', 'is not', null))),
            )
            .where(({ not, exists: ex, selectFrom: de }) =>
              not(ex(de('decision as r').select('r.id').whereRef('r.remplace_id', '=', 'd.id'))),
            ),
        ),
      )
      .orderBy('s.tenue_le')
      .execute()
  ).map(s => s.id)

/** Lauréats whose aid goes on, in the order of their numbers. */
export const laureatsSuivis = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('suivi as u')
    .innerJoin('instruction as i', 'i.dossier_id', 'u.dossier_id')
    .select(['u.dossier_id as id', 'i.numero', 'i.porteur'])
    .where('u.guichet_id', '=', guichetId)
    .where('u.clos_le', 'is', null)
    .orderBy('i.numero')
    .execute()

/** The act of a lauréat that waits for its signed copy. */
export const acteASigner = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('acte')
    .select(['id', 'numero'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('retire_le', 'is', null)
    .where('signe_le', 'is', null)
    .orderBy('rang')
    .executeTakeFirst()

/** The payments that were ordered and are not made. */
export const versementsOrdonnes = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('versement')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('verse_le', 'is', null)
    .where('annule_le', 'is', null)
    .execute()

/** The first bilan of a lauréat, with its last filing. */
export const premierBilan = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('bilan as b')
    .select(eb => [
      'b.id',
      'b.etat',
      eb
        .selectFrom('bilan_depot as x')
        .select(eb => eb.fn.max('x.rang').as('rang'))
        .whereRef('x.bilan_id', '=', 'b.id')
        .as('depot'),
    ])
    .where('b.guichet_id', '=', guichetId)
    .where('b.dossier_id', '=', dossierId)
    .orderBy('b.rang')
    .executeTakeFirst()

/** Lines of the plan of a dossier. Cents. */
export const lignesDuPlan = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('depense')
    .select(['id', 'libelle', 'nature', 'ht'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .orderBy('rang')
    .execute()
