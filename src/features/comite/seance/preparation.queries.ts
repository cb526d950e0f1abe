import type { Tx } from '../../../db/db.ts'
import { porteesDe } from '../../perimetre/index.ts'
import { type Candidat, ROLE_MEMBRE } from './sieges.ts'

/** Accounts that may sit for this call: without a département, for the region. */
export async function candidatsDe(tx: Tx, guichetId: string, appelId: string): Promise<Candidat[]> {
  const membres = await tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'c.email as courriel', porteesDe('r').as('portees')])
    .where('r.guichet_id', '=', guichetId)
    .where('r.role', '=', ROLE_MEMBRE)
    .orderBy('c.name')
    .orderBy('c.id')
    .execute()
  return membres.flatMap(({ portees, ...c }) => {
    const siennes = portees.filter(p => p.appel === null || p.appel === appelId)
    const region = siennes.some(p => p.departements.length === 0)
    return siennes.length > 0 ? [{ ...c, departements: region ? [] : [...new Set(siennes.flatMap(p => p.departements))] }] : []
  })
}

/** A dossier that may stand on an agenda. */
export type Inscriptible = { id: string; numero: string; titre: string; porteur: string; aide: number | null }

/** Dossiers of a call that wait for a séance, with those of this one. */
export const dossiersInscriptibles = (tx: Tx, guichetId: string, appelId: string, seanceId: string | null): Promise<Inscriptible[]> =>
  tx
    .selectFrom('instruction as i')
    .select(['i.dossier_id as id', 'i.numero', 'i.titre', 'i.porteur', 'i.aide_demandee as aide'])
    .where('i.guichet_id', '=', guichetId)
    .where('i.appel_id', '=', appelId)
    .where('i.etat', '=', 'au_comite')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('seance_dossier as x')
            .innerJoin('seance as s', 's.id', 'x.seance_id')
            .select('x.dossier_id')
            .whereRef('x.dossier_id', '=', 'i.dossier_id')
            .where('x.guichet_id', '=', guichetId)
            .where('x.retire_le', 'is', null)
            .where('s.etat', '<>', 'close')
            .$if(seanceId !== null, q => q.where('s.id', '<>', seanceId!)),
        ),
      ),
    )
    .orderBy('i.numero')
    .execute()

/** Agendas of one call change one after another: a dossier never stands on two. */
export const verrouillerAppel = (tx: Tx, guichetId: string, appelId: string) =>
  tx.selectFrom('appel').select('id').where('guichet_id', '=', guichetId).where('id', '=', appelId).forUpdate().executeTakeFirst()
