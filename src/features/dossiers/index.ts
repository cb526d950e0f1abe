/**
 * Dossiers: a structure's answer to a call, from the empty draft to the filing and its receipt. Owns `dossier`, what it holds
 * (`piece`, `televersement`, `partenaire`, `validation`, `presence`), what was filed (`depot`, `verdict`, and its rows as typed tables), its dates
 * (`derogation`, `rappel`) and what porteur and service write to each other (`message`, `message_piece`, `message_lu`).
 * Invariant: a dossier is filed once, in time, with nothing that blocks; what was filed never changes, and its SHA-256 proves it.
 */

export { attentesDe } from './complements/attentes.queries.ts'
export { destinatairesDuProjet } from './complements/destinataires.ts'
export { decisionRendue, noterDelai } from './complements/noter-delai.ts'
export { rendreAuDepot } from './complements/rendre-au-depot.ts'
export { envoyerComplements } from './complements/repondre.ts'
export { comparerReponse, type ReponseComparee } from './complements/reponse.ts'
export { parEtape, type TitrePoint, titreDuPoint } from './complements/titres.ts'
export { clotureDeLAppel } from './delais.ts'
export { type Attente, type DelaiLegal, type DelaisLegaux, delaisLegaux } from './delais-legaux.ts'
export { abandonnerDossier } from './depot/abandonner.ts'
export { enTeteDe } from './depot/accuse.ts'
export { servirAccuse } from './depot/accuse-servir.ts'
export { canonique, empreinteDe } from './depot/canonique.ts'
export { deposerDossier } from './depot/deposer.ts'
export type { ContenuDepose } from './depot/depot.contenu.ts'
export { refermerPourInstruire } from './depot/refermer.ts'
export { retirerDossier } from './depot/retirer.ts'
export { rouvrirDossier } from './depot/rouvrir.ts'
export { accorderDerogation, type RefusDerogation } from './derogations/accorder.ts'
export {
  ACCORDEES_MAX,
  chercherADeroger,
  type DerogationAccordee,
  type DossierTrouve,
  derogationsAccordees,
  TROUVES_MAX,
} from './derogations/derogations.queries.ts'
export {
  type Depot,
  type Dossier,
  dossierDuGuichet,
  dossierEtDepot,
  trouverDossier,
  verdictsDuDepot,
} from './dossiers.queries.ts'
export { type Acte, type Etat, peut, type Relation, relation } from './dossiers.rules.ts'
export { dossiersAttaches, structuresSansMembre } from './espace/attaches.queries.ts'
export { creerDossier } from './espace/creer.ts'
export { delaiDe, EN_RETARD, SANS_TITRE, type TacheAttendue } from './espace/taches.ts'
export { type ConflitVu, differences } from './etapes/conflits.ts'
export { ConflitChamp } from './etapes/conflits.view.tsx'
export { enregistrerEtape } from './etapes/enregistrer.ts'
export type { Geste } from './etapes/lignes.ts'
export { etapeDuSuivi } from './etapes-suivi.queries.ts'
export { ETAPES_SUIVI, type EtapeSuivi, MOTS_ETAPE, motRetenu } from './etapes-suivi.ts'
export { lireAExporter } from './exports/a-exporter.ts'
export { type PieceArchivee, placesDes } from './exports/archive.ts'
export { donneesDossier } from './exports/dossier-pdf.ts'
export { type IrrecevabiliteLue, irrecevabiliteDe } from './irrecevabilite/irrecevabilite.queries.ts'
export { Irrecevabilite } from './irrecevabilite/irrecevabilite.view.tsx'
export { donneesLettre, servirLettre } from './irrecevabilite/lettre.ts'
export { type Lecture, lireRegles } from './lecture.ts'
export type { MessageDuProjet } from './messages/ecrire-au-service.ts'
export { ecrireAuService } from './messages/ecrire-au-service.ts'
export { type LecteurDuFil, lireFil, marquerLu, nonLus, nonLusParDossier } from './messages/fil.queries.ts'
export { Ecrire, type ErreursMessage, Fil, type FilVue } from './messages/fil.view.tsx'
export { adressesDuProjet, inscrireMessage, prevenirProjet } from './messages/inscrire.ts'
export { nonLusDeLaSession } from './messages/mes-echanges.queries.ts'
export { MESSAGE_MAX, motNonLus, phraseTexteMessage, type RefusTexteMessage, refusTexteMessage } from './messages/message.rules.ts'
export { pieceDuFil } from './messages/pieces-du-message.queries.ts'
export { recevoirMessage } from './messages/recevoir-message.ts'
export { faitsStructure } from './mots.ts'
export { type Lettre, type LettreLue, lettreNotifiee, type SensNotifie, TACHE_ENVOIS } from './notification/lettre.queries.ts'
export { ouvrirLettre } from './notification/ouvrir-lettre.ts'
export { associerPartenaire } from './partenaires/associer.ts'
export { compareesMotAMot } from './partenaires/differences.ts'
export { Differences } from './partenaires/differences.view.tsx'
export { partenairesVus } from './partenaires/partenaires.vue.ts'
export { partenairesRelus } from './partenaires/relus.view.tsx'
export { type PartenaireDepose, type ValidationDeposee, validationsDeposees } from './partenaires/validations-deposees.ts'
export { empreinteAValider } from './partenaires/valide.ts'
export { validerProjet } from './partenaires/valider.ts'
export { idsDeMesStructures } from './perimetre.queries.ts'
export { fluxRequete } from './pieces/flux-requete.ts'
export { joindrePiece } from './pieces/joindre-piece.ts'
export { noterInfection } from './pieces/noter-infection.ts'
export { type PieceJointe, pieceDuDossier, piecesLues, piecesParId } from './pieces/pieces.queries.ts'
export { servirPiece } from './pieces/pieces-servir.ts'
export { purgerOrphelins, purgerTeleversements } from './pieces/purger.ts'
export { baseDeposee } from './plan/base-deposee.ts'
export { type LotDepose, lotsDeposes } from './plan/lots-deposes.ts'
export { ASSIETTES, payee } from './plan/mots.ts'
export { planDe } from './plan/plan-du-contenu.ts'
export { reglageDe } from './plan/reglage.ts'
export { envoyerRappels } from './rappels/envoyer-rappels.ts'
export { rappelDu } from './rappels/rappels.rules.ts'
export { DossierRelu, type RelectureProps } from './relecture.view.tsx'
export { motValeur } from './valeur-lue.view.tsx'
export { comparerDepots, type DepotsCompares, differencesDes, lireDepots } from './versions/comparer.ts'
export { type VersionDeposee, versionsDeposees } from './versions/versions.queries.ts'
