import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { type ContenuDepose, depotDe, dossierDepose, faitsStructure, lireRegles, verdictsDuDepot } from '../dossiers/index.ts'
import type { Resultat } from '../recevabilite/index.ts'
import { listerMembres } from '../structures/index.ts'
import type { DossierInstruit } from './dossier.view.tsx'
import { nomDepartement } from './perimetre.ts'

/** A filed dossier as it stood at its filing, ready to show. The caller has made sure that it is in the reader's perimeter. */
export async function lireDossierInstruit(tx: Tx, guichetId: string, id: string): Promise<DossierInstruit | undefined> {
  const dossier = await dossierDepose(tx, guichetId, id)
  const depot = dossier && (await depotDe(tx, guichetId, id))
  if (!dossier || !depot) return undefined
  const { appel } = dossier.version
  const c = JSON.parse(depot.contenu) as ContenuDepose
  const verdicts = await verdictsDuDepot(tx, guichetId, depot.id)
  const lecture = lireRegles(dossier, depot.recuLe)
  const numeroVolet = appel.volets.find(v => v.code === c.volet?.code)?.numero
  return {
    id,
    numero: c.numero,
    titre: c.titre,
    volet: c.volet ? `Volet\u00a0${numeroVolet ?? ''}, ${c.volet.titre}` : 'Sans volet',
    structure: {
      nom: c.structure.nom,
      territoire: c.structure.departement ? nomDepartement(c.structure.departement, [appel]) : appel.territoire.libelle,
      population: c.structure.population,
    },
    membres: (await listerMembres(tx, guichetId, dossier.structure.id)).filter(m => m.etat === 'active'),
    montants: c.montants,
    relu: {
      appel,
      etapes: lecture.formulaire.etapes,
      contenu: dossier.contenu,
      pieces: dossier.pieces,
      visibles: lecture.visibilite,
      structure: faitsStructure(dossier.structure, undefined, appel),
      adressePiece: p => paths.instruction.piece(id, p.id),
    },
    engagements: c.engagements.map(e => e.libelle),
    recuLe: depot.recuLe,
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
