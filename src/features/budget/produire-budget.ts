import type { GuichetConfig } from '../../config.ts'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { texteDe } from '../contenu/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { garderOctets, type Stockage } from '../fichiers/index.ts'
import { etapeDesPieces, joindrePiece, type RefusPiece } from '../pieces/index.ts'
import { calculer, planDe, reglageDe } from '../plan/index.ts'
import { budgetPdf } from './budget-pdf.ts'

export type RefusProduction = RefusPiece | { kind: 'plan_incomplet' }
type Deps = { stockage: Stockage; guichet: GuichetConfig; demonstration: boolean }

/**
 * Makes the budget prévisionnel from the plan de financement and attaches it (C5.7), for whoever has none. Refuses while the plan has no total.
 * The plan may change afterwards: producing again replaces the file.
 */
export async function produireBudget(
  ctx: ContexteActeur,
  d: Deps,
  { dossierId, code }: { dossierId: string; code: string },
): Promise<Result<{ etape: string }, RefusProduction>> {
  const lu = await enTransaction(ctx, tx => trouverDossier(tx, ctx, dossierId))
  const piece = lu?.version.appel.pieces.find(p => p.code === code)
  if (!lu || !piece?.produite_par_le_site) return err({ kind: 'introuvable' })
  const { appel } = lu.version
  const { contenu, tableaux } = lireRegles(lu, ctx.instant)
  const dossier = { ...lu, contenu }
  if (calculer(planDe(appel, dossier.contenu), reglageDe(appel)).ecart === undefined) return err({ kind: 'plan_incomplet' })

  const pdf = await budgetPdf(dossier, { guichet: d.guichet, demonstration: d.demonstration, instant: ctx.instant, tableaux })
  const garde = await garderOctets(d.stockage, ctx.instant, pdf)
  const jointe = await joindrePiece(ctx, dossierId, code, {
    ...garde,
    nom: `${code}-${dossier.numero.toLowerCase()}.pdf`,
    type: 'pdf',
  })
  if (!jointe.ok || jointe.value.deja) await d.stockage.supprimer(garde.cle)
  return jointe.ok ? ok({ etape: etapeDesPieces(appel, texteDe(dossier.contenu, 'volet') ?? null) }) : jointe
}
