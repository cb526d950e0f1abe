import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compterEnvoi } from '../courriels/index.ts'
import { empreinteAValider, etatValidation } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { dossierAAssocier, type RefusAcces } from './acces.ts'
import { relancerPartenaire } from './prevenir.ts'

const DELAI_MS = 24 * 3_600_000
export type RefusRelance = RefusAcces | { motif: 'validee' } | { motif: 'trop_tot'; possible: Date } | { motif: 'trop_de_courriels' }

/** When a partner may be reminded again; `undefined`: now. */
export const relancePossible = ({ relanceLe }: { relanceLe: Date | null }, instant: Date): Date | undefined =>
  relanceLe && instant.getTime() - relanceLe.getTime() < DELAI_MS ? new Date(relanceLe.getTime() + DELAI_MS) : undefined

/**
 * Reminds a partner of what is asked: to answer the invitation, to validate, or to validate again what has changed. It is the only mail that
 * a change causes, when the porteur wants it: never on each key press. Once a day for each partner at most.
 */
export const relancer = (
  ctx: ContexteActeur,
  { dossierId, partenaireId }: { dossierId: string; partenaireId: string },
): Promise<Result<void, RefusRelance>> =>
  enTransaction(ctx, async tx => {
    const acces = await dossierAAssocier(tx, ctx, dossierId)
    if (!acces.ok) return acces
    const dossier = acces.value
    const partenaire = dossier.partenaires.find(p => p.id === partenaireId)
    if (!partenaire) return err({ motif: 'introuvable' })
    const etat = etatValidation(partenaire, empreinteAValider(dossier.version.appel, dossier.contenu))
    if (etat === 'validee') return err({ motif: 'validee' })
    const possible = relancePossible(partenaire, ctx.instant)
    if (possible) return err({ motif: 'trop_tot', possible })
    if (!(await compterEnvoi(tx, ctx, partenaire.courriel ?? undefined)).ok) return err({ motif: 'trop_de_courriels' })
    await tx
      .updateTable('partenaire')
      .set({ relance_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', partenaire.id)
      .execute()
    await relancerPartenaire(tx, ctx, dossier, partenaire, etat)
    await journaliser(tx, ctx, 'partenaire.relance', dossierId, { partenaire: partenaire.id, etat })
    return ok(undefined)
  })
