import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { a } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { mene, ouvreAppel, perimetres } from '../../perimetre/index.ts'
import { type Instructeur, type Instruit, instructeurs, situeDe } from '../../service/index.ts'

/** What a project has written, and on which side. */
type MessageDuProjet = { id: string; dossierId: string; cote: 'porteur' | 'partenaire' }

/**
 * Tells the service that the project has written: whoever is in charge of the dossier, otherwise the référents who lead it, otherwise the
 * administration; and those who stand in for them. The mail leads to the thread and holds nothing of it.
 */
export async function prevenirService(tx: Tx, ctx: ContexteActeur, { id, dossierId, cote }: MessageDuProjet) {
  const ligne = (await tx
    .selectFrom('instruction')
    .selectAll()
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirstOrThrow()) as Instruit['ligne']
  const tous = await instructeurs(tx, ctx.guichetId)
  const charges = destinataires(tous, ligne)
  const remplacants = await remplacantsDe(
    tx,
    ctx,
    charges.map(i => i.id),
  )
  const de = cote === 'porteur' ? ligne.porteur : `une structure associée ${a(ligne.porteur)}`
  for (const { courriel } of tous.filter(i => charges.includes(i) || remplacants.has(i.id)))
    await ecrireCourriel(tx, ctx, {
      cle: `message-${id}-${courriel.toLowerCase()}`,
      destinataire: courriel,
      sujet: `Un message au sujet du dossier ${ligne.numero}`,
      phrases: [`Un message de ${de} vous attend au sujet du dossier ${ligne.numero}.`],
      lien: paths.instruction.echanges(dossierId),
    })
}

function destinataires(tous: readonly Instructeur[], ligne: Instruit['ligne']): readonly Instructeur[] {
  // whoever was in charge and no longer has this call is told of nothing
  const assigne = tous.filter(i => i.id === ligne.assigne_a && ouvreAppel(i.perimetres, ligne.appel_id))
  if (assigne.length > 0) return assigne
  const referents = tous.filter(i => perimetres(i.roles.filter(r => r.role !== 'administrateur')).some(p => mene(p, situeDe(ligne))))
  return referents.length > 0 ? referents : tous.filter(i => i.roles.some(r => r.role === 'administrateur'))
}

/** Accounts that stand in for these now. */
async function remplacantsDe(tx: Tx, ctx: ContexteActeur, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const lignes = await tx
    .selectFrom('interim')
    .select('remplacant_id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('remplace_id', 'in', ids)
    .where('annule_le', 'is', null)
    .where('du', '<=', ctx.instant)
    .where('au', '>', ctx.instant)
    .execute()
  return new Set(lignes.map(l => l.remplacant_id))
}
