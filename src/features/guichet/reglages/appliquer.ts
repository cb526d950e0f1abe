import { sql } from 'kysely'
import type { GuichetConfig } from '../../../config.ts'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { lireReglages } from '../courants.ts'
import { CHAMPS, type Difference, differences, valeurDe } from './champs.table.ts'
import type { Ou } from './genres.ts'
import { type ChangementJournalise, changerReglages } from './histoire.queries.ts'

/** What a file of settings says that a page would refuse, one sentence a key. */
export const refusDuFichier = (fichier: GuichetConfig, courants: GuichetConfig, ou: Ou): string[] =>
  differences(courants, fichier).flatMap(({ cle, libelle }) => {
    const { genre } = CHAMPS[cle]
    if (genre.controle === 'fixe') return [`${libelle} : il ne se change pas.`]
    const lu = genre.lire(genre.ecrire(valeurDe(fichier, cle)), ou)
    return lu.ok ? [] : [`${libelle} : ${lu.error}.`]
  })

/**
 * Brings the settings of the database to those of a file, for whoever runs the installation: nobody signs it, and the journal says so. `confirmer` false: only tells what would
 * change. Refused as a page would refuse it.
 */
export const appliquerFichier = (
  ctx: Contexte,
  fichier: GuichetConfig,
  { confirmer, ou }: { confirmer: boolean; ou: Ou },
): Promise<Result<Difference[], string[]>> =>
  enTransaction(ctx, async tx => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`reglages:${ctx.guichetId}`}, 0))`.execute(tx)
    const lus = await lireReglages(tx, ctx.guichetId)
    if (!lus) return err(['Ce guichet n’est pas dans la base.'])
    const refus = refusDuFichier(fichier, lus.guichet, ou)
    if (refus.length > 0) return err(refus)
    const change = differences(lus.guichet, fichier)
    if (!confirmer || change.length === 0) return ok(change)
    if (!(await changerReglages(tx, lus.revision, fichier))) throw new Error('the settings have changed under their lock')
    const dit: ChangementJournalise = { revision: lus.revision + 1, champs: change }
    await journaliser(tx, ctx, 'guichet.fichier_applique', ctx.guichetId, dit)
    return ok(change)
  })
