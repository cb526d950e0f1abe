import { formatDateCivile, formatJourCourt } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { LIBELLES_RESULTAT, type Resultat } from '../verdicts/index.ts'
import { ACTES_AUTRES } from './actes-autres.ts'
import { citer, comptes, type Donnees, liste, texte } from './donnees.ts'

/** What a decision of the comité is, before its letter says it: nothing of it here, which a member in conflict may read. */
const SANS_CHIFFRE = 'la décision du comité'

const NATURES: Record<string, string> = { avance: 'une avance', acompte: 'un acompte', solde: 'le solde', reversement: 'un reversement' }

/**
 * Acts whose object is a dossier: one line each, its name in the journal and what the history of the dossier says of it, after the name of who did it; null where the
 * history keeps silent: what the porteur writes field by field is not the service's to follow.
 */
export const ACTES_D_UN_DOSSIER = {
  'dossier.cree': () => 'commence le dossier',
  'dossier.structure_reunie': d =>
    `passe le dossier de ${texte(d.de)} à ${texte(d.a)}, structure reconnue${Number(d.regles) > 0 ? `\u00a0: ${comptes(d.regles, 'règle change', 'règles changent')}` : ''}`,
  'dossier.depose': d =>
    `dépose le dossier${d.temps ? `, au temps «\u00a0${texte(d.temps)}\u00a0»` : Number(d.version) > 1 ? ` à nouveau (version\u00a0${d.version})` : ''}${d.instruit ? '\u00a0: l’instruction commence' : ''}`,
  'preselection.repondue': d => `répond à l’intention\u00a0: ${texte(d.reponse)}${citer(d.motif)}`,
  'preselection.annoncee': d => `annonce la réponse à l’intention\u00a0: ${texte(d.reponse)}`,
  'preselection.repechee': d => `repêche l’intention${citer(d.motif)}`,
  'dossier.rouvert': () => 'rouvre le dossier pour le modifier',
  'dossier.referme': () => 'renonce à ses modifications\u00a0: le dépôt reste tel quel',
  'dossier.rappel': () => 'rappelle la clôture à la structure',
  'dossier.cloture_gardee': () => 'laisse au dossier la clôture d’avant, quand celle de l’appel avance',
  'dossier.derogation': d => `accorde une dérogation${citer(d.motif)}`,
  'dossier.retire': d => `retire le dossier${citer(d.motif)}`,
  'dossier.renonce': d =>
    `${d.rang ? `renonce au rang\u00a0${d.rang} de la liste complémentaire` : 'renonce à l’aide accordée'}${citer(d.motif)}`,
  'dossier.abandonne': () => 'abandonne le brouillon',
  'comite.note': () => 'note le dossier',
  'comite.grille_finalisee': () => 'finalise sa note',
  'comite.grille_reprise': () => 'reprend sa note, le dossier ayant changé',
  'comite.avis_rendu': d => `écrit l’avis de l’instance${citer(d.instance)}`,
  'comite.decide': d => `${d.remplace ? 'remplace' : 'écrit'} ${SANS_CHIFFRE}`,
  'signature.presentee': d => `présente la décision à la signature${d.numero ? `, avec l’arrêté n°\u00a0${texte(d.numero)}` : ''}`,
  'signature.reprise': () => 'reprend la décision présentée à la signature',
  'signature.rendue': d =>
    d.pour === 'corriger' ? 'rend la décision au service, à corriger' : 'rend la décision au service, et ne la suit pas',
  'signature.apposee': d => `signe la décision${texte(d.qualite) && ` (${texte(d.qualite)}${d.delegation ? ', par délégation' : ''})`}`,
  'signature.annulee': () => 'reprend sa signature',
  'suivi.engage': d => `écrit le numéro d’engagement ${texte(d.numero)}`,
  'notification.confirmee': () => 'confirme la décision et prépare sa lettre',
  'notification.envoyee': () => 'notifie la décision par une lettre',
  'notification.ouverte': () => 'ouvre la lettre de la décision',
  'decision.prise': d => `${d.remplace ? 'remplace' : 'écrit'} la décision`,
  'decision.rang_retenu': d => `retient le dossier, au rang\u00a0${d.rang} de la liste complémentaire`,
  'decision.corrigee': d => `corrige la décision notifiée${citer(d.raison)}`,
  'dossier.releve': d =>
    d.vague
      ? 'relève le dossier, déposé après le relevé de l’appel'
      : 'commence l’instruction du dossier, déposé quand l’appel prévoyait un relevé',
  'partenaire.accepte': () => 'accepte l’invitation d’une structure à se joindre au projet',
  'partenaire.associe': () => 'associe une structure au projet',
  'partenaire.modifie': () => 'change ce qu’une structure associée peut remplir',
  'partenaire.decline': () => 'décline le projet au nom d’une structure associée',
  'partenaire.retire': () => 'retire une structure du projet',
  'partenaire.relance': () => 'relance une structure associée',
  'partenaire.valide': () => 'valide le projet au nom d’une structure associée',
  'instruction.ordre': d =>
    `dit pourquoi ${texte(d.derriere)} est proposé avant ${texte(d.devant)}, que le porteur avait mis devant${citer(d.raison)}`,
  'instruction.affecte': d => (d.nom ? `affecte le dossier à ${texte(d.nom)}` : 'n’affecte plus le dossier à personne'),
  'instruction.etiquettes': d =>
    [
      ...(liste(d.ajoutees) ? [`ajoute l’étiquette ${liste(d.ajoutees)}`] : []),
      ...(liste(d.retirees) ? [`retire l’étiquette ${liste(d.retirees)}`] : []),
    ].join(' et '),
  'instruction.juge': d =>
    d.resultat
      ? `juge la règle «\u00a0${texte(d.titre)}\u00a0»\u00a0: ${LIBELLES_RESULTAT[d.resultat as Resultat].toLowerCase()}`
      : `rend la règle «\u00a0${texte(d.titre)}\u00a0» au verdict automatique`,
  'instruction.valeur_retenue': d =>
    d.rendue
      ? `revient à la réponse déposée à «\u00a0${texte(d.libelle)}\u00a0»`
      : `retient une autre valeur de «\u00a0${texte(d.libelle)}\u00a0»`,
  'instruction.annote': () => 'écrit une note privée',
  'instruction.note_modifiee': () => 'modifie sa note privée',
  'instruction.note_retiree': () => 'retire sa note privée',
  'instruction.ouvert': d => `ouvre le dossier à ${texte(d.nom)}${citer(d.raison)}`,
  'instruction.ouverture_retiree': () => 'retire l’accès donné à un autre référent',
  'instruction.complement_demande': d => `demande des compléments (demande n°\u00a0${d.numero})`,
  'instruction.complement_retire': d => `retire sa demande de compléments n°\u00a0${d.numero}${citer(d.motif)}`,
  'instruction.complement_rappele': d => `rappelle au porteur la demande de compléments n°\u00a0${d.numero}`,
  'instruction.complement_prolonge': d =>
    `prolonge jusqu’au ${formatJourCourt(new Date(texte(d.echeance)))} la demande de compléments n°\u00a0${d.numero}${citer(d.raison)}`,
  'instruction.complement_clos': d =>
    `clôt la demande de compléments n°\u00a0${d.numero}\u00a0: ${comptes(d.acceptees, 'réponse acceptée', 'réponses acceptées')}${Number(d.redemandees) > 0 ? `, ${comptes(d.redemandees, 'redemandée', 'redemandées')}` : ''}${citer(d.note)}`,
  'dossier.complements_lus': d => `ouvre la demande de compléments n°\u00a0${d.numero}`,
  'dossier.complements_envoyes': d => `répond à la demande de compléments n°\u00a0${d.numero}${d.enRetard ? ', en retard' : ''}`,
  'instruction.rapport': () => 'écrit la fiche d’analyse',
  'instruction.rapport_termine': d => `termine la fiche d’analyse de la version\u00a0${d.version}`,
  'instruction.rapport_rouvert': () => 'rouvre la fiche d’analyse',
  'instruction.avis_demande': d => `demande un avis à ${texte(d.expert)}`,
  'instruction.avis_retire': d => `retire la demande d’avis faite à ${texte(d.expert)}`,
  'instruction.avis_relance': d => `relance ${texte(d.expert)}, dont l’avis est attendu`,
  'instruction.avis_rendu': d =>
    `reçoit l’avis de ${texte(d.expert)}${d.tardif ? ', après son délai\u00a0: il est joint, sans effet' : ''}`,
  'instruction.avis_silence': d =>
    `constate le silence de ${texte(d.expert)}, dont le délai s’achevait le ${formatDateCivile(texte(d.dernierJour))}`,
  'instruction.avis_suite': d => `dit ce que devient la réserve de ${texte(d.expert)}${citer(d.texte)}`,
  'instruction.message': () => 'écrit au porteur',
  'dossier.message': () => 'écrit au service',
  'instruction.au_comite': () => 'passe le dossier au comité',
  'instruction.pret': () => 'dit le dossier prêt\u00a0: il reste à décider',
  'instruction.irrecevable': d => `déclare le dossier irrecevable${citer(d.raison)}`,
  'instruction.irrecevabilite_annulee': d => `annule l’irrecevabilité et reprend l’instruction${citer(d.raison)}`,
  'suivi.acte_etabli': d => `établit l’acte n°\u00a0${texte(d.numero)}`,
  'suivi.acte_retire': d => `retire l’acte n°\u00a0${texte(d.numero)}`,
  'suivi.acte_signe': d => `dépose l’acte n°\u00a0${texte(d.numero)} signé`,
  'suivi.versement_ordonne': d => `ordonne ${NATURES[texte(d.nature)] ?? 'un versement'} de ${formatEuros(Number(d.montant))}`,
  'suivi.versement_constate': d => `constate ${NATURES[texte(d.nature)] ?? 'un versement'} de ${formatEuros(Number(d.montant))}`,
  'suivi.versement_annule': d =>
    `annule ${NATURES[texte(d.nature)] ?? 'un versement'} de ${formatEuros(Number(d.montant))}${citer(d.motif)}`,
  'suivi.en_cours': () => 'Le projet commence',
  'suivi.solde': () => 'solde l’aide',
  'suivi.avenant_demande': d => `demande un avenant${citer(d.motif)}`,
  'suivi.avenant_retire': () => 'retire sa demande d’avenant',
  'suivi.avenant_instruit': () => 'donne un avis sur la demande d’avenant',
  'suivi.avenant_decide': d => `${d.sens === 'accorde' ? 'accorde' : 'refuse'} l’avenant${citer(d.reponse)}`,
  'bilan.accepte': d => `accepte un bilan${citer(d.remarque)}`,
  'bilan.renvoye': d => `renvoie un bilan au porteur${citer(d.remarque)}`,
  'suivi.ouvert': () => 'commence le suivi du projet',
  'bilan.rappel': d => `rappelle à la structure le bilan attendu le ${formatDateCivile(texte(d.echeance))}`,
  'bilan.depose': d =>
    `dépose le bilan arrêté au ${formatDateCivile(texte(d.fin))}${Number(d.rang) > 1 ? ' à nouveau' : ''}${d.enRetard ? ', en retard' : ''}${d.final ? '\u00a0: le projet est terminé' : ''}`,
  'suivi.abandonne': d => `clôt le suivi du projet${citer(d.motif)}`,
  'instruction.renvoye': d => `renvoie le dossier en instruction${citer(d.raison)}`,
  'dossier.enregistre': null,
  'piece.joindre': null,
  'piece.retirer': null,
  'piece.infectee': null,
} satisfies Record<string, ((d: Donnees) => string) | null>
export type ActeDUnDossier = keyof typeof ACTES_D_UN_DOSSIER
/** Acts that the history keeps silent. */
export const ACTES_TUS = Object.entries(ACTES_D_UN_DOSSIER).flatMap(([nom, phrase]) => (phrase ? [] : [nom]))

