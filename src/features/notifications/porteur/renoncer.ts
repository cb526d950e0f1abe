import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { contactsPour } from '../../cahier/index.ts'
import { destinatairesDuProjet } from '../../complements/index.ts'
import { texteDe } from '../../contenu/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { type Etat, peut, relation } from '../../decret/index.ts'
import { rendreLAide } from '../../delegations/index.ts'
import { type Dossier, telQueDepose, trouverDossier } from '../../dossiers/index.ts'
import { decisionEnVigueur, remplacerDecision } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'

/** Letters of the reason for giving up, at most. */
export const MOTIF_MAX = 1000
/** What was paid of an aid, for the act that gives it up: settled, it is too late. Cents. */
export type VersementsDuProjet = {
  prevoir: (tx: Tx, guichetId: string, dossierId: string) => Promise<{ garde: Centimes; aReverser: Centimes } | 'solde'>
  abandonner: (
    tx: Tx,
    ctx: ContexteActeur,
    a: { dossierId: string; par: string; motif: string },
  ) => Promise<{ garde: Centimes; aReverser: Centimes; imputations: { id: string; montant: Centimes }[] } | 'solde'>
  clore: (tx: Tx, ctx: ContexteActeur, dossierId: string) => Promise<void>
}
export type RefusRenoncement =
  | { motif: 'introuvable' }
  | { motif: 'fige'; etat: Etat }
  | { motif: 'sans_motif' }
  | { motif: 'trop_long'; longueur: number }

/**
 * A lauréat gives its aid up for good, or a dossier of the reserve list its rank: the decision is replaced, its money goes back to the envelope, the
 * next rank comes first, the service and the project are told. What was paid and earned by its spending is kept, the rest is asked back. Done twice, it
 * is done once.
 */
export const renoncer = (
  ctx: ContexteActeur,
  r: { dossierId: string; motif: string },
  versements: VersementsDuProjet,
): Promise<Result<void, RefusRenoncement>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, r.dossierId, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (dossier.etat === 'renonce') return ok(undefined)
    if (!peut(relation(ctx.acteur, dossier), 'renoncer', { dossier: dossier.etat })) return err({ motif: 'fige', etat: dossier.etat })
    if (r.motif === '') return err({ motif: 'sans_motif' })
    if (r.motif.length > MOTIF_MAX) return err({ motif: 'trop_long', longueur: r.motif.length })
    const remplace = await decisionEnVigueur(tx, ctx.guichetId, dossier.id)
    if (!remplace) throw new Error(`dossier ${dossier.id} is retained without a decision`)
    const verse = await versements.abandonner(tx, ctx, { dossierId: dossier.id, par: ctx.acteur.compteId, motif: r.motif })
    if (verse === 'solde') return err({ motif: 'fige', etat: dossier.etat })
    const { garde, aReverser, imputations } = verse
    const reste = garde > 0 ? ({ sens: 'partiel', montant: garde } as const) : ({ sens: 'sans_suite', montant: 0 } as const)
    const decision = await remplacerDecision(tx, ctx, { remplace, ...reste, motif: r.motif, imputations })
    await rendreLAide(tx, ctx, dossier.id, garde)
    await tx
      .updateTable('dossier')
      .set({ etat: 'renonce', modifie_le: ctx.instant, modifie_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', dossier.id)
      .execute()
    await versements.clore(tx, ctx, dossier.id)
    const { rang } = remplace
    const rendu = remplace.montant - garde
    // a dossier of the list whose aid was granted and not told yet still gives up its place: that is all it knows of
    const aQuoi = dossier.etat === 'retenu' ? 'l’aide' : 'la liste complémentaire'
    await prevenir(tx, ctx, await telQueDepose(tx, ctx.guichetId, dossier), { motif: r.motif, aQuoi, rendu, garde, aReverser })
    await journaliser(tx, ctx, 'dossier.renonce', dossier.id, {
      motif: r.motif,
      decision,
      remplace: remplace.id,
      rendu,
      rang,
      garde,
      aReverser,
    })
    return ok(undefined)
  })

/** One mail to each mailbox of the service that follows this dossier (C4.4), and one to everybody of the project. */
type Fait = { motif: string; aQuoi: 'l’aide' | 'la liste complémentaire'; rendu: Centimes; garde: Centimes; aReverser: Centimes }
async function prevenir(tx: Tx, ctx: ContexteActeur, d: Dossier, { motif, aQuoi, rendu, garde, aReverser }: Fait) {
  const { appel } = d.version
  const fait = `${d.structure.nom} a renoncé à ${aQuoi} pour le dossier ${d.numero} («\u00a0${appel.titre}\u00a0») le ${formatInstant(ctx.instant)}.`
  const commun = { sujet: `Dossier ${d.numero}\u00a0: renoncement à ${aQuoi}`, dossierId: d.id }
  const payes = [
    ...(garde > 0 ? [`${formatEuros(garde)} déjà versés restent acquis, pour les dépenses faites.`] : []),
    ...(aReverser > 0 ? [`${formatEuros(aReverser)} déjà versés sont à reverser.`] : []),
  ]
  const raison = `Motif donné\u00a0: ${motif}`
  const contacts = contactsPour(appel, texteDe(d.contenu, 'volet'), d.structure.departement ?? undefined).map(c => c.courriel)
  for (const destinataire of new Set([appel.regime.service.courriel, ...contacts])) {
    const argent = rendu > 0 ? [`${formatEuros(rendu)} reviennent à l’enveloppe de l’appel.`] : []
    const phrases = [fait, raison, ...argent, ...payes]
    await ecrireCourriel(tx, ctx, { ...commun, phrases, cle: `renoncement-service-${d.id}-${destinataire}`, destinataire })
  }
  for (const destinataire of await destinatairesDuProjet(tx, ctx.guichetId, d)) {
    const phrases = [fait, raison, ...payes, 'Le dossier et la lettre de la décision restent lisibles.']
    const lien = paths.dossiers.voir(d.id)
    await ecrireCourriel(tx, ctx, { ...commun, phrases, lien, cle: `renoncement-${d.id}-${destinataire}`, destinataire })
  }
}
