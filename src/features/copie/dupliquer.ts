import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelPublie } from '../appels/index.ts'
import { etatAppel, vagueUtile } from '../cahier/index.ts'
import { peut, relation } from '../decret/index.ts'
import { type Dossier, trouverDossier } from '../dossiers/index.ts'
import { ouvrirBrouillon } from '../espace/index.ts'
import { resume } from '../examen/index.ts'
import { type Report, reporter } from './reporter.ts'

export type RefusCopie = { motif: 'introuvable' } | { motif: 'appel' } | { motif: 'clos'; cloture: Date }

/**
 * Opens a new draft of the same structure with what another dossier holds, for the same call or another that is not closed. The copy that the same
 * person has just made and not touched is taken up again: a form posted twice makes one.
 */
export const dupliquerDossier = (
  ctx: ContexteActeur,
  d: { dossierId: string; slug: string },
): Promise<Result<{ id: string }, RefusCopie>> =>
  enTransaction(ctx, async tx => {
    const source = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    if (!source || !peut(relation(ctx.acteur, source), 'dupliquer', { dossier: source.etat })) return err({ motif: 'introuvable' })
    const publie = await appelPublie(tx, ctx.guichetId, d.slug)
    if (!publie) return err({ motif: 'appel' })
    if (etatAppel(publie.appel, ctx.instant) === 'clos')
      return err({ motif: 'clos', cloture: vagueUtile(publie.appel, ctx.instant).cloture! })
    const faite = await copieIntacte(tx, ctx, source, publie.appelId)
    if (faite) return ok(faite)
    const { contenu } = reporter(source.version.appel, source.contenu, publie.appel)
    return ok(
      await ouvrirBrouillon(tx, ctx, publie, {
        structureId: source.structure.id,
        contenu,
        copieDe: source.id,
        ...resume(publie.appel, contenu),
      }),
    )
  })

const copieIntacte = (tx: Tx, ctx: ContexteActeur, source: Dossier, appelId: string) =>
  tx
    .selectFrom('dossier')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('copie_de', '=', source.id)
    .where('appel_id', '=', appelId)
    .where('cree_par', '=', ctx.acteur.compteId)
    .where('etat', '=', 'brouillon')
    .where('revision', '=', 0)
    .executeTakeFirst()

export type Compte = Report & { source: Dossier; copie: Dossier }
/** What a copy took from its source and what it left, read again from both; nothing when it is no copy, or its source is not the reader's. */
export async function compteDeLaCopie(tx: Tx, ctx: ContexteActeur, id: string): Promise<Compte | undefined> {
  const copie = await trouverDossier(tx, ctx, id)
  const ligne = await tx
    .selectFrom('dossier')
    .select('copie_de')
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .executeTakeFirst()
  const source = copie && ligne?.copie_de ? await trouverDossier(tx, ctx, ligne.copie_de) : undefined
  return copie && source && { ...reporter(source.version.appel, source.contenu, copie.version.appel), source, copie }
}
