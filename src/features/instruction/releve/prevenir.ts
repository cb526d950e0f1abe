import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { paths } from '../../../paths.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { reponseApres } from '../../calendrier/index.ts'
import { ecrireCourriel, motsEnCourriel } from '../../courriels/index.ts'
import { listerMembres } from '../../structures/index.ts'

/** From a relevé to the mails that tell it: the time to undo it. */
export const PREVENIR_APRES_MS = 10 * 60_000

/** Tells the porteurs of what a relevé took that its instruction begins, ten minutes after it, once. Returns how many relevés were told. */
export async function prevenirReleves({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const dus = await enTransaction(ctx, tx =>
    tx
      .selectFrom('releve')
      .select('id')
      .where('guichet_id', '=', guichetId)
      .where('previent', '=', true)
      .where('prevenu_le', 'is', null)
      .where('defait_le', 'is', null)
      .where('fait_le', '<=', new Date(instant.getTime() - PREVENIR_APRES_MS))
      .orderBy('fait_le')
      .execute(),
  )
  return unParUn(dus, ({ id }) => enTransaction(ctx, tx => prevenir(tx, ctx, id)))
}

async function prevenir(tx: Tx, ctx: Contexte, id: string): Promise<boolean> {
  const { guichetId } = ctx
  // whoever undoes it at the same time waits for this, then finds that it is told
  const ecrit = await tx
    .updateTable('releve')
    .set({ prevenu_le: ctx.instant })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', id)
    .where('prevenu_le', 'is', null)
    .where('defait_le', 'is', null)
    .returning(['prevu_le'])
    .executeTakeFirst()
  if (!ecrit) return false
  const pris = await tx
    .selectFrom('instruction')
    .select(['dossier_id', 'numero', 'titre', 'structure_id', 'appel_version_id', 'etat', 'temps'])
    .where('guichet_id', '=', guichetId)
    .where('releve_id', '=', id)
    .where('etat', '<>', 'retire')
    .orderBy('dossier_id')
    .execute()
  for (const d of pris) {
    const appel = (await appelDeVersion(tx, guichetId, d.appel_version_id, d.temps))?.appel
    if (!appel) continue
    const reponse = reponseApres(appel, ecrit.prevu_le)
    for (const m of (await listerMembres(tx, guichetId, d.structure_id)).filter(x => x.etat === 'active'))
      await ecrireCourriel(tx, ctx, {
        cle: `releve-${d.dossier_id}-${m.compteId}`,
        destinataire: m.courriel,
        sujet: `Dossier ${d.numero}\u00a0: son instruction commence`,
        phrases: [
          `Le dossier ${d.numero} («\u00a0${motsEnCourriel(d.titre)}\u00a0»), déposé pour l’appel «\u00a0${appel.titre}\u00a0», est dans le relevé du ${formatInstant(ecrit.prevu_le)}.`,
          'Son instruction commence. Il ne se modifie plus\u00a0: pour corriger une erreur, écrivez au service depuis la page du dossier.',
          ...(appel.calendrier.continu?.reponse ? [appel.calendrier.continu.reponse] : []),
          ...(reponse ? [`Réponse au plus tard le ${formatDateCivile(reponse)}.`] : []),
        ],
        signe: appel.regime.service.nom,
        lien: paths.dossiers.voir(d.dossier_id),
        dossierId: d.dossier_id,
      })
  }
  return true
}
