import { ecrireFeuille } from '../../tableur/index.ts'
import type { LigneSuivie } from './actes.queries.ts'

const RESULTATS = { a_faire: 'en attente', fait: 'fait', refuse: 'refusé' } as const

/** The account of a bulk act as a CSV file, one line a dossier. A dossier that left the perimeter says nothing of itself. */
export const compteRenduCsv = (lignes: readonly LigneSuivie[], etablieLe: Date) =>
  ecrireFeuille<LigneSuivie>('csv', {
    nom: 'Compte rendu',
    colonnes: [
      { titre: 'Dossier', genre: 'texte', largeur: 12, valeur: l => l.numero },
      { titre: 'Porteur', genre: 'texte', largeur: 30, valeur: l => (l.etat ? l.porteur : null) },
      { titre: 'Projet', genre: 'texte', largeur: 40, valeur: l => (l.etat ? l.titre : null) },
      { titre: 'Résultat', genre: 'texte', largeur: 12, valeur: l => RESULTATS[l.resultat] },
      { titre: 'Raison', genre: 'texte', largeur: 60, valeur: l => l.motif },
      { titre: 'Instant', genre: 'instant', largeur: 20, valeur: l => l.faitLe },
    ],
    lignes,
    etablieLe,
  })
