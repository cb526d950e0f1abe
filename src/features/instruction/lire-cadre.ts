import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatNombre } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { appelDeVersion } from '../appels/index.ts'
import { type Avis, avisDe, type EtatAvis, etatAvis } from '../avis/index.ts'
import { baseDeposee } from '../budget/index.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure, voletDe } from '../cahier/index.ts'
import { releveDuDepot } from '../calendrier/index.ts'
import { A_TRANCHER } from '../constats/index.ts'
import { attentesDe, delaisLegaux } from '../delais/index.ts'
import { motNonLus, nonLus } from '../messages/index.ts'
import { motsPriorite, prioritesAutour } from '../ordre/index.ts'
import { nomDepartement } from '../perimetre/index.ts'
import type { Instruit } from '../service/index.ts'
import { titreDuTemps } from '../temps/index.ts'
import type { ContenuDepose } from '../versions/index.ts'
import { aFaire } from './a-faire.ts'
import type { CadreInstruction } from './cadre-instruction.view.tsx'
import type { Suite } from './liste/filtres.ts'
import { positionDans } from './liste/liste.ts'

export type CadreLu = CadreInstruction & { appel: Appel }

/** What surrounds every page of a filed dossier, at the instant of the request; `appel` is the version that the dossier is pinned to. */
export async function lireCadre(tx: Tx, ctx: ContexteActeur, { ligne: l, place, interim }: Instruit): Promise<CadreLu> {
  const { guichetId } = ctx
  const lecteur = { guichetId, compteId: ctx.acteur.compteId, cote: 'service' as const }
  const [version, { contenu, reponses }, attentes, assigne, rapport, avis, attendus] = await Promise.all([
    appelDeVersion(tx, guichetId, l.appel_version_id, l.temps),
    depotLu(tx, guichetId, l.depot_id),
    attentesDe(tx, guichetId, l.dossier_id),
    assigneDe(tx, ctx, l.assigne_a),
    avancementRapport(tx, guichetId, l.dossier_id),
    avisDe(tx, guichetId, l.dossier_id),
    // what somebody has read is theirs
    ctx.acteur.enVue ? 0 : nonLus(tx, lecteur, l.dossier_id),
  ])
  if (!version) throw new Error(`dossier ${l.dossier_id}: its call is not readable`)
  const { appel } = version
  const autour = await prioritesAutour(tx, guichetId, appel, l, ctx.instant)
  const delais = delaisLegaux(appel, l.depose_le, attentes, ctx.instant)
  const aTrancher = (l.verdicts as { resultat: string }[]).filter(v => A_TRANCHER.has(v.resultat)).length
  const volet = l.volet ? voletDe(appel, l.volet) : undefined
  return {
    appel,
    id: l.dossier_id,
    position: await positionDans(tx, ctx, l.dossier_id, appel),
    listeSuivie: ctx.liste,
    numero: l.numero,
    titre: l.titre,
    volet: volet ? `volet\u00a0${volet.numero}, ${volet.titre}` : 'sans volet',
    porteur: { nom: l.porteur, declaree: l.declaree, structureId: l.structure_id, decrit: decrirePorteur(l, appel) },
    avec: contenu.partenaires.map(p => p.nom),
    priorite: motsPriorite(autour, l.dossier_id),
    etat: l.etat,
    suite: l.suite as Suite,
    place,
    interim: interim && { nom: interim.nom, dernier: new Date(interim.au.getTime() - 1) },
    assigne,
    etiquettes: l.etiquettes,
    enModification: l.rouvert_le !== null,
    etape: l.etape,
    montants: { ...contenu.montants, ...baseDeposee(appel, reponses), calculee: appel.aide.calcul !== undefined },
    recuLe: l.depose_le,
    recevabilite: delais.delais.find(d => d.quoi === 'recevabilite'),
    delais,
    version: l.version,
    temps: titreDuTemps(appel, l.temps),
    sansComite: !appel.comite,
    comptes: {
      juger: aTrancher > 0 ? formatNombre(aTrancher) : undefined,
      analyse: compteAnalyse(appel, rapport),
      complements: compteComplements(l.points_recus, l.points_attendus),
      avis: motAvis(avis, ctx.instant),
      echanges: motNonLus(attendus),
    },
    aFaire: aFaire({
      id: l.dossier_id,
      suite: l.suite as Suite,
      etat: l.etat,
      aTrancher,
      pointsRecus: l.points_recus,
      pointsAttendus: l.points_attendus,
      complementAvant: l.complement_avant ?? undefined,
      enRetard: l.complement_avant !== null && ctx.instant > l.complement_avant,
      sansComite: !appel.comite,
      preselection: appel.second && paths.instruction.preselection(appel.slug),
      releve: releveAVenir(appel, l.depose_le, ctx.instant),
      echeance: l.echeance ?? undefined,
    }),
  }
}

