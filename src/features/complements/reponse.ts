import type { Tx } from '../../db/db.ts'
import type { Comparateur } from '../../lib/comparer-textes.ts'
import { type Contenu, lireContenu } from '../contenu/index.ts'
import type { PieceJointe, PointDemande } from '../dossiers/index.ts'
import { formulaireDe } from '../examen/index.ts'
import {
  type ContenuDepose,
  compareesMotAMot,
  comparerDepots,
  type DepotsCompares,
  type Difference,
  differences,
  type ProjetCompare,
  type VerdictCompare,
} from '../versions/index.ts'

/** What an answer changed: point by point, then the rules whose automatic verdict is another one. */
export type ReponseComparee = {
  points: { differences: Difference[]; avant: PieceJointe[]; apres: PieceJointe[] }[]
  verdicts: VerdictCompare[]
  /** In cents. */
  montants: { libelle: string; avant: number; apres: number }[]
}
type Demande = { depotId: string; points: readonly PointDemande[] }

/** Compares the filing that a request was about with the one that answered it. The caller answers for who may read the dossier. */
export async function comparerReponse(
  tx: Tx,
  guichetId: string,
  d: ProjetCompare,
  k: Demande,
  comparer: Comparateur,
): Promise<ReponseComparee> {
  const [avant, apres] = await deuxDepots(tx, guichetId, d.id, k.depotId)
  if (!avant || !apres) throw new Error(`dossier ${d.id}: an answer without its filing`)
  const [a, b] = [lireContenu(avant.reponses), lireContenu(apres.reponses)]
  const compares = await comparerDepots(tx, guichetId, d, [avant, apres])
  const fichiers = (piece: string | null, quoi: 'ajoutee' | 'retiree') =>
    compares.pieces.filter(x => x.quoi === quoi && x.piece.code === piece).map(x => x.piece)
  return {
    points: k.points.map(p => ({
      differences: p.piece ? [] : compareesMotAMot(duPoint(d, p, { a, b, compares }), comparer),
      avant: fichiers(p.piece, 'retiree'),
      apres: fichiers(p.piece, 'ajoutee'),
    })),
    verdicts: compares.verdicts,
    montants: montantsDe(JSON.parse(avant.contenu), JSON.parse(apres.contenu)),
  }
}

const montantsDe = ({ montants: a }: ContenuDepose, { montants: b, aide_calculee: calculee }: ContenuDepose) => [
  ...(a.cout_global === null || b.cout_global === null ? [] : [{ libelle: 'Coût global', avant: a.cout_global, apres: b.cout_global }]),
  { libelle: calculee ? 'Aide calculée' : 'Aide demandée', avant: a.aide, apres: b.aide },
]

/** The filing and the next one: while an answer is awaited, nothing else files. */
const deuxDepots = (tx: Tx, guichetId: string, dossierId: string, depotId: string) =>
  tx
    .selectFrom('depot as p')
    .innerJoin('depot as q', 'q.dossier_id', 'p.dossier_id')
    .select(['p.id', 'p.reponses', 'p.pieces', 'p.contenu'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('q.id', '=', depotId)
    .whereRef('p.version', '>=', 'q.version')
    .orderBy('p.version')
    .limit(2)
    .execute()

type Compares = { a: Contenu; b: Contenu; compares: DepotsCompares }
function duPoint({ appel, structures }: ProjetCompare, p: PointDemande, { a, b, compares }: Compares): Difference[] {
  const etapes = formulaireDe(appel, b).etapes
  // a question alone: whatever else changed is put back
  if (p.champ)
    return differences(appel, a, { ...a, valeurs: { ...a.valeurs, [p.champ]: b.valeurs[p.champ]! } }, { etapes: () => etapes, structures })
  const titre = etapes.find(e => e.code === p.etape)?.titre ?? ''
  return compares.differences.filter(x => x.etape === titre)
}
