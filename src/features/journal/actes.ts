/** Acts whose object is a dossier: the history of each dossier has words for all of them. */
export const ACTES_D_UN_DOSSIER = [
  'bilan.accepte',
  'bilan.depose',
  'bilan.rappel',
  'bilan.renvoye',
  'comite.decide',
  'comite.grille_finalisee',
  'comite.grille_reprise',
  'comite.note',
  'decision.corrigee',
  'decision.rang_retenu',
  'dossier.abandonne',
  'dossier.complements_envoyes',
  'dossier.complements_lus',
  'dossier.cree',
  'dossier.depose',
  'dossier.derogation',
  'dossier.enregistre',
  'dossier.message',
  'dossier.rappel',
  'dossier.referme',
  'dossier.releve',
  'dossier.renonce',
  'dossier.retire',
  'dossier.rouvert',
  'instruction.affecte',
  'instruction.annote',
  'instruction.au_comite',
  'instruction.avis_demande',
  'instruction.avis_rendu',
  'instruction.avis_retire',
  'instruction.complement_clos',
  'instruction.complement_demande',
  'instruction.complement_prolonge',
  'instruction.complement_rappele',
  'instruction.complement_retire',
  'instruction.etiquettes',
  'instruction.irrecevabilite_annulee',
  'instruction.irrecevable',
  'instruction.juge',
  'instruction.message',
  'instruction.note_modifiee',
  'instruction.note_retiree',
  'instruction.ouvert',
  'instruction.ouverture_retiree',
  'instruction.rapport',
  'instruction.rapport_rouvert',
  'instruction.rapport_termine',
  'instruction.renvoye',
  'notification.confirmee',
  'notification.envoyee',
  'notification.ouverte',
  'partenaire.accepte',
  'partenaire.associe',
  'partenaire.decline',
  'partenaire.modifie',
  'partenaire.relance',
  'partenaire.retire',
  'partenaire.valide',
  'piece.infectee',
  'piece.joindre',
  'piece.retirer',
  'suivi.abandonne',
  'suivi.acte_etabli',
  'suivi.acte_retire',
  'suivi.acte_signe',
  'suivi.avenant_decide',
  'suivi.avenant_demande',
  'suivi.avenant_instruit',
  'suivi.avenant_retire',
  'suivi.en_cours',
  'suivi.ouvert',
  'suivi.solde',
  'suivi.versement_annule',
  'suivi.versement_constate',
  'suivi.versement_ordonne',
] as const
export type ActeDUnDossier = (typeof ACTES_D_UN_DOSSIER)[number]

/** The others: of a call, a séance, an account, a structure. */
type ActeAutre =
  | `${'appartenance' | 'appel' | 'compte' | 'demonstration' | 'structure'}.${string}`
  | `conservation.${'archive' | 'compte_efface' | 'dossier_efface' | 'exporte' | 'preavis'}`
  | `bilan.${'enregistre' | 'piece_jointe' | 'piece_retiree'}`
  | `commande.${'ajoutee' | 'importees' | 'modifiee' | 'retiree' | 'toutes_retirees'}`
  | `comite.${'interets_declares' | 'presences' | 'seance_close' | 'seance_creee' | 'seance_ouverte' | 'seance_preparee'}`
  | `comite.proces_verbal_${'amende' | 'etabli' | 'fige' | 'signe'}`
  | `comite.scenario_${'arrete' | 'calcule' | 'duplique' | 'modifie' | 'propose' | 'rejoue' | 'relache' | 'relance' | 'retire'}`
  | `instruction.${'acte_groupe' | 'colonnes_choisies' | 'fiches_exportees' | 'interim' | 'interim_fini' | 'liste_exportee'}`
  | `instruction.vue_${'gardee' | 'renommee' | 'retiree'}`
  | 'notification.envoi_demande'
  | 'projets_passes.importes'
  | 'suivi.feuille_exportee'
/** Every act that the journal may hold: one that is not named here does not compile. */
export type ActeDuJournal = ActeDUnDossier | ActeAutre
