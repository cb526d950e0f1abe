import type { Appel } from '../cahier/index.ts'
import { champsPossibles, type StructureDuProjet } from '../champs/index.ts'
import type { Contenu } from '../contenu/index.ts'
import type { PointDemande } from '../dossiers/index.ts'
import { formulaireDe } from '../examen/index.ts'

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

/** Points by étape, in the order in which they come. */
export const parEtape = <P extends { titre: TitrePoint }>(points: readonly P[]) => [...Map.groupBy(points, p => p.titre.etape)]
