import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../service/index.ts'
import type { Resultat } from '../verdicts/index.ts'
import { reglesInstruites } from './constats.queries.ts'
import { MOTIF_MAX, type RegleInstruite } from './constats.ts'

/** What an instructeur may say of a rule; `null` gives it back to the automatic verdict. */
export const RESULTATS_HUMAINS = ['respectee', 'non_respectee', 'a_completer', 'sans_objet'] as const satisfies readonly Resultat[]
export type ResultatHumain = (typeof RESULTATS_HUMAINS)[number]

export type RefusJugement =
  | RefusInstruction
  | { motif: 'regle_inconnue' }
  | { motif: 'sans_raison' }
  | { motif: 'trop_long'; longueur: number }
  /** Somebody judged the same rule since the page was read: both are kept, this one waits for a second look. */
  | { motif: 'change'; regle: RegleInstruite }
export type DemandeJugement = {
  dossierId: string
  regle: string
  resultat: ResultatHumain | null
  raison: string
  /** The human verdict that the page showed on this rule; `null` when it showed none. */
  vu: string | null
}

/** Judges a rule otherwise than the machine (C5.3), with a reason that the comité reads. Added to the verdicts before it, which stay. */
export const juger = (ctx: ContexteActeur, d: DemandeJugement): Promise<Result<void, RefusJugement>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'juger', d.dossierId)
    if (!lu.ok) return lu
    const { ligne } = lu.value
    const regle = (await reglesInstruites(tx, ctx.guichetId, ligne)).find(r => r.regle === d.regle)
    if (!regle) return err({ motif: 'regle_inconnue' })
    const dernier = regle.humains[0]
    // the same judgement sent twice
    if (dernier?.parId === ctx.acteur.compteId && dernier.resultat === d.resultat && dernier.motif === d.raison) return ok(undefined)
    if ((dernier?.id ?? null) !== d.vu) return err({ motif: 'change', regle })
    if (d.raison === '') return err({ motif: 'sans_raison' })
    if (d.raison.length > MOTIF_MAX) return err({ motif: 'trop_long', longueur: d.raison.length })
    const id = nouvelId()
    await tx
      .insertInto('verdict_humain')
      .values({
        id,
        guichet_id: ctx.guichetId,
        dossier_id: d.dossierId,
        depot_id: ligne.depot_id,
        regle: d.regle,
        resultat: d.resultat,
        motif: d.raison,
        rendu_par: ctx.acteur.compteId,
        rendu_le: ctx.instant,
      })
      .execute()
    const { titre, automatique } = regle
    await journaliser(tx, ctx, 'instruction.juge', d.dossierId, { verdict: id, regle: d.regle, titre, resultat: d.resultat, automatique })
    return ok(undefined)
  })
