import type { Acteur, ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut, relation } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Dossier, type Partenaire, trouverDossier } from '../dossiers/index.ts'

export type RefusAcces = { motif: 'introuvable' } | { motif: 'fige' }

/** The dossier whose partners the actor is about to change, locked: for the porteur's members, as long as it can be written. */
export async function dossierAAssocier(tx: Tx, ctx: ContexteActeur, id: string): Promise<Result<Dossier, RefusAcces>> {
  const dossier = await trouverDossier(tx, ctx, id, { verrou: true })
  if (!dossier || relation(ctx.acteur, dossier) !== 'porteur') return err({ motif: 'introuvable' })
  return peut('porteur', 'associer', { dossier: dossier.etat }) && modifiable(dossier, ctx.instant) ? ok(dossier) : err({ motif: 'fige' })
}

/** The partners that the actor speaks for. */
export const mesPartenaires = (acteur: Acteur, partenaires: readonly Partenaire[]) =>
  partenaires.filter(p => acteur.structures.some(s => s.id === p.structureId && s.etat === 'active'))

/** Says that the dossier has changed: whoever was about to file it reads it again first. */
export const noterChangement = (tx: Tx, ctx: ContexteActeur, dossierId: string) =>
  tx
    .updateTable('dossier')
    .set(eb => ({ revision: eb('revision', '+', 1), modifie_par: ctx.acteur.compteId, modifie_le: ctx.instant }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', dossierId)
    .execute()