/** « 1 rendu, 1 attendu ». */
function motAvis(avis: readonly Avis[], instant: Date) {
  const n = (etat: EtatAvis) => avis.filter(a => etatAvis(a, instant) === etat).length
  const [rendus, attendus] = [n('rendu'), n('attendu')]
  const mots = [
    ...(rendus ? [`${rendus}\u00a0rendu${rendus > 1 ? 's' : ''}`] : []),
    ...(attendus ? [`${attendus}\u00a0attendu${attendus > 1 ? 's' : ''}`] : []),
  ]
  return mots.join(', ') || undefined
}

const compteAnalyse = (appel: Appel, rapport: { dits: number; termine: boolean } | undefined) =>
  rapport?.termine ? 'terminée' : appel.criteres.liste.length === 0 ? 'à finir' : `${rapport?.dits ?? 0} sur ${appel.criteres.liste.length}`
const compteComplements = (recus: number, attendus: number) =>
  recus > 0 ? `${recus} à examiner` : attendus > 0 ? `${attendus} attendu${attendus > 1 ? 's' : ''}` : undefined

async function depotLu(tx: Tx, guichetId: string, depotId: string) {
  const { contenu, reponses } = await tx
    .selectFrom('depot')
    .select(['contenu', 'reponses'])
    .where('guichet_id', '=', guichetId)
    .where('id', '=', depotId)
    .executeTakeFirstOrThrow()
  return { contenu: JSON.parse(contenu) as ContenuDepose, reponses }
}

async function assigneDe(tx: Tx, ctx: ContexteActeur, id: string | null) {
  if (!id) return undefined
  const compte = await tx.selectFrom('compte').select('name').where('id', '=', id).executeTakeFirst()
  return compte && { id, nom: compte.name, moi: id === ctx.acteur.compteId }
}

/** « commune, 999 hab., Corse-du-Sud », piece by piece. */
export function decrirePorteur(l: Instruit['ligne'], appel: Appel): string[] {
  const type = TYPES_STRUCTURE[l.porteur_type as TypeStructure] ?? l.porteur_type
  return [
    type,
    ...(l.population === null ? [] : [`${formatNombre(l.population)}\u00a0hab.`]),
    l.departement_pilote ? nomDepartement(l.departement_pilote, [appel]) : appel.territoire.libelle,
  ]
}

/** The relevé that a dossier waits for, while it is still to come: its day, and its hour where it has one. */
function releveAVenir(appel: Appel, recuLe: Date, instant: Date): string | undefined {
  const releve = releveDuDepot(appel, recuLe)
  return releve && releve.le > instant ? releve.dit : undefined
}

/** What is read of a report here: whether each criterion is appreciated. */
type Notes = { notes?: Record<string, { appreciation?: unknown }> }

/** How far a report is: criteria appreciated, of those of the call. */
async function avancementRapport(tx: Tx, guichetId: string, dossierId: string): Promise<{ dits: number; termine: boolean } | undefined> {
  const l = await tx
    .selectFrom('rapport')
    .select(['criteres', 'termine_le'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  if (!l) return undefined
  const notes = Object.values((l.criteres as Notes).notes ?? {})
  return { dits: notes.filter(n => n.appreciation).length, termine: l.termine_le !== null }
}
