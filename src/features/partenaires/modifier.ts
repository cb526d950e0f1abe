import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { dossierAAssocier, noterChangement, type RefusAcces } from './acces.ts'
import { etapesOuvrables } from './etapes-ouvertes.ts'

export type ModificationPartenaire = { dossierId: string; partenaireId: string; role: string; contact: string; etapes: readonly string[] }

/** Changes a partner's role, its contact and the steps that it may fill in. */
export const modifierPartenaire = (ctx: ContexteActeur, d: ModificationPartenaire): Promise<Result<void, RefusAcces>> =>
  enTransaction(ctx, async tx => {
    const acces = await dossierAAssocier(tx, ctx, d.dossierId)
    if (!acces.ok) return acces
    const partenaire = acces.value.partenaires.find(p => p.id === d.partenaireId)
    if (!partenaire) return err({ motif: 'introuvable' })
    const etapes = etapesOuvrables(acces.value)
      .map(e => e.code)
      .filter(code => d.etapes.includes(code))
    const { role, contact } = d
    await tx
      .updateTable('partenaire')
      .set({ role, contact, etapes })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', partenaire.id)
      .execute()
    await noterChangement(tx, ctx, d.dossierId)
    await journaliser(tx, ctx, 'partenaire.modifie', d.dossierId, { partenaire: partenaire.id, etapes })
    return ok(undefined)
  })
