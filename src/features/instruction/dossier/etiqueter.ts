import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { memeNom } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'

/** Letters of a label, and labels of a dossier, at most. */
export const ETIQUETTE_MAX = 40
export const ETIQUETTES_MAX = 20
export type RefusEtiquette = RefusInstruction | { motif: 'longue'; etiquette: string } | { motif: 'trop' }
export type DemandeEtiquettes = { dossierId: string; ajouter: readonly string[]; retirer: readonly string[] }

/** « mutualisation, à revoir » → each label once, without spaces around. */
export const lireEtiquettes = (saisie: string) =>
  saisie
    .replaceAll('\0', '')
    .split(/[,;\n]/)
    .map(e => e.trim().replace(/\s+/g, ' '))
    .filter((e, i, toutes) => e !== '' && toutes.findIndex(x => memeNom(x, e)) === i)

/**
 * Adds and removes free labels of the service. Only what is asked changes: labels that somebody else has put meanwhile stay. A label is the
 * same whatever its capitals.
 */
export const etiqueter = (ctx: ContexteActeur, d: DemandeEtiquettes): Promise<Result<void, RefusEtiquette>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'etiqueter', d.dossierId)
    if (!lu.ok) return lu
    const { etiquettes: avant } = lu.value.ligne
    const longue = d.ajouter.find(e => e.length > ETIQUETTE_MAX)
    if (longue) return err({ motif: 'longue', etiquette: longue })
    const gardees = avant.filter(e => !d.retirer.includes(e))
    const ajoutees = d.ajouter.filter(e => !gardees.some(g => memeNom(g, e)))
    const apres = [...gardees, ...ajoutees]
    const retirees = avant.filter(e => !apres.includes(e))
    if (ajoutees.length + retirees.length === 0) return ok(undefined)
    if (apres.length > ETIQUETTES_MAX) return err({ motif: 'trop' })
    await tx
      .updateTable('instruction')
      .set({ etiquettes: apres })
      .where('guichet_id', '=', ctx.guichetId)
      .where('dossier_id', '=', d.dossierId)
      .execute()
    await journaliser(tx, ctx, 'instruction.etiquettes', d.dossierId, { ajoutees, retirees })
    return ok(undefined)
  })

/** Labels in use on the dossiers that the reader may read, to choose from. */
export async function etiquettesConnues(tx: Tx, ctx: ContexteActeur): Promise<string[]> {
  const lignes = await tx
    .selectFrom('instruction as i')
    .select(sql<string>`unnest(i.etiquettes)`.as('etiquette'))
    .distinct()
    .where('i.guichet_id', '=', ctx.guichetId)
    .where(sql<boolean>`cardinality(i.etiquettes) > 0`)
    .where(lisible(await lecteurDe(tx, ctx)))
    .limit(200)
    .execute()
  return lignes.map(l => l.etiquette).sort((a, b) => a.localeCompare(b, 'fr'))
}
