import { sql } from 'kysely'
import { type ContexteActeur, structuresActives } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import { type ActeSur, type EtapeSuivi, type Place, peut, peutUnJour } from '../decret/index.ts'
import { trouverInstruit } from '../service/index.ts'
import { lireSuivi, type Suivi, type SuiviLu } from './suivi.queries.ts'
import { naturesEligibles } from './suivi.rules.ts'

/** A lauréat as somebody reads it: where it stands, its call, and who they are to it. */
export type Acces = { s: Suivi; appel: Appel; qui: Place }
export type RefusSuivi = { motif: 'introuvable' } | { motif: 'interdit' } | { motif: 'etape'; etape: EtapeSuivi }

/**
 * The lauréat of this dossier for an act of the decree, its dossier locked until the end of the act; or why the act is not open. Outside the
 * project and the perimeter, it does not exist.
 */
export async function suiviPour(
  tx: Tx,
  ctx: ContexteActeur,
  acte: ActeSur<'laureat'>,
  dossierId: string,
  { verrou = true } = {},
): Promise<Result<Acces, RefusSuivi>> {
  if (verrou)
    await tx
      .selectFrom('dossier')
      .select('id')
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', dossierId)
      .forUpdate()
      .executeTakeFirst()
  const [projet, service, lu] = await Promise.all([
    duProjet(tx, ctx, dossierId),
    duService(tx, ctx, dossierId),
    lireLaureat(tx, ctx.guichetId, dossierId),
  ])
  const qui = projet ?? service
  // what a correction changes is told by its letter, not by a page; an act that is signed is that of the decision in force
  const s = projet && acte !== 'deposer_signe' ? lu?.dit : lu?.enVigueur
  const acces = qui && lu && s && { s, appel: lu.appel, qui }
  if (!acces || !peut(acces.qui, 'lire_suivi', { laureat: acces.s.etape })) return err({ motif: 'introuvable' })
  if (peut(acces.qui, acte, { laureat: acces.s.etape })) return ok(acces)
  return err(peutUnJour(acces.qui, acte, 'laureat') ? { motif: 'etape', etape: acces.s.etape } : { motif: 'interdit' })
}

/** The same without asking who: for what the program does by itself. */
export async function lire(tx: Tx, guichetId: string, dossierId: string, qui: Place): Promise<Acces | undefined> {
  const lu = await lireLaureat(tx, guichetId, dossierId)
  return lu && { s: lu.enVigueur, appel: lu.appel, qui }
}
async function lireLaureat(tx: Tx, guichetId: string, dossierId: string): Promise<(SuiviLu & Pick<Acces, 'appel'>) | undefined> {
  const [ligne] = await versionDuDossier(tx, { guichetId, dossierId })
  const version = ligne && (await appelDeVersion(tx, guichetId, ligne.appel_version_id))
  const lu = version && (await lireSuivi(tx, guichetId, dossierId, naturesEligibles(version.appel), version.appel.plan === 'aucun'))
  return version && lu && { ...lu, appel: version.appel }
}
const versionDuDossier = composee((tx, p: { guichetId: string; dossierId: string }) =>
  tx.selectFrom('instruction').select('appel_version_id').where('guichet_id', '=', p.guichetId).where('dossier_id', '=', p.dossierId),
)

async function duProjet(tx: Tx, { guichetId, acteur }: ContexteActeur, dossierId: string): Promise<Place | undefined> {
  const ids = structuresActives(acteur).map(x => x.id)
  if (ids.length === 0) return undefined
  const { rows } = await sql<{ porteur: boolean; partenaire: boolean }>`
    select d.structure_id = any(${ids}::uuid[]) as porteur, exists (select from partenaire p where p.dossier_id = d.id and p.retire_le is null
      and p.structure_id = any(${ids}::uuid[])) as partenaire
    from dossier d where d.guichet_id = ${guichetId} and d.id = ${dossierId}`.execute(tx)
  return rows[0]?.porteur ? 'porteur' : rows[0]?.partenaire ? 'partenaire' : undefined
}

async function duService(tx: Tx, ctx: ContexteActeur, dossierId: string): Promise<Place | undefined> {
  const lu = await trouverInstruit(tx, ctx, dossierId)
  if (lu?.place === 'administrateur' || lu?.place === 'direction') return lu.place
  return lu?.place === 'referent' || lu?.place === 'referent_invite' ? 'referent' : undefined
}

/** Why an act did not happen, in a sentence. */
export function phraseSuivi(r: Exclude<RefusSuivi, { motif: 'introuvable' }>): string {
  if (r.motif === 'interdit') return 'Cet acte n’est pas le vôtre.'
  return {
    notifie: 'L’acte de ce lauréat n’est pas encore signé.',
    conventionne: 'L’acte de ce lauréat est signé\u00a0: cela ne se fait plus.',
    en_cours: 'Ce projet est en cours\u00a0: cela ne se fait plus.',
    solde: 'L’aide est soldée\u00a0: plus rien ne change.',
    abandonne: 'L’aide est abandonnée\u00a0: plus rien ne change.',
  }[r.etape]
}
