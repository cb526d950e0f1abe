import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { CHAMP_CONTACT } from '../champs/index.ts'
import { texteDe } from '../contenu/index.ts'
import type { Dossier, Partenaire } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { dossierAAssocier, noterChangement, type RefusAcces } from './acces.ts'

/** Takes a partner out of the project: from then on the dossier does not exist for it. What it validated stays on record. */
export const retirerPartenaire = (
  ctx: ContexteActeur,
  { dossierId, partenaireId }: { dossierId: string; partenaireId: string },
): Promise<Result<void, RefusAcces>> =>
  enTransaction(ctx, async tx => {
    const acces = await dossierAAssocier(tx, ctx, dossierId)
    if (!acces.ok) return acces
    const partenaire = acces.value.partenaires.find(p => p.id === partenaireId)
    if (!partenaire) return err({ motif: 'introuvable' })
    await sortirDuProjet(tx, ctx, acces.value, partenaire)
    await journaliser(tx, ctx, 'partenaire.retire', dossierId, { partenaire: partenaire.id, structure: partenaire.structureId })
    return ok(undefined)
  })

/** Ends a partnership, on the dossier locked by the caller. `motif`: why it left, when it left by itself. */
export async function sortirDuProjet(tx: Tx, ctx: ContexteActeur, dossier: Dossier, { id, structureId }: Partenaire, motif?: string) {
  await tx
    .updateTable('partenaire')
    .set({ retire_le: ctx.instant, retire_par: ctx.acteur.compteId, decline_motif: motif })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .execute()
  if (structureId) await oublierContact(tx, ctx, dossier, structureId)
  await noterChangement(tx, ctx, dossier.id)
}

/** A structure that left carries the operational contact no more: the porteur chooses again. */
async function oublierContact(tx: Tx, ctx: ContexteActeur, { id, contenu }: Dossier, structureId: string) {
  if (texteDe(contenu, CHAMP_CONTACT.structure) !== structureId) return
  const { [CHAMP_CONTACT.structure]: _, ...valeurs } = contenu.valeurs
  await tx
    .updateTable('dossier')
    .set({ reponses: JSON.stringify({ ...contenu, valeurs }) })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .execute()
}
