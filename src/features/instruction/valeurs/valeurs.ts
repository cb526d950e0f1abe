import type { Tx } from '../../../db/db.ts'
import type { Champ, Contenu } from '../../contenu/index.ts'
import { type Lecture, lireRegles } from '../../examen/index.ts'
import { preparerRegles } from '../../recevabilite/index.ts'
import type { AideCalculee, Reponse } from '../../verdicts/index.ts'
import type { DossierLu } from '../lire-dossier.ts'

/** What somebody of the service retained of a field; without a value, it was given back to what was filed. `version`: the filing that they read. */
export type ValeurRetenue = { id: string; valeur: Reponse | null; motif: string; par: string; parId: string; le: Date; version: number }
/** A field of the filing that the aid is computed from, and what was retained of it, the latest first. */
export type ChampDuCalcul = { champ: Champ; etape: string; retenues: readonly ValeurRetenue[] }

/** Facts of a short plan that are fields of another name. */
const CHAMPS_DES_FAITS: Readonly<Record<string, string>> = { 'coût global': 'cout', 'autres financements': 'autres_aides' }

/** The fields of a filed dossier that its computed aid reads: answers and the figures of a short plan. Neither the structure nor lines of expenses are among them. Pure. */
export function champsDuCalcul({ dossier, lecture }: Pick<DossierLu, 'dossier' | 'lecture'>): Omit<ChampDuCalcul, 'retenues'>[] {
  const { appel, sha256 } = dossier.version
  const lus = new Set(preparerRegles(appel, sha256).lusParLAide.map(f => CHAMPS_DES_FAITS[f] ?? f.split(' . ')[0]!))
  return lecture.formulaire.etapes.flatMap(e =>
    lecture.champs(e).flatMap(champ => (lus.has(champ.nom) && !champ.calcule ? [{ champ, etape: e.code }] : [])),
  )
}

/** What was retained of the fields of a dossier, the latest first. */
export async function valeursRetenues(tx: Tx, guichetId: string, dossierId: string): Promise<Map<string, ValeurRetenue[]>> {
  const lignes = await tx
    .selectFrom('valeur_retenue as v')
    .innerJoin('compte as c', 'c.id', 'v.retenue_par')
    .innerJoin('depot as p', 'p.id', 'v.depot_id')
    .select(['v.id', 'v.champ', 'v.valeur', 'v.motif', 'v.retenue_par', 'v.retenue_le', 'c.name', 'p.version'])
    .where('v.guichet_id', '=', guichetId)
    .where('v.dossier_id', '=', dossierId)
    .orderBy('v.retenue_le', 'desc')
    .orderBy('v.id', 'desc')
    .execute()
  return Map.groupBy(
    lignes.map(l => ({
      champ: l.champ,
      id: l.id,
      valeur: l.valeur as Reponse | null,
      motif: l.motif,
      par: l.name,
      parId: l.retenue_par,
      le: l.retenue_le,
      version: l.version,
    })),
    v => v.champ,
  )
}

/** A filing with what the service retains of it, and the aid that it then gives; both absent while nothing is retained. */
export type Recalcul = { champs: readonly ChampDuCalcul[]; aide: AideCalculee | undefined }

/** The fields of the calculation with what was retained of them, and the aid worked out again. The one of the filing stays beside it. */
export async function recalculer(tx: Tx, guichetId: string, lu: Pick<DossierLu, 'dossier' | 'lecture'>): Promise<Recalcul | undefined> {
  if (!lu.lecture.aide) return undefined
  const retenues = await valeursRetenues(tx, guichetId, lu.dossier.id)
  const champs = champsDuCalcul(lu).map(c => ({ ...c, retenues: retenues.get(c.champ.nom) ?? [] }))
  const valeurs = champs.flatMap(c =>
    c.retenues[0] && c.retenues[0].valeur !== null ? [[c.champ.nom, c.retenues[0].valeur] as const] : [],
  )
  return { champs, aide: valeurs.length > 0 ? aideAvec(lu, Object.fromEntries(valeurs)) : undefined }
}

function aideAvec(
  { dossier, lecture }: { dossier: DossierLu['dossier']; lecture: Lecture },
  valeurs: Record<string, Reponse>,
): AideCalculee | undefined {
  const contenu: Contenu = { ...dossier.contenu, valeurs: { ...dossier.contenu.valeurs, ...valeurs } }
  return lireRegles({ ...dossier, contenu }, lecture.faits.instant).aide
}
