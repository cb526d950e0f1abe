import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { noterDelai } from '../../delais/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { destinatairesDuProjet } from '../destinataires.ts'
import { nommerPoints } from '../titres.ts'
import { demandesDe } from './complements.queries.ts'

export type AEcrire = {
  message: string
  depotId: string
  echeance: Date
  points: { etape: string; champ: string | null; piece: string | null; demande: string; reprend: string | null }[]
}
/** Writes a request with its points, its mails and its line of the journal. The caller holds the dossier's lock and has checked everything. */
export async function ecrireDemande(tx: Tx, ctx: ContexteActeur, dossier: Dossier, d: AEcrire): Promise<{ numero: number }> {
  const { guichetId, instant, acteur } = ctx
  const numero = (await demandesDe(tx, guichetId, dossier.id)).length + 1
  const id = nouvelId()
  const { message, echeance } = d
  await tx
    .insertInto('complement')
    .values({
      id,
      guichet_id: guichetId,
      dossier_id: dossier.id,
      numero,
      message,
      depot_id: d.depotId,
      demande_le: instant,
      demande_par: acteur.compteId,
      echeance,
    })
    .execute()
  await tx
    .insertInto('complement_point')
    .values(
      d.points.map(({ reprend, ...p }, i) => ({
        id: nouvelId(),
        guichet_id: guichetId,
        complement_id: id,
        rang: i + 1,
        reprend_id: reprend,
        ...p,
      })),
    )
    .execute()
  await noterDelai(tx, ctx, dossier.id)
  const demandes = nommerPoints(dossier, d.points, instant)
  for (const destinataire of await destinatairesDuProjet(tx, guichetId, dossier))
    await ecrireCourriel(tx, ctx, {
      cle: `complement-${id}-${destinataire}`,
      destinataire,
      dossierId: dossier.id,
      sujet: `Dossier ${dossier.numero}, à compléter avant le ${formatJour(echeance)}\u00a0: ${demandes}`,
      phrases: [
        `Pour instruire votre dossier ${dossier.numero}, le service demande\u00a0: ${demandes}.`,
        `Répondez sur le dossier, jusqu’au ${formatJour(echeance)} inclus. Seules les parties demandées sont ouvertes. Ce que vous avez déposé compte tant que vous n’envoyez pas.`,
      ],
      signe: dossier.version.appel.regime.service.nom,
      lien: paths.dossiers.complements(dossier.id),
    })
  await journaliser(tx, ctx, 'instruction.complement_demande', dossier.id, { complement: id, numero, points: d.points.length })
  return { numero }
}