/** What else the history of a dossier tells: the relevé of its call. What the history keeps silent, the journal says in two words. */
const PHRASES: Readonly<Record<string, ((d: Donnees) => string) | null | undefined>> = {
  ...ACTES_AUTRES,
  ...ACTES_D_UN_DOSSIER,
  'appel.releve': d => `relève les dossiers déposés, celui-ci parmi les ${d.deposes}`,
}
/** What an act did, after the name of who did it and a colon. */
export const phraseDe = ({ action, donnees }: { action: string; donnees: Donnees }): string =>
  PHRASES[action]?.(donnees) ?? `fait un acte enregistré sous «\u00a0${action}\u00a0»`

const TUS: Readonly<Record<string, string>> = {
  'dossier.enregistre': 'enregistre le brouillon',
  'piece.joindre': 'joint une pièce',
  'piece.retirer': 'retire une pièce',
  'piece.infectee': 'envoie une pièce infectée, refusée',
}
/** The same in the journal of the whole guichet, where no act is kept silent and none is a dossier's own. */
export function phraseAuJournal({ action, donnees }: { action: string; donnees: Donnees }): string {
  if (action.startsWith('demonstration.')) return 'avance la démonstration'
  const autre = (ACTES_AUTRES as Readonly<Record<string, (d: Donnees) => string>>)[action]
  return TUS[action] ?? autre?.(donnees) ?? phraseDe({ action, donnees })
}

/** Every act that the journal may hold: one that is not named here does not compile. */
export type ActeDuJournal = ActeDUnDossier | keyof typeof ACTES_AUTRES | `demonstration.${string}`
