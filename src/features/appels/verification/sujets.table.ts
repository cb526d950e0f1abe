/** An error: the call could not live, and is not published. A warning: it is published once somebody has said why, and the journal keeps it (docs/adr/0031). */
export type Niveau = 'erreur' | 'avertissement'
type Ligne = { niveau: Niveau; titre: string; unParUn?: true }

/** What the checker may remark, in the order in which it is read. `unParUn`: each is accepted for itself; elsewhere one reason is enough for all of a kind. */
export const SUJETS = {
  lecture: { niveau: 'erreur', titre: 'Le fichier ne se lit pas' },
  releve_avant_cloture: { niveau: 'erreur', titre: 'Un relevé tombe avant la clôture' },
  comite_avant_cloture: { niveau: 'erreur', titre: 'Le comité se réunit trop tôt' },
  reponse_hors_dates: { niveau: 'erreur', titre: 'Les réponses aux intentions ne sont pas à leur date' },
  resultats_avant_comite: { niveau: 'erreur', titre: 'Les résultats sont annoncés trop tôt' },
  volet_sans_enveloppe: { niveau: 'erreur', titre: 'Un volet n’a pas d’enveloppe' },
  quorum: { niveau: 'erreur', titre: 'Le quorum dépasse le nombre de sièges' },
  sans_comite: { niveau: 'erreur', titre: 'L’appel parle d’un comité qu’il n’a pas' },
  comite_sans_criteres: { niveau: 'erreur', titre: 'Le comité n’a aucun critère' },
  aucun_poids: { niveau: 'erreur', titre: 'Aucun critère n’a de poids' },
  tranche_jamais_lue: { niveau: 'erreur', titre: 'Une tranche d’un barème ne sert jamais' },
  regles_contradictoires: { niveau: 'erreur', titre: 'Des règles se contredisent' },
  essai_rate: { niveau: 'erreur', titre: 'Un essai ne donne pas ce qu’il attend' },
  changement_retroactif: { niveau: 'avertissement', titre: 'Un changement touche ce qui a commencé', unParUn: true },
  essai_manquant: { niveau: 'avertissement', titre: 'Aucun essai ne le montre' },
  rien_a_attribuer: { niveau: 'avertissement', titre: 'Il n’y a rien à attribuer' },
  ferme_aussitot: { niveau: 'avertissement', titre: 'Le dépôt fermerait aussitôt' },
  depot_clos: { niveau: 'avertissement', titre: 'Le dépôt est déjà clos' },
  sans_releve: { niveau: 'avertissement', titre: 'Il n’y a pas de relevé' },
  volet_sans_instructeur: { niveau: 'avertissement', titre: 'Personne n’instruit une partie de l’appel' },
  territoire: { niveau: 'avertissement', titre: 'Le territoire n’est pas celui du guichet' },
  instance_sans_membres: { niveau: 'avertissement', titre: 'Une instance n’a pas assez de membres' },
  sans_signataire: { niveau: 'avertissement', titre: 'Personne ne signe' },
  avis_sans_fondement: { niveau: 'avertissement', titre: 'Un avis pèse sans texte qui le dise' },
  avis_sans_adresse: { niveau: 'avertissement', titre: 'Un avis n’a pas d’adresse' },
  avis_trop_tard: { niveau: 'avertissement', titre: 'Un avis peut venir après le comité' },
  total_annonce: { niveau: 'avertissement', titre: 'Les enveloppes ne font pas le total annoncé' },
  poids_manquant: { niveau: 'avertissement', titre: 'Un critère n’a pas de poids' },
  chiffre_non_verifie: { niveau: 'avertissement', titre: 'La page dit un chiffre que rien ne vérifie' },
  annee_passee: { niveau: 'avertissement', titre: 'Une année passée est restée dans un texte' },
  parametre_inutile: { niveau: 'avertissement', titre: 'Un chiffre ne sert à rien' },
  clause_inutile: { niveau: 'avertissement', titre: 'Rien ne s’appuie sur une clause' },
  tranches_sans_fin: { niveau: 'avertissement', titre: 'Un barème s’arrête avant la fin' },
  population_inconnue: { niveau: 'avertissement', titre: 'Des structures ne pourraient pas calculer leur aide' },
  note_hors_de_portee: { niveau: 'avertissement', titre: 'La note demandée ne peut pas être atteinte' },
  texte_coupe: { niveau: 'avertissement', titre: 'Un «\u00a0#\u00a0» coupe un texte', unParUn: true },
  nombre_ambigu: { niveau: 'avertissement', titre: 'Un nombre a un point au milieu' },
  deux_rangs: { niveau: 'avertissement', titre: 'Un tableau range ses lignes deux fois' },
  question_sans_lecteur: { niveau: 'avertissement', titre: 'Personne ne lit une question' },
} satisfies Record<string, Ligne>
export type Sujet = keyof typeof SUJETS

/** A fact, what follows from it, where it stands and what to write where that is certain: whole sentences. */
export type Remarque = {
  sujet: Sujet
  chemin: PropertyKey[]
  surLaCle?: boolean
  fait: string
  consequence: string
  remede?: string
}
export const niveauDe = (sujet: Sujet): Niveau => SUJETS[sujet].niveau
