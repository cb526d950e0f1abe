import type { Role } from '../../../contexte.ts'
import { pluriel } from '../../../lib/mots.ts'
import { peutUnJour } from '../../decret/decret.rules.ts'
import type { Place } from '../../decret/droit.rules.ts'

/** Where each role may stand before what it may be shown. */
const PLACES: Record<Role['role'], readonly Place[]> = {
  referent_departemental: ['referent', 'referent_associe', 'referent_invite'],
  referent_regional: ['referent', 'referent_associe', 'referent_invite'],
  administrateur: ['administrateur'],
  direction: ['direction'],
  lecteur: ['agent'],
  membre_comite: ['membre_comite'],
  signataire: ['agent'],
}
export type LigneVue = { quoi: string; voit: boolean; pourquoi: string }
/** Dossiers that they read, of all those that were filed; and their perimeter in words. */
export type Lus = { lus: number; tous: number; perimetre: string }

/** What somebody with these roles sees, what they do not, and why: each line is asked of the decree. Pure. */
export function ceQueVoit(roles: readonly Pick<Role, 'role'>[], { lus, tous, perimetre }: Lus): LigneVue[] {
  const places = roles.flatMap(r => PLACES[r.role])
  const lit = peutUnJour(places, 'lire', 'dossier')
  const administre = roles.some(r => r.role === 'administrateur')
  const ligne = (quoi: string, voit: boolean, oui: string, non: string): LigneVue => ({ quoi, voit, pourquoi: voit ? oui : non })
  return [
    ligne('Dossiers déposés', lit, `${lus} sur ${pluriel(tous, 'dossier')}\u00a0: ${perimetre}`, 'Ce rôle ne lit aucun dossier'),
    ligne('Pièces, coordonnées et historique', lit, 'De ces dossiers', 'Ce rôle ne lit aucun dossier'),
    ligne('Échanges avec les porteurs', peutUnJour(places, 'ecrire', 'dossier'), 'De ces dossiers', 'Réservés à qui instruit'),
    ligne('Brouillons', peutUnJour(places, 'remplir', 'dossier'), '', 'Un brouillon n’est lu que par les structures du projet'),
    ligne('Notes et débats du comité', peutUnJour(places, 'lire', 'seance'), 'De ses séances', 'Le comité délibère en secret'),
    ligne(
      'Chiffres du tableau de bord',
      roles.some(r => r.role !== 'signataire'),
      'De ses appels et de son périmètre',
      'Ce rôle ne lit aucun chiffre',
    ),
    ligne(
      'Mouvements des enveloppes',
      peutUnJour(places, 'joindre', 'enveloppe'),
      'De tous les appels',
      'Réservés à l’administration et à la direction',
    ),
    ligne(
      'Délégations de signature',
      peutUnJour(places, 'lire', 'delegation'),
      'De tous les appels',
      'Réservées à l’administration et à qui les donne ou les reçoit',
    ),
    ligne('Studio et administration', administre, 'Tout le guichet', 'Réservés à l’administration'),
  ]
}
