import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { SituationCalendrier } from '../../lib/periodes.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { avecAutresDossiers, verrouillerAutresDossiers } from '../antecedents/index.ts'
import { vagueUtile } from '../cahier/index.ts'
import { instruitAuDepot } from '../calendrier/index.ts'
import { canonique, empreinteDe } from '../contenu/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { type Etat, peut, relation } from '../decret/index.ts'
import { aTemps, cloturePour, etatPour, receptionDe } from '../delais/index.ts'
import { type Dossier, depotDe, trouverDossier } from '../dossiers/index.ts'
import { type Lecture, lireRegles, resume } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { bloque } from '../recevabilite/index.ts'
import { changerEtat } from '../service/index.ts'
import { listerMembres } from '../structures/index.ts'
import { titreDuTemps } from '../temps/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { contenuDepose } from '../versions/index.ts'
import { courrielAccuse } from './accuse.ts'
import { projeter } from './projeter.ts'

export type RefusDepot =
  | { motif: 'introuvable' }
  | { motif: 'fige'; etat: Etat }
  | { motif: 'ferme'; etat: SituationCalendrier; ouverture: Date; cloture: Date | undefined }
  | { motif: 'change'; par: string | null; le: Date }
  | { motif: 'bloque'; verdicts: Verdict[]; illisibles: string[] }
  | { motif: 'engagements'; manquants: string[] }
  /** The directory says that the structure exists no longer. */
  | { motif: 'structure_fermee'; nom: string }
/** `aNouveau`: it replaces what this stage of the call had already. */
export type Depose = {
  depotId: string
  numero: string
  version: number
  aNouveau: boolean
  sha256: string
  recuLe: Date
  dejaDepose: boolean
}
export type DemandeDepot = {
  dossierId: string
  engagements: readonly string[]
  /** Revision that the person read before filing; absent, whatever stands is filed. */
  revision?: number | undefined
}

/**
 * Files a dossier (C4.1, C4.3, C5.3), or files it again once it was opened for changes: the instant is that of the request (`arrivee.ts`), and the whole second of
 * the closing is inside. Whoever presses again, or at the same time, gets the one filing that was made. Where the call has no relevé, the dossier is before the service at once.
 */
export const deposerDossier = (ctx: ContexteActeur, d: DemandeDepot): Promise<Result<Depose, RefusDepot>> =>
  enTransaction(ctx, async tx => {
    const trouve = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    if (!trouve) return err({ motif: 'introuvable' })
    const dossier = await seul(tx, ctx, trouve)
    if (dossier.etat === 'depose' || vientDEtreInstruit(dossier)) return ok(await dejaFait(tx, ctx, dossier))
    if (!peut(relation(ctx.acteur, dossier), 'deposer', { dossier: dossier.etat })) return err({ motif: 'fige', etat: dossier.etat })
    const lecture = lireRegles(dossier, ctx.instant)
    const refus = refusDe(dossier, lecture, ctx.instant, d)
    if (refus) return err(refus)
    const instruit = instruitAuDepot(dossier.version.appel, ctx.instant)
    const depose = await ecrireDepot(tx, ctx, dossier, lecture, { instruit })
    if (instruit) await changerEtat(tx, ctx, dossier.id, 'en_instruction')
    return ok(depose)
  })

/** The porteur's other dossiers are read again once nothing else of it is being filed in this call. */
async function seul(tx: Tx, ctx: ContexteActeur, d: Dossier): Promise<Dossier> {
  if (!d.autres) return d
  await verrouillerAutresDossiers(tx, ctx.guichetId, d)
  return avecAutresDossiers(tx, ctx, d)
}

/** Filed into instruction, and nothing was asked of it since: the same form sent again. */
const vientDEtreInstruit = ({ etat, complement, version, deposeLe }: Dossier) =>
  etat === 'en_instruction' && !complement && deposeLe !== null && instruitAuDepot(version.appel, deposeLe)

async function dejaFait(tx: Tx, ctx: ContexteActeur, dossier: Dossier): Promise<Depose> {
  const depot = await depotDe(tx, ctx.guichetId, dossier.id)
  if (!depot) throw new Error(`dossier ${dossier.id} is filed without a filing`)
  const { id: depotId, version, sha256, recuLe } = depot
  return { depotId, numero: dossier.numero, version, aNouveau: version > 1, sha256, recuLe, dejaDepose: true }
}

/** Why a draft cannot be filed at this instant, the first reason first. Pure. */
export function refusDe(dossier: Dossier, l: Lecture, instant: Date, d: Omit<DemandeDepot, 'dossierId'>): RefusDepot | undefined {
  const { appel } = dossier.version
  if (!aTemps(dossier, instant))
    return {
      motif: 'ferme',
      etat: etatPour(dossier, instant),
      ouverture: vagueUtile(appel, instant).ouverture,
      cloture: cloturePour(dossier, instant),
    }
  if (dossier.structure.fermee) return { motif: 'structure_fermee', nom: dossier.structure.nom }
  if (d.revision !== undefined && d.revision !== dossier.revision)
    return { motif: 'change', par: dossier.modifiePar, le: dossier.modifieLe }
  const illisibles = Object.keys(dossier.contenu.illisibles)
  if (bloque(l.verdicts) || illisibles.length > 0) return { motif: 'bloque', verdicts: l.verdicts.filter(v => v.bloquant), illisibles }
  const manquants = [...l.visibilite.engagements].filter(e => !d.engagements.includes(e))
  return manquants.length > 0 ? { motif: 'engagements', manquants } : undefined
}

