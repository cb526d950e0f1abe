import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { canonique, empreinteDe } from '../../contenu/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { listerMembres, nommer } from '../../structures/index.ts'
import { noterFin } from '../fin.queries.ts'
import { clorePeriodes } from '../ouvrir.ts'
import { nomPeriode } from '../periodes.ts'
import { echeancePassee } from '../suivi.rules.ts'
import type { Bilan } from './bilan.ts'
import { toutesLesCommandes } from './commandes/commandes.queries.ts'
import { contenuDe } from './contenu-depose.ts'
import {
  changementsDe,
  commandeEnCours,
  type Declaration,
  depotPossible,
  lireDeclaration,
  rienDeNouveau,
  valeursDe,
} from './declaration.rules.ts'
import { bilanPour, type CleBilan, type Enregistre, fondre, type RefusBilan } from './enregistrer.ts'
import type { Envoi } from './fusion.ts'

export type RefusDepot =
  | RefusBilan
  | { motif: 'conflits'; etat: Enregistre }
  | { motif: 'erreurs'; etat: Enregistre; erreurs: Record<string, string> }
  | { motif: 'trop_tot'; etat: Enregistre; des: string }
  | { motif: 'du_nouveau' }
export type BilanDepose = { rang: number; sha256: string; enRetard: boolean }
/** `envoi`: the page as it is sent. `rien`: nothing new is said, and the page was not opened. */
export type DemandeDepot = CleBilan & ({ envoi: Envoi; rien?: false } | { rien: true })

/**
 * Files a bilan: what it says is frozen with its SHA-256, the structure gets its receipt (C5.10). Late, it is accepted and said so. Sent back, it is
 * filed again beside. The last one completes the project.
 */
export const deposerBilan = (ctx: ContexteActeur, d: DemandeDepot): Promise<Result<BilanDepose, RefusDepot>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'deposer_bilan', d)
    if (!lu.ok) return lu
    const etat: Enregistre = d.rien
      ? { bilan: lu.value, conflits: [], marques: {}, par: undefined }
      : await fondre(tx, ctx, lu.value, d.envoi)
    const b = etat.bilan
    if (etat.conflits.length > 0) return err({ motif: 'conflits', etat })
    const aujourdhui = dateCivile(ctx.instant)
    const valeurs = valeursDe(b)
    const { declaration, erreurs } = lireDeclaration(b, valeurs, aujourdhui)
    if (commandeEnCours(valeurs)) erreurs['c.siret'] = 'Une commande est en cours de saisie\u00a0: ajoutez-la, ou videz ses champs'
    if (Object.keys(erreurs).length > 0) return err({ motif: 'erreurs', etat, erreurs })
    if (!depotPossible(b, aujourdhui, declaration.final)) return err({ motif: 'trop_tot', etat, des: b.fin })
    const rien = rienDeNouveau(b, changementsDe(b, declaration))
    if (d.rien && !rien) return err({ motif: 'du_nouveau' })
    return ok(await geler(tx, ctx, b, declaration, rien))
  })

async function geler(tx: Tx, ctx: ContexteActeur, b: Bilan, d: Declaration, rien: boolean): Promise<BilanDepose> {
  const contenu = contenuDe(b, d, await toutesLesCommandes(tx, ctx.guichetId, b.id))
  const sha256 = empreinteDe(canonique(contenu))
  const rang = b.depots + 1
  await tx
    .insertInto('bilan_depot')
    .values({
      id: nouvelId(),
      guichet_id: ctx.guichetId,
      bilan_id: b.id,
      rang,
      rien_de_nouveau: rien,
      contenu: JSON.stringify(contenu),
      sha256,
      depose_par: ctx.acteur.compteId,
      depose_le: ctx.instant,
    })
    .execute()
  await ecrireLignes(tx, ctx.guichetId, b, d)
  await tx
    .updateTable('bilan')
    .set({
      etat: 'depose',
      depose_le: ctx.instant,
      fin_annoncee: d.fin,
      final: d.final,
      difficultes: d.difficultes,
      ou_en_est: d.avancement.texte,
      avancement: d.avancement.part,
      saisie: '{}',
      revision: b.revision + 1,
      modifie_par: ctx.acteur.compteId,
      modifie_le: ctx.instant,
    })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', b.id)
    .execute()
  const { acheve } = await noterFin(tx, ctx, b.dossierId)
  if (acheve) await clorePeriodes(tx, ctx, b.dossierId, { sauf: b.id })
  const enRetard = echeancePassee(b.echeance, dateCivile(ctx.instant))
  await prevenir(tx, ctx, b, { rang, sha256, enRetard })
  await journaliser(tx, ctx, 'bilan.depose', b.dossierId, { bilan: b.id, fin: b.fin, rang, sha256, enRetard, rien, final: d.final })
  return { rang, sha256, enRetard }
}

/** The typed rows of what is said: those of an earlier filing give way. */
async function ecrireLignes(tx: Tx, guichetId: string, b: Bilan, d: Declaration) {
  const cle = { bilan_id: b.id, guichet_id: guichetId }
  if (d.jalons.length > 0)
    await tx
      .insertInto('bilan_jalon')
      .values(d.jalons.map(j => ({ ...cle, jalon_id: j.id, etat: j.etat, prevu_le: j.prevu, fait_le: j.fait, avancement: j.avancement })))
      .onConflict(oc =>
        oc.columns(['bilan_id', 'jalon_id']).doUpdateSet(eb => ({
          etat: eb.ref('excluded.etat'),
          prevu_le: eb.ref('excluded.prevu_le'),
          fait_le: eb.ref('excluded.fait_le'),
          avancement: eb.ref('excluded.avancement'),
        })),
      )
      .execute()
  if (d.indicateurs.length > 0)
    await tx
      .insertInto('bilan_indicateur')
      .values(d.indicateurs.map(i => ({ ...cle, indicateur_id: i.id, valeur: i.valeur })))
      .onConflict(oc => oc.columns(['bilan_id', 'indicateur_id']).doUpdateSet(eb => ({ valeur: eb.ref('excluded.valeur') })))
      .execute()
}

async function prevenir(tx: Tx, ctx: ContexteActeur, b: Bilan, { rang, sha256, enRetard }: BilanDepose) {
  const periode = nomPeriode(b.fin, b.appel.suivi.cadence_mois).long
  const par = await nommer(tx, ctx.guichetId, ctx.acteur.compteId)
  const membres = (await listerMembres(tx, ctx.guichetId, b.structureId)).filter(m => m.etat === 'active')
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `bilan-${b.id}-${rang}-${m.compteId}`,
      destinataire: m.courriel,
      sujet: `Bilan reçu\u00a0: ${periode}, dossier ${b.numero}`,
      phrases: [
        `${par} a déposé le ${formatInstant(ctx.instant)} le bilan du projet «\u00a0${b.titre}\u00a0» (${b.porteur}), ${periode}.`,
        ...(enRetard ? [`Il était attendu le ${formatDateCivile(b.echeance)}. Il est reçu et compte.`] : []),
        'Le référent le lit. S’il vous le renvoie, sa remarque vous dira ce qu’il attend.',
        `Empreinte du contenu déposé (SHA-256)\u00a0: ${sha256}. La page « Vérifier un document » du site la reconnaît.`,
      ],
      signe: b.appel.regime.service.nom,
      lien: paths.bilans.voir(b.dossierId, b.id),
      dossierId: b.dossierId,
    })
}
