import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import {
  type ContenuDepose,
  depotDe,
  dossierDepose,
  faitsStructure,
  lireRegles,
  partenairesRelus,
  partenairesVus,
  verdictsDuDepot,
} from '../../dossiers/index.ts'
import type { Resultat } from '../../recevabilite/index.ts'
import { listerMembres } from '../../structures/index.ts'
import type { DossierInstruit } from './dossier.view.tsx'

/** A filed dossier as it stood at its filing, ready to show. The caller has made sure that it is in the reader's perimeter. */
export async function lireDossierInstruit(tx: Tx, guichetId: string, id: string): Promise<DossierInstruit | undefined> {
  const dossier = await dossierDepose(tx, guichetId, id)
  const depot = dossier && (await depotDe(tx, guichetId, id))
  if (!dossier || !depot) return undefined
  const { appel } = dossier.version
  const c = JSON.parse(depot.contenu) as ContenuDepose
  const verdicts = await verdictsDuDepot(tx, guichetId, depot.id)
  const lecture = lireRegles(dossier, depot.recuLe)
  return {
    membres: (await listerMembres(tx, guichetId, dossier.structure.id)).filter(m => m.etat === 'active'),
    relu: {
      appel,
      etapes: lecture.formulaire.etapes,
      contenu: dossier.contenu,
      pieces: dossier.pieces,
      visibles: lecture.visibilite,
      structures: lecture.structures,
      structure: faitsStructure(dossier.structure, undefined, appel),
      partenaires: partenairesRelus(partenairesVus(dossier, depot.recuLe)),
      adressePiece: p => paths.instruction.piece(id, p.id),
    },
    engagements: c.engagements.map(e => e.libelle),
    sha256: depot.sha256,
    version: depot.version,
    verdicts: verdicts.map(v => ({
      resultat: v.resultat as Resultat,
      titre: v.titre,
      phrase: v.explication,
      clauses: v.clauses.map(texte => ({ texte, href: paths.appels.clause(appel.slug, texte) })),
    })),
  }
}