/**
 * Writes a filing, the next version, with its receipt. `complements`: what a dossier in instruction answers to the service, which leaves its state and the day of its reception.
 * `instruit`: its instruction begins with it, which the receipt says.
 */
export async function ecrireDepot(
  tx: Tx,
  ctx: ContexteActeur,
  lu: Dossier,
  l: Lecture,
  { complements = false, instruit = false } = {},
): Promise<Depose> {
  const { guichetId, instant: recuLe, acteur } = ctx
  const dossier = { ...lu, contenu: l.contenu }
  const depotId = nouvelId()
  const preuve = acteur.structures.find(s => s.id === dossier.structure.id)?.preuve ?? 'declaree'
  const precedent = await depotDe(tx, guichetId, dossier.id)
  const version = (precedent?.version ?? 0) + 1
  const aNouveau = precedent?.temps === dossier.temps
  const contenu = canonique(contenuDepose(dossier, l, { version, recuLe, deposant: { nom: acteur.nom, preuve } }))
  const sha256 = empreinteDe(contenu)
  const depose = { depotId, numero: dossier.numero, version, aNouveau, sha256, recuLe, dejaDepose: false }
  // in this order, and without waiting for one another
  await Promise.all([
    tx
      .insertInto('depot')
      .values({
        id: depotId,
        guichet_id: guichetId,
        dossier_id: dossier.id,
        version,
        recu_le: recuLe,
        depose_par: acteur.compteId,
        contenu,
        sha256,
        reponses: JSON.stringify(dossier.contenu),
        pieces: dossier.pieces.map(p => p.id),
        autres: dossier.autres ? JSON.stringify(dossier.autres) : null,
        temps: dossier.temps,
      })
      .execute(),
    tx
      .insertInto('verdict')
      .values(l.verdicts.map((v, i) => ligneVerdict(guichetId, depotId, v, i)))
      .execute(),
    tx
      .updateTable('dossier')
      .set({
        ...(complements ? {} : { etat: 'depose', depose_le: recuLe }),
        rouvert_le: null,
        appel_version_id: dossier.version.versionId,
        ...resume(dossier.version.appel, dossier.contenu),
        ...(dossier.contenu === lu.contenu ? {} : { reponses: JSON.stringify(dossier.contenu) }),
        modifie_le: recuLe,
        modifie_par: acteur.compteId,
      })
      .where('guichet_id', '=', guichetId)
      .where('id', '=', dossier.id)
      .execute(),
    projeter(tx, guichetId, dossier, version),
    prevenir(tx, ctx, dossier, depose, { complements, instruit }),
  ])
  if (dossier.temps > 1) await auTempsSuivant(tx, guichetId, dossier)
  const faits = { numero: dossier.numero, version, sha256, ...(instruit ? { instruit } : {}), ...tempsDe(dossier) }
  await journaliser(tx, ctx, 'dossier.depose', dossier.id, faits)
  return depose
}

/** What the service reads is now the full dossier. */
const auTempsSuivant = (tx: Tx, guichetId: string, { id, temps }: Dossier) =>
  tx.updateTable('instruction').set({ temps }).where('guichet_id', '=', guichetId).where('dossier_id', '=', id).execute()
const tempsDe = ({ version, temps }: Dossier) => {
  const titre = titreDuTemps(version.appel, temps)
  return titre ? { temps: titre } : {}
}

const ligneVerdict = (guichet_id: string, depot_id: string, v: Verdict, rang: number) => ({
  id: nouvelId(),
  guichet_id,
  depot_id,
  rang,
  regle: v.regle,
  titre: v.titre,
  ...(v.autres === 'rang' ? APRES_LA_CLOTURE : { resultat: v.resultat, explication: v.constat, entrees: JSON.stringify(v.entrees) }),
  clauses: v.clauses,
  autres: v.autres !== undefined,
})
/** The porteur's order is read by nobody else before the closing, and may change until then: what a rule said of it blocks the filing, and is not kept. */
const APRES_LA_CLOTURE = {
  resultat: 'a_verifier',
  explication: 'Cette règle dépend du rang que le porteur donne à ce dossier, qui se lit après la clôture.',
  entrees: '[]',
}

/** The receipt by mail to everyone of the structure, the depositor included, each once. */
async function prevenir(
  tx: Tx,
  ctx: ContexteActeur,
  dossier: Dossier,
  depose: Depose,
  { complements, instruit }: { complements: boolean; instruit: boolean },
) {
  const [reception, membres] = await Promise.all([
    complements ? receptionDe(tx, ctx.guichetId, dossier, depose) : { le: depose.recuLe, attentes: [] },
    listerMembres(tx, ctx.guichetId, dossier.structure.id),
  ])
  const courriel = courrielAccuse(dossier, { ...depose, instruit }, reception)
  await Promise.all(
    membres
      .filter(m => m.etat === 'active')
      .map(m =>
        ecrireCourriel(tx, ctx, {
          ...courriel,
          dossierId: dossier.id,
          cle: `accuse-${depose.depotId}-${m.compteId}`,
          destinataire: m.courriel,
        }),
      ),
  )
}
