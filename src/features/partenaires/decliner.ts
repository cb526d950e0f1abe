import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { mesPartenaires, type RefusAcces } from './acces.ts'
import { annoncerDepart } from './prevenir.ts'
import { sortirDuProjet } from './retirer-partenaire.ts'

/**
 * A partner leaves the project in its own name (C2.7: nobody validates in its place, so nobody waits for it in vain either): its porteur is
 * told why, and may file without it or associate another. What it had validated stays on record.
 */
export const declinerProjet = (
  ctx: ContexteActeur,
  { dossierId, partenaireId, motif }: { dossierId: string; partenaireId: string; motif: string },
): Promise<Result<{ numero: string }, RefusAcces>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, dossierId, { verrou: true })
    const partenaire = dossier && mesPartenaires(ctx.acteur, dossier.partenaires).find(p => p.id === partenaireId)
    if (!dossier || !partenaire) return err({ motif: 'introuvable' })
    if (!peut('partenaire', 'decliner', { dossier: dossier.etat }) || !modifiable(dossier, ctx.instant)) return err({ motif: 'fige' })
    await sortirDuProjet(tx, ctx, dossier, partenaire, motif)
    await annoncerDepart(tx, ctx, dossier, { partenaireId, nom: partenaire.nom, motif })
    await journaliser(tx, ctx, 'partenaire.decline', dossierId, { partenaire: partenaireId, structure: partenaire.structureId })
    return ok({ numero: dossier.numero })
  })
