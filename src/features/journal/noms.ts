import { ACTES_D_UN_DOSSIER } from './actes.ts'
import { ACTES_AUTRES } from './actes-autres.ts'

/** A kind of act that one may look for: a word for the list, one for the line, and how the names of its acts begin. The first that holds an act is its own. */
type Famille = { code: string; libelle: string; nom: string; debuts: readonly string[] }
export const FAMILLES: readonly Famille[] = [
  {
    code: 'exports',
    libelle: 'Exports',
    nom: 'Export',
    debuts: [
      'journal.exporte',
      'instruction.liste_exportee',
      'instruction.fiches_exportees',
      'enveloppe.registre_exporte',
      'suivi.feuille_exportee',
      'conservation.exporte',
      'conservation.archive',
    ],
  },
  {
    code: 'decisions',
    libelle: 'Décisions',
    nom: 'Décision',
    debuts: ['decision.', 'comite.decide', 'preselection.', 'notification.confirmee', 'suivi.avenant_decide', 'dossier.renonce'],
  },
  {
    code: 'envois',
    libelle: 'Lettres et rappels',
    nom: 'Envoi',
    debuts: [
      'notification.',
      'dossier.rappel',
      'bilan.rappel',
      'appel.nouvelle',
      'appel.version_annoncee',
      'instruction.complement_rappele',
      'instruction.avis_relance',
      'partenaire.relance',
    ],
  },
  { code: 'lectures', libelle: 'Lectures constatées', nom: 'Lecture', debuts: ['dossier.complements_lus', 'compte.vu_comme'] },
  {
    code: 'depots',
    libelle: 'Dépôts et retraits',
    nom: 'Dépôt',
    debuts: ['dossier.depose', 'dossier.retire', 'dossier.releve', 'appel.releve', 'dossier.derogation', 'dossier.cloture_gardee'],
  },
  {
    code: 'brouillons',
    libelle: 'Brouillons',
    nom: 'Brouillon',
    debuts: [
      'dossier.cree',
      'dossier.enregistre',
      'dossier.rouvert',
      'dossier.referme',
      'dossier.abandonne',
      'dossier.structure_reunie',
      'piece.',
    ],
  },
  { code: 'messages', libelle: 'Messages', nom: 'Message', debuts: ['instruction.message', 'dossier.message'] },
  { code: 'complements', libelle: 'Compléments', nom: 'Compléments', debuts: ['instruction.complement_', 'dossier.complements_'] },
  { code: 'avis', libelle: 'Avis', nom: 'Avis', debuts: ['instruction.avis_', 'comite.avis_'] },
  {
    code: 'verdicts',
    libelle: 'Verdicts',
    nom: 'Verdict',
    debuts: ['instruction.juge', 'instruction.valeur_retenue', 'instruction.irrecevab'],
  },
  { code: 'instruction', libelle: 'Instruction', nom: 'Instruction', debuts: ['instruction.'] },
  { code: 'comite', libelle: 'Comité', nom: 'Comité', debuts: ['comite.'] },
  { code: 'partenaires', libelle: 'Structures associées', nom: 'Partenariat', debuts: ['partenaire.'] },
  { code: 'argent', libelle: 'Actes, paiements, crédits', nom: 'Argent', debuts: ['suivi.', 'enveloppe.'] },
  { code: 'bilans', libelle: 'Bilans', nom: 'Bilan', debuts: ['bilan.', 'commande.'] },
  {
    code: 'droits',
    libelle: 'Droits et signatures',
    nom: 'Droits',
    debuts: [
      'compte.role',
      'compte.suspendu',
      'compte.acces_rendu',
      'compte.invit',
      'compte.titre',
      'compte.second_facteur_redemande',
      'delegation.',
    ],
  },
  { code: 'comptes', libelle: 'Comptes', nom: 'Compte', debuts: ['compte.'] },
  { code: 'structures', libelle: 'Structures', nom: 'Structure', debuts: ['structure.', 'appartenance.'] },
  { code: 'appels', libelle: 'Appels', nom: 'Appel', debuts: ['appel.', 'projets_passes.'] },
  { code: 'guichet', libelle: 'Guichet', nom: 'Guichet', debuts: ['guichet.', 'conservation.'] },
]

const familleDe = (action: string) => FAMILLES.find(f => f.debuts.some(d => action.startsWith(d)))
/** The kind of an act, in a word. */
export const nomDeLActe = (action: string): string => familleDe(action)?.nom ?? 'Démonstration'

const TOUS = [...Object.keys(ACTES_D_UN_DOSSIER), ...Object.keys(ACTES_AUTRES)]
/** The acts of a kind, as the journal names them; none for a kind that does not exist. */
export const actionsDe = (code: string): readonly string[] => TOUS.filter(a => familleDe(a)?.code === code)
