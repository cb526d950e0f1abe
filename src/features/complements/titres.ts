import type { Appel } from '../cahier/index.ts'
import { champsPossibles, type StructureDuProjet } from '../champs/index.ts'
import type { Contenu } from '../contenu/index.ts'
import type { Dossier, PointDemande } from '../dossiers/index.ts'
import { formulaireDe, lireRegles } from '../examen/index.ts'

type Lu = { appel: Appel; contenu: Contenu; structures: readonly StructureDuProjet[] }
export type TitrePoint = { etape: string; quoi: string }

/**
 * What a point is about, in the words of the form: its étape, then the question, the piece, or the whole étape. A question that the answers hide,
 * or of the form of another volet, keeps its words. Pure.
 */
export function titreDuPoint({ appel, contenu, structures }: Lu, p: Pick<PointDemande, 'etape' | 'champ' | 'piece'>): TitrePoint {
  const etapes = [formulaireDe(appel, contenu), ...appel.formulaires].flatMap(f => f.etapes)
  const etape = etapes.find(e => e.code === p.etape)
  if (!etape) throw new Error(`no step ${p.etape} in the call ${appel.slug}`)
  return { etape: etape.titre, quoi: quoiDu(p) }

  function quoiDu({ champ, piece }: Pick<PointDemande, 'champ' | 'piece'>): string {
    if (piece !== null) return appel.pieces.find(x => x.code === piece)?.libelle ?? 'Pièce que l’appel ne demande plus'
    if (champ === null) return 'Toute l’étape'
    const champs = etapes.filter(e => e.code === p.etape).flatMap(e => champsPossibles(appel, e, contenu, { structures }))
    return champs.find(x => x.nom === champ)?.libelle ?? 'Question que l’appel ne pose plus'
  }
}

const NOMMES = 2
/** What is asked of a dossier, by name: « Délibération, Plan de financement et 2 autres points ». */
export function nommerPoints(dossier: Dossier, points: readonly Pick<PointDemande, 'etape' | 'champ' | 'piece'>[], instant: Date): string {
  const { appel, structures } = lireRegles(dossier, instant)
  const noms = points.map(p => {
    const { etape, quoi } = titreDuPoint({ appel, contenu: dossier.contenu, structures }, p)
    return p.champ === null && p.piece === null ? etape : quoi
  })
  const autres = noms.length - NOMMES
  const dits = noms.slice(0, NOMMES).join(', ')
  return autres > 0 ? `${dits} et ${autres > 1 ? `${autres}\u00a0autres points` : 'un autre point'}` : dits
}

/** Points by étape, in the order in which they come. */
export const parEtape = <P extends { titre: TitrePoint }>(points: readonly P[]) => [...Map.groupBy(points, p => p.titre.etape)]
