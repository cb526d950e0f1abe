import { aRole, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { mettreEnLigne } from './mettre-en-ligne.ts'
import { ajouterVersion, verrouillerAppels } from './publier.ts'

/** `trop_tard`: half an hour has gone by, people are told. `remplacee`: another version is in force. `impossible`: the text of before is accepted no more, and why. */
export type RefusReprise =
  | { motif: 'introuvable' }
  | { motif: 'trop_tard' }
  | { motif: 'remplacee' }
  | { motif: 'impossible'; pourquoi: string }

/**
 * Takes back a version that was just published: the text of the one before becomes the next version, in force at once. Nothing is erased: whoever filed meanwhile keeps
 * the version of their filing (docs/adr/0045). Six people at once do it once. Gives the number of the new version, and that of the text.
 */
export const reprendre = (
  ctx: ContexteActeur,
  d: { slug: string; numero: number },
): Promise<Result<{ numero: number; texteDe: number }, RefusReprise>> =>
  enTransaction(ctx, async tx => {
    if (!aRole(ctx.acteur, 'administrateur')) return err({ motif: 'introuvable' })
    await verrouillerAppels(tx, ctx)
    const annonce = await tenirAnnonce(tx, ctx.guichetId, d)
    if (!annonce) return err({ motif: 'introuvable' })
    if (annonce.retiree_le) return err({ motif: 'remplacee' })
    if (annonce.partie_le || annonce.part_le <= ctx.instant) return err({ motif: 'trop_tard' })
    const source = `${annonce.source.trimEnd()}\n# Texte de la version ${annonce.remplacee}, remis à la place de la version ${d.numero}.\n`
    const ajout = await ajouterVersion(tx, ctx, source)
    if (!ajout.ok) return err({ motif: 'impossible', pourquoi: ajout.error[0]?.message ?? '' })
    const { numero, appelId } = ajout.value
    const publiee = await mettreEnLigne(tx, ctx, { slug: d.slug, numero })
    // refused after a write: the whole act is undone
    if (!publiee.ok) throw new Error(`version ${numero} of ${d.slug}: ${publiee.error.motif}`)
    await journaliser(tx, ctx, 'appel.version_reprise', appelId, { reprise: d.numero, texte_de: annonce.remplacee, numero })
    return ok({ numero, texteDe: annonce.remplacee })
  })

/** The version in force, held until the end of the act, with the text of the one that it replaced. */
const tenirAnnonce = (tx: Tx, guichetId: string, { slug, numero }: { slug: string; numero: number }) =>
  tx
    .selectFrom('publication_annonce as n')
    .innerJoin('appel_version as v', 'v.id', 'n.appel_version_id')
    .innerJoin('appel as a', 'a.id', 'n.appel_id')
    .innerJoin('appel_version as ancienne', j =>
      j.onRef('ancienne.appel_id', '=', 'n.appel_id').onRef('ancienne.numero', '=', 'n.remplacee'),
    )
    .select(['n.part_le', 'n.retiree_le', 'n.partie_le', 'n.remplacee', 'ancienne.source'])
    .where('n.guichet_id', '=', guichetId)
    .where('a.slug', '=', slug)
    .where('v.numero', '=', numero)
    .forUpdate('n')
    .executeTakeFirst()
