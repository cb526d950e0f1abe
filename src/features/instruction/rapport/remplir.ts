import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { instruitPour } from '../../service/index.ts'
import { enregistrerRapport, type RefusRapport } from './enregistrer.ts'
import { marque } from './fusion.ts'
import { lireAnalyse } from './lire-analyse.ts'
import { lireSaisie } from './saisie.ts'
import { type RefusFin, terminerRapport } from './terminer.ts'

/** Fields of the report by their names, and the amount proposed as one types it, in euros, on every expense that the aid may pay. */
export type RapportDonne = { dossierId: string; champs: Readonly<Record<string, string>>; montant: string; terminer: boolean }

/** Saves or finishes a report from what it says, rather than from its page. */
export async function remplirRapport(ctx: ContexteActeur, d: RapportDonne): Promise<Result<void, RefusFin | RefusRapport>> {
  const lue = await enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'rapporter', d.dossierId, { verrou: false })
    if (!lu.ok) return lu
    const analyse = await lireAnalyse(tx, ctx.guichetId, lu.value)
    const { contenu, base, ligne } = analyse
    const vus = Object.keys(d.champs).map(c => [`vu.${c}`, marque(contenu[c])])
    const corps = {
      ...d.champs,
      ...Object.fromEntries(vus),
      'vu.proposition': marque(contenu.proposition),
      ligne: base.lignes.filter(l => l.admise).map(l => String(l.rang)),
      montant: d.montant,
      calcule: 'taux',
    }
    return ok({ saisie: lireSaisie(analyse, corps), version: ligne.version })
  })
  if (!lue.ok) return lue
  const demande = { dossierId: d.dossierId, relue: true, ...lue.value }
  return d.terminer ? terminerRapport(ctx, demande) : enregistrerRapport(ctx, demande)
}
