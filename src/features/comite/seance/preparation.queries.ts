import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { Appel } from '../../cahier/index.ts'
import { avisRendus, CODE_COMITE, consultationsDesDossiers, haussesEnAttente, type Instance } from '../../instances/index.ts'
import { porteesDe } from '../../perimetre/index.ts'
import { type Candidat, ROLE_MEMBRE } from './sieges.ts'

/** Accounts that may sit for this call, in this body of it (`null`: its comité): without a département, for the region. */
export async function candidatsDe(tx: Tx, guichetId: string, appelId: string, instance: string | null = null): Promise<Candidat[]> {
  const membres = await tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'c.email as courriel', porteesDe('r').as('portees')])
    .where('r.guichet_id', '=', guichetId)
    .where('r.role', '=', ROLE_MEMBRE)
    .where(siegeDans(appelId, instance))
    .orderBy('c.name')
    .orderBy('c.id')
    .execute()
  return membres.flatMap(({ portees, ...c }) => {
    const siennes = portees.filter(p => p.appel === null || p.appel === appelId)
    const region = siennes.some(p => p.departements.length === 0)
    return siennes.length > 0 ? [{ ...c, departements: region ? [] : [...new Set(siennes.flatMap(p => p.departements))] }] : []
  })
}

/** Of the lines of a role that are of this call, one at least names the body, or none in particular. */
const siegeDans = (
  appelId: string,
  instance: string | null,
) => sql<boolean>`exists (select from perimetre x where x.guichet_id = r.guichet_id
  and x.role_id = r.id and en_cours(x.du, x.au) and (x.appel_id is null or x.appel_id = ${appelId}) and (x.instances = '{}' or ${instance ?? CODE_COMITE} = any(x.instances)))`

/** A dossier that may stand on an agenda. */
export type Inscriptible = { id: string; numero: string; titre: string; porteur: string; aide: number | null }

/** Dossiers of a call that wait for a séance of the comité (or of a body, by its code), with those of this one. `decides`: those that a séance takes up again, though they are decided. */
export const dossiersInscriptibles = (
  tx: Tx,
  guichetId: string,
  appelId: string,
  seanceId: string | null,
  instance: string | null = null,
  decides: readonly string[] = [],
): Promise<Inscriptible[]> =>
  tx
    .selectFrom('instruction as i')
    .select(['i.dossier_id as id', 'i.numero', 'i.titre', 'i.porteur', 'i.aide_demandee as aide'])
    .where('i.guichet_id', '=', guichetId)
    .where('i.appel_id', '=', appelId)
    .where(sql<boolean>`(i.etat = 'au_comite' or i.dossier_id = any(${[...decides]}::uuid[]))`)
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
            .where(sql<boolean>`s.instance is not distinct from ${instance}`)
            .$if(seanceId !== null, q => q.where('s.id', '<>', seanceId!)),
        ),
      ),
    )
    .orderBy('i.numero')
    .execute()

type Ou = { appelId: string; appel: Appel; seanceId: string | null; instance: Instance }
/**
 * Those that a séance may examine: all that wait, for the comité; for a body that gives an opinion those that go before it and on which it has said nothing yet, those whose
 * aid an amendment would raise to what goes before it, and those that stand on its agenda already, whatever their amount has become.
 */
export async function aExaminer(tx: Tx, guichetId: string, { appelId, appel, seanceId, instance }: Ou): Promise<Inscriptible[]> {
  const hausses: Awaited<ReturnType<typeof haussesEnAttente>> = instance.avis
    ? await haussesEnAttente(tx, guichetId, { appelId })
    : new Map()
  const lus = await dossiersInscriptibles(tx, guichetId, appelId, seanceId, instance.code, [...hausses.keys()])
  if (!instance.avis) return lus
  const libres = lus.map(d => (hausses.has(d.id) ? { ...d, titre: `Avenant\u00a0: ${d.titre}`, aide: hausses.get(d.id)!.montant } : d))
  const ids = libres.map(d => d.id)
  const rendus = await avisRendus(tx, guichetId, ids)
  // what it said before an amendment was asked says nothing of it
  const dits = new Set(
    rendus
      .filter(r => r.instance === instance.code && r.sens !== 'reporte' && r.le >= (hausses.get(r.dossierId)?.le ?? r.le))
      .map(r => r.dossierId),
  )
  const inscrits = new Set(seanceId ? await inscritsDe(tx, guichetId, seanceId) : [])
  const reste = libres.filter(d => !dits.has(d.id))
  const aJuger = reste.filter(d => !inscrits.has(d.id)).map(d => d.id)
  const consultes = await consultationsDesDossiers(tx, guichetId, appel, aJuger)
  const demande = (id: string) => consultes.get(id)?.some(c => c.instance.code === instance.code)
  return reste.filter(d => inscrits.has(d.id) || demande(d.id))
}

const inscritsDe = async (tx: Tx, guichetId: string, seanceId: string) =>
  (
    await tx
      .selectFrom('seance_dossier')
      .select('dossier_id as id')
      .where('guichet_id', '=', guichetId)
      .where('seance_id', '=', seanceId)
      .where('retire_le', 'is', null)
      .execute()
  ).map(l => l.id)

/** Agendas of one call change one after another: a dossier never stands on two. */
export const verrouillerAppel = (tx: Tx, guichetId: string, appelId: string) =>
  tx.selectFrom('appel').select('id').where('guichet_id', '=', guichetId).where('id', '=', appelId).forUpdate().executeTakeFirst()
