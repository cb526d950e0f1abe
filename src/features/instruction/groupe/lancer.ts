import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { ajouterTache, type Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { acteDeCle } from './actes.queries.ts'
import { DOSSIERS_MAX, type Parametres } from './groupe.rules.ts'
import { dossiersChoisis } from './selection.queries.ts'
import type { DemandeSelection } from './selection.ts'

export type RefusLancement =
  | { motif: 'aucun' }
  | { motif: 'trop' }
  /** The list holds more or fewer dossiers than the page that was read: nothing begins without saying it. */
  | { motif: 'change'; nombre: number }
export type DemandeActe = DemandeSelection & {
  /** The form's: sent twice, it begins once. */
  cle: string
  parametres: Parametres
  /** How many dossiers the page said. */
  nombre: number
}

/** Name of the job that plays a bulk act, and its key: one waits at a time. */
export const TACHE_ACTE = 'acte_groupe'
export const mettreEnFile = (tx: Tx, guichetId: string, id: string) => ajouterTache(tx, TACHE_ACTE, { id, guichetId }, `acte-groupe-${id}`)

/** Asks one act for many dossiers. It is played afterwards, dossier by dossier, as the account that asks. Gives its identifier. */
export const lancerActe = (ctx: ContexteActeur, d: DemandeActe): Promise<Result<string, RefusLancement>> =>
  enTransaction(ctx, async tx => {
    const deja = await acteDeCle(tx, ctx, d.cle)
    if (deja) return ok(deja)
    const dossiers = await dossiersChoisis(tx, ctx, d)
    if (dossiers.length === 0) return err({ motif: 'aucun' })
    if (dossiers.length > DOSSIERS_MAX) return err({ motif: 'trop' })
    if (dossiers.length !== d.nombre) return err({ motif: 'change', nombre: dossiers.length })
    return ok(await ecrireActe(tx, ctx, { cle: d.cle, parametres: d.parametres, requete: d.liste, dossiers }))
  })

type AEcrire = { cle: string; parametres: Parametres; requete: string; dossiers: readonly { id: string }[] }
/** Writes an act and its dossiers, and queues it; under a key that was used, gives the act that stands. */
export async function ecrireActe(tx: Tx, ctx: ContexteActeur, { cle, parametres, requete, dossiers }: AEcrire): Promise<string> {
  const id = nouvelId()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('acte_groupe')
    .values({
      id,
      guichet_id: ctx.guichetId,
      compte_id: ctx.acteur.compteId,
      cle,
      acte: parametres.acte,
      parametres: JSON.stringify(parametres),
      requete,
      demande_le: ctx.instant,
    })
    .onConflict(oc => oc.columns(['guichet_id', 'compte_id', 'cle']).doNothing())
    .executeTakeFirstOrThrow()
  // pressed twice at once: the second has waited for the first
  if (numInsertedOrUpdatedRows !== 1n) return (await acteDeCle(tx, ctx, cle))!
  await tx
    .insertInto('acte_groupe_ligne')
    .values(dossiers.map((x, i) => ({ acte_groupe_id: id, rang: i + 1, guichet_id: ctx.guichetId, dossier_id: x.id })))
    .execute()
  await mettreEnFile(tx, ctx.guichetId, id)
  await journaliser(tx, ctx, 'instruction.acte_groupe', id, { acte: parametres.acte, dossiers: dossiers.length })
  return id
}
