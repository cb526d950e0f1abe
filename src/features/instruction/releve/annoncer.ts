import { aRole, type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatHeure, formatInstant, formatJourSemaine } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { annoncerNouvelle } from '../../abonnements/index.ts'
import { type AppelPublie, appelPublie } from '../../appels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { relevesFaits } from './releve.queries.ts'
import { aLaMain, vaguesARelever } from './releve.rules.ts'

export type RefusAnnonce =
  | { motif: 'introuvable' }
  /** One is announced and not done yet: the next one is said with it. */
  | { motif: 'deja'; prevuLe: Date }
  | { motif: 'passe' }

/** Says when the next relevé of a call is, where they are done by hand and none is announced. The page of the call says it at once. */
export const annoncerReleve = (ctx: ContexteActeur, d: { slug: string; le: Date }): Promise<Result<void, RefusAnnonce>> =>
  enTransaction(ctx, async tx => {
    const publie = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    if (!publie || !aLaMain(publie.appel)) return err({ motif: 'introuvable' })
    // one at a time for a call: two announcements at once make one
    await tx.selectFrom('appel').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', publie.appelId).forUpdate().execute()
    const relu = (await appelPublie(tx, ctx.guichetId, d.slug)) ?? publie
    const faits = await relevesFaits(tx, ctx.guichetId, relu.appelId)
    const attendu = vaguesARelever(relu.appel, ctx.instant).find(v => !faits.has(v.code))
    if (attendu) return err({ motif: 'deja', prevuLe: attendu.prevuLe })
    if (d.le <= ctx.instant) return err({ motif: 'passe' })
    await ecrireAnnonce(tx, ctx, relu, d.le)
    return ok(undefined)
  })

/** Writes an announcement: from then on it is the next relevé wherever the call is read. Whoever follows the call is told once it may no longer be undone. */
export async function ecrireAnnonce(tx: Tx, ctx: ContexteActeur, { appelId, appel }: AppelPublie, le: Date): Promise<void> {
  const id = nouvelId()
  await tx
    .insertInto('releve_annonce')
    .values({
      id,
      guichet_id: ctx.guichetId,
      appel_id: appelId,
      prevu_le: le,
      annonce_le: ctx.instant,
      annonce_par: ctx.acteur.compteId,
    })
    .execute()
  await annoncerNouvelle(tx, ctx, {
    appelId,
    genre: 'releve',
    sourceId: id,
    sujet: `«\u00a0${appel.titre}\u00a0»\u00a0: un relevé le ${formatInstant(le)}`,
    phrases: [
      `Le prochain relevé de l’appel «\u00a0${appel.titre}\u00a0» est le ${formatJourSemaine(le)} à ${formatHeure(le)}, heure de Paris.`,
      'Un dossier déposé avant cette heure est lu avec lui. Un dossier déposé après passe au relevé suivant.',
    ],
    signe: appel.regime.service.nom,
    differee: true,
  })
  await journaliser(tx, ctx, 'appel.releve_annonce', appelId, { prevu_le: le.toISOString() })
}
