import type { Tx } from '../../../db/db.ts'
import type { Appel } from '../../appels/index.ts'
import type { Resultat } from '../../recevabilite/index.ts'
import { type Contenu, lireContenu } from '../contenu.ts'
import { verdictsDuDepot } from '../dossiers.queries.ts'
import { type Difference, differences } from '../partenaires/differences.ts'
import { etapesAValider } from '../partenaires/valide.ts'
import { type PieceJointe, piecesParId } from '../pieces/pieces.queries.ts'
import type { PointDemande } from './ouvert.ts'

/** What an answer changed: point by point, then the rules whose automatic verdict is another one. */
export type ReponseComparee = {
  points: { differences: Difference[]; avant: PieceJointe[]; apres: PieceJointe[] }[]
  verdicts: { titre: string; avant: Resultat; apres: Resultat }[]
}
type Demande = { depotId: string; points: readonly PointDemande[] }

/** Compares the filing that a request was about with the one that answered it. The caller answers for who may read the dossier. */
export async function comparerReponse(tx: Tx, guichetId: string, d: { id: string; appel: Appel }, k: Demande): Promise<ReponseComparee> {
  const [avant, apres] = await deuxDepots(tx, guichetId, d.id, k.depotId)
  if (!avant || !apres) throw new Error(`dossier ${d.id}: an answer without its filing`)
  const [a, b] = [lireContenu(avant.reponses), lireContenu(apres.reponses)]
  const [pa, pb] = [await piecesParId(tx, guichetId, d.id, avant.pieces), await piecesParId(tx, guichetId, d.id, apres.pieces)]
  const [va, vb] = [await verdictsDuDepot(tx, guichetId, avant.id), await verdictsDuDepot(tx, guichetId, apres.id)]
  const changes = piecesChangees(pa, pb)
  return {
    points: k.points.map(p => ({
      differences: p.piece ? [] : duPoint(d.appel, p, a, b),
      avant: changes.avant.filter(x => x.code === p.piece),
      apres: changes.apres.filter(x => x.code === p.piece),
    })),
    verdicts: vb.flatMap(({ regle, titre, resultat }) => {
      const v = va.find(x => x.regle === regle)
      return v && v.resultat !== resultat ? [{ titre, avant: v.resultat as Resultat, apres: resultat as Resultat }] : []
    }),
  }
}

/** The filing and the next one: while an answer is awaited, nothing else files. */
const deuxDepots = (tx: Tx, guichetId: string, dossierId: string, depotId: string) =>
  tx
    .selectFrom('depot as p')
    .innerJoin('depot as q', 'q.dossier_id', 'p.dossier_id')
    .select(['p.id', 'p.reponses', 'p.pieces'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('q.id', '=', depotId)
    .whereRef('p.version', '>=', 'q.version')
    .orderBy('p.version')
    .limit(2)
    .execute()

const piecesChangees = (avant: readonly PieceJointe[], apres: readonly PieceJointe[]) => ({
  avant: avant.filter(p => !apres.some(x => x.id === p.id)),
  apres: apres.filter(p => !avant.some(x => x.id === p.id)),
})

function duPoint(appel: Appel, p: PointDemande, a: Contenu, b: Contenu): Difference[] {
  // a question alone: whatever else changed is put back
  if (p.champ) return differences(appel, a, { ...a, valeurs: { ...a.valeurs, [p.champ]: b.valeurs[p.champ]! } })
  // the porteur's own facts come without a step
  const titre = etapesAValider(appel, b).find(e => e.code === p.etape)?.titre ?? ''
  return differences(appel, a, b).filter(x => x.etape === titre)
}
