import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import type { Instruit } from '../../service/index.ts'
import { listerMembres } from '../../structures/index.ts'

/** One mail to each member of the structure that bears a dossier, with a link to it. */
export async function prevenirMembres(
  tx: Tx,
  ctx: ContexteActeur,
  { dossier_id: dossierId, structure_id }: Pick<Instruit['ligne'], 'dossier_id' | 'structure_id'>,
  { cle, sujet, paragraphes }: { cle: string; sujet: string; paragraphes: readonly string[] },
) {
  const membres = (await listerMembres(tx, ctx.guichetId, structure_id)).filter(m => m.etat === 'active')
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `${cle}-${m.compteId}`,
      destinataire: m.courriel,
      sujet,
      phrases: paragraphes,
      lien: paths.dossiers.voir(dossierId),
      dossierId,
    })
}
