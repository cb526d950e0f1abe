import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { compter } from '../../limites/index.ts'
import type { Difference } from './champs.table.ts'
import { type Confrontation, confronter, type Demande, marqueDe } from './confronter.ts'
import type { Ou } from './genres.ts'
import { type ChangementJournalise, changerReglages } from './histoire.queries.ts'
import { placeDe } from './place.ts'

/** `vue`: the mark of the effect that was shown. */
export type AEnregistrer = Demande & { vue: string }
export type RefusReglages =
  | { motif: 'interdit' }
  | { motif: 'trop' }
  /** A field is refused, somebody else has changed it, or its effect was not shown: the form comes back with what was typed. */
  | { motif: 'saisie' | 'conflit' | 'a_voir'; lu: Confrontation }

/** Changes of one account in an hour. */
export const CHANGEMENTS_MAX = 120

/** Saves one section of the settings, as its effect was shown. What somebody else has changed meanwhile is never written over; nothing to change is no change. */
export const enregistrerReglages = (ctx: ContexteActeur, d: AEnregistrer, ou: Ou): Promise<Result<Difference[], RefusReglages>> =>
  enTransaction(ctx, async tx => {
    if (!peut(placeDe(ctx.acteur), 'regler', { guichet: 'ouvert' })) return err({ motif: 'interdit' })
    // several at once follow one another, and each meets what the one before has changed
    await sql`select pg_advisory_xact_lock(hashtextextended(${`reglages:${ctx.guichetId}`}, 0))`.execute(tx)
    const lu = await confronter(tx, ctx.guichetId, d, ou)
    if (lu.conflits.length > 0) return err({ motif: 'conflit', lu })
    if (Object.keys(lu.erreurs).length > 0) return err({ motif: 'saisie', lu })
    if (lu.differences.length === 0) return ok([])
    if (d.vue !== marqueDe(lu.differences)) return err({ motif: 'a_voir', lu })
    const limite = { cle: `reglages|${ctx.guichetId}|${ctx.acteur.compteId}`, max: CHANGEMENTS_MAX, secondes: 3600 }
    if (await compter(tx, [limite])) return err({ motif: 'trop' })
    if (!(await changerReglages(tx, lu.revision, lu.voulus))) throw new Error('the settings have changed under their lock')
    const dit: ChangementJournalise = { revision: lu.revision + 1, section: d.section, champs: lu.differences }
    await journaliser(tx, ctx, 'guichet.regle', ctx.guichetId, dit)
    return ok(lu.differences)
  })
