import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatHeure, formatJourSemaine } from '../../lib/dates.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { type Etat, peut, relation } from '../decret/index.ts'
import { clotureDeLAppel } from '../delais/index.ts'
import { type Dossier, dossierDuGuichet } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { listerMembres } from '../structures/index.ts'

export type RefusDerogation =
  | { motif: 'introuvable' }
  | { motif: 'fige'; etat: Etat }
  /** Nobody grants a derogation to a project of their own structure. */
  | { motif: 'interesse' }
  | { motif: 'passe' }
  /** The call closes later, or not at all. */
  | { motif: 'inutile'; cloture: Date | undefined }

/**
 * Lets one named dossier be filed until a later instant than the call's closing (C4.1), for a reason that is journaled and mailed to its
 * structure. Granted again, the new instant and reason replace the former ones; the journal keeps both.
 */
export const accorderDerogation = (
  ctx: ContexteActeur,
  d: { dossierId: string; jusquAu: Date; motif: string },
): Promise<Result<void, RefusDerogation>> =>
  enTransaction(ctx, async tx => {
    const dossier = await dossierDuGuichet(tx, ctx.guichetId, d.dossierId, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    const refus = refusDe(ctx, dossier, d.jusquAu)
    if (refus) return err(refus)
    const { derogation } = dossier
    if (derogation && !derogation.gardee && derogation.motif === d.motif && derogation.jusquAu.getTime() === d.jusquAu.getTime())
      return ok(undefined)
    const ligne = { jusqu_au: d.jusquAu, motif: d.motif, accordee_par: ctx.acteur.compteId, accordee_le: ctx.instant, gardee: false }
    await tx
      .insertInto('derogation')
      .values({ dossier_id: dossier.id, guichet_id: ctx.guichetId, ...ligne })
      .onConflict(oc => oc.column('dossier_id').doUpdateSet(ligne))
      .execute()
    await prevenir(tx, ctx, dossier, d)
    const { numero } = dossier
    await journaliser(tx, ctx, 'dossier.derogation', dossier.id, { numero, jusqu_au: d.jusquAu.toISOString(), motif: d.motif })
    return ok(undefined)
  })

/** What stands against a derogation, whatever its reason. Pure. */
function refusDe(ctx: ContexteActeur, dossier: Dossier, jusquAu: Date): RefusDerogation | undefined {
  const qui = relation(ctx.acteur, dossier)
  if (qui === 'porteur' || qui === 'partenaire') return { motif: 'interesse' }
  if (qui !== 'administrateur') return { motif: 'introuvable' }
  if (!peut(qui, 'deroger', { dossier: dossier.etat })) return { motif: 'fige', etat: dossier.etat }
  if (jusquAu <= ctx.instant) return { motif: 'passe' }
  const cloture = clotureDeLAppel(dossier, ctx.instant)
  return !cloture || jusquAu <= cloture ? { motif: 'inutile', cloture } : undefined
}

async function prevenir(tx: Tx, ctx: ContexteActeur, d: Dossier, { jusquAu, motif }: { jusquAu: Date; motif: string }) {
  const { service } = d.version.appel.regime
  const membres = (await listerMembres(tx, ctx.guichetId, d.structure.id)).filter(m => m.etat === 'active')
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `derogation-${d.id}-${jusquAu.getTime()}-${ctx.instant.getTime()}-${m.compteId}`,
      destinataire: m.courriel,
      sujet: `Dossier ${d.numero}\u00a0: vous pouvez déposer plus tard`,
      phrases: [
        `Le service vous permet de déposer le dossier ${d.numero} (${d.structure.nom}, «\u00a0${d.version.appel.titre}\u00a0») jusqu’au ${formatJourSemaine(jusquAu)} à ${formatHeure(jusquAu, { secondes: true })}, heure de Paris.`,
        `Motif\u00a0: ${motif}`,
        'Cette prolongation vaut pour ce dossier seulement.',
      ],
      signe: service.nom,
      lien: paths.dossiers.voir(d.id),
      dossierId: d.id,
    })
}
