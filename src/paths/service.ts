import { chemin } from './chemin.ts'

/** Before the anchor, beside what the address says already; an address that says a list keeps its own. */
function avecListe(adresse: string, liste: string | undefined) {
  const [avant = '', ...ancre] = adresse.split('#')
  if (!liste || /[?&]liste=/.test(avant)) return adresse
  return [`${avant}${avant.includes('?') ? '&' : '?'}${new URLSearchParams({ liste })}`, ...ancre].join('#')
}

/** What the agents of the guichet see and do. */
export const SERVICE = {
  instruction: {
    /** The first page of the service: what waits for whoever reads. */
    journee: '/ma-journee',
    agenda: '/ma-journee/agenda',
    arretAgenda: '/ma-journee/agenda/arret',
    boite: '/instruction',
    /** Leads to the view of the list that somebody opens on; how they work in it is sent there. */
    file: '/instruction/file',
    dossier: chemin('/instruction/dossiers/:id'),
    /** The same address with the filtered list that the reader walks through. */
    avecListe,
    echanges: chemin('/instruction/dossiers/:id/echanges'),
    pieceEchangee: chemin('/instruction/dossiers/:id/echanges/pieces/:piece'),
    avis: chemin('/instruction/dossiers/:id/avis'),
    /** Those that the call asks for: one, or all. */
    avisDus: chemin('/instruction/dossiers/:id/avis/demandes'),
    retraitAvis: chemin('/instruction/dossiers/:id/avis/:avis/retrait'),
    relanceAvis: chemin('/instruction/dossiers/:id/avis/:avis/relance'),
    suiteAvis: chemin('/instruction/dossiers/:id/avis/:avis/suite'),
    attestationAvis: chemin('/instruction/dossiers/:id/avis/:avis/attestation.pdf'),
    complements: chemin('/instruction/dossiers/:id/complements'),
    retraitComplement: chemin('/instruction/dossiers/:id/complements/:complement/retrait'),
    prolongationComplement: chemin('/instruction/dossiers/:id/complements/:complement/prolongation'),
    clotureComplement: chemin('/instruction/dossiers/:id/complements/:complement/cloture'),
    historique: chemin('/instruction/dossiers/:id/historique'),
    versions: chemin('/instruction/dossiers/:id/versions'),
    piece: chemin('/instruction/dossiers/:id/pieces/:piece'),
    lecture: chemin('/instruction/dossiers/:id/pieces/:piece/lecture'),
    accuse: chemin('/instruction/dossiers/:id/accuse.pdf'),
    priseEnCharge: chemin('/instruction/dossiers/:id/prise-en-charge'),
    affectation: chemin('/instruction/dossiers/:id/affectation'),
    etiquettes: chemin('/instruction/dossiers/:id/etiquettes'),
    annotations: chemin('/instruction/dossiers/:id/annotations'),
    annotation: chemin('/instruction/dossiers/:id/annotations/:annotation'),
    retraitAnnotation: chemin('/instruction/dossiers/:id/annotations/:annotation/retrait'),
    /** One dossier to instruct: its rules, the evidence beside the verdict, the request that follows from them. */
    instruire: chemin('/instruction/dossiers/:id/instruire'),
    verdict: chemin('/instruction/dossiers/:id/verdicts/:regle'),
    valeurs: chemin('/instruction/dossiers/:id/valeurs'),
    valeur: chemin('/instruction/dossiers/:id/valeurs/:code'),
    ouvertures: chemin('/instruction/dossiers/:id/ouvertures'),
    retraitOuverture: chemin('/instruction/dossiers/:id/ouvertures/:ouverture/retrait'),
    analyse: chemin('/instruction/dossiers/:id/analyse'),
    finAnalyse: chemin('/instruction/dossiers/:id/analyse/fin'),
    fiche: chemin('/instruction/dossiers/:id/fiche.pdf'),
    fiches: '/instruction/fiches.pdf',
    reouvertureAnalyse: chemin('/instruction/dossiers/:id/analyse/reouverture'),
    ordre: chemin('/instruction/dossiers/:id/ordre'),
    /** The orders of the porteurs of a call. */
    ordres: chemin('/instruction/ordres/:slug'),
    /** The answers to the intentions of a call. */
    preselection: chemin('/instruction/preselections/:slug'),
    annonce: chemin('/instruction/preselections/:slug/annonce'),
    repechage: chemin('/instruction/preselections/:slug/:id/repechage'),
    lettrePreselection: chemin('/instruction/dossiers/:id/preselection.pdf'),
    comite: chemin('/instruction/dossiers/:id/comite'),
    /** What the service decides in a call without a comité: the dossiers that are ready, and one of them. */
    decisions: chemin('/instruction/decisions/:slug'),
    decision: chemin('/instruction/dossiers/:id/decision'),
    renvoi: chemin('/instruction/dossiers/:id/comite/renvoi'),
    irrecevabilite: chemin('/instruction/dossiers/:id/irrecevabilite'),
    annulationIrrecevabilite: chemin('/instruction/dossiers/:id/irrecevabilite/annulation'),
    lettre: chemin('/instruction/dossiers/:id/irrecevabilite/lettre.pdf'),
    actes: '/instruction/actes',
    preparationActe: '/instruction/actes/preparation',
    acte: chemin('/instruction/actes/:acte'),
    repriseActe: chemin('/instruction/actes/:acte/reprise'),
    masquageActe: chemin('/instruction/actes/:acte/masquage'),
    compteRenduActe: chemin('/instruction/actes/:acte/compte-rendu.csv'),
    /** What takes back what a bulk act did. */
    retourActe: chemin('/instruction/actes/:acte/retour'),
    /** The sentences that the service keeps for the rules of a call, and those of one rule. */
    phrases: chemin('/instruction/phrases/:slug'),
    phrase: chemin('/instruction/phrases/:slug/:regle'),
    /** Whether letters of the keyboard act, for whoever asks. */
    touches: '/instruction/touches',
    bord: '/instruction/tableau-de-bord',
    figures: chemin('/instruction/tableau-de-bord/:fichier'),
    figure: (code: string) => `/instruction/tableau-de-bord/${code}.csv`,
    /** A call beside another, who never applies, and one page for the prefect. */
    comparaison: '/instruction/comparaison',
    absentes: '/instruction/comparaison/absentes.csv',
    notePrefet: '/instruction/comparaison/note',
    vues: '/instruction/vues',
    vue: chemin('/instruction/vues/:vue'),
    retraitVue: chemin('/instruction/vues/:vue/retrait'),
    colonnes: '/instruction/colonnes',
    interims: '/instruction/interims',
    finInterim: chemin('/instruction/interims/:interim/fin'),
    appartenances: '/instruction/appartenances',
    confirmation: chemin('/instruction/appartenances/:appartenance/confirmation'),
    structures: '/instruction/appartenances/structures',
    structure: chemin('/instruction/appartenances/structures/:id'),
    separation: chemin('/instruction/appartenances/structures/:id/separation'),
  },
  /** What becomes of the aids, for the service. */
  suivi: {
    portefeuille: '/suivi',
    rapport: '/suivi/rapport.pdf',
    fichier: chemin('/suivi/feuilles/:fichier'),
    feuille: (feuille: string, format: string) => `/suivi/feuilles/${feuille}.${format}`,
    entreprises: '/suivi/entreprises',
    dossier: chemin('/suivi/dossiers/:id'),
    lecture: chemin('/suivi/bilans/:bilan'),
    acceptation: chemin('/suivi/bilans/:bilan/acceptation'),
    renvoi: chemin('/suivi/bilans/:bilan/renvoi'),
    pieceLue: chemin('/suivi/bilans/:bilan/pieces/:piece'),
    /** Signed acts that come back through the scanner. */
    scans: '/suivi/scans',
    scan: chemin('/suivi/scans/:scan'),
    pageScan: chemin('/suivi/scans/:scan/pages/:rang'),
    placementsScan: chemin('/suivi/scans/:scan/placements'),
    confirmationScan: chemin('/suivi/scans/:scan/confirmation'),
    suppressionScan: chemin('/suivi/scans/:scan/suppression'),
  },
  /** One lauréat, for the service: its act, its payments, its amendments. */
  suiviDossier: {
    acte: chemin('/suivi/dossiers/:id/acte'),
    apercuActe: chemin('/suivi/dossiers/:id/acte/apercu.pdf'),
    actePdf: chemin('/suivi/dossiers/:id/actes/:acte/acte.pdf'),
    acteSigne: chemin('/suivi/dossiers/:id/actes/:acte/acte-signe.pdf'),
    signature: chemin('/suivi/dossiers/:id/actes/:acte/signature'),
    retraitActe: chemin('/suivi/dossiers/:id/actes/:acte/retrait'),
    versements: chemin('/suivi/dossiers/:id/versements/nouveau/:nature'),
    paiement: chemin('/suivi/dossiers/:id/versements/:versement/paiement'),
    annulation: chemin('/suivi/dossiers/:id/versements/:versement/annulation'),
    avenant: chemin('/suivi/dossiers/:id/avenants/:avenant'),
    avisAvenant: chemin('/suivi/dossiers/:id/avenants/:avenant/avis'),
    decisionAvenant: chemin('/suivi/dossiers/:id/avenants/:avenant/decision'),
  },
  /** What a signatory finds: their offices, the delegations that they gave or received, what bears their name. */
  signatures: {
    /** What waits for their signature, one document read (`?acte=`), and what they do with it. */
    aSigner: '/a-signer',
    /** One of them open beside the list; on a phone, below it. */
    lire: (presentation: string) => `/a-signer?${new URLSearchParams({ acte: presentation })}#document`,
    signature: '/a-signer/signature',
    annulation: '/a-signer/annulation',
    lecture: chemin('/a-signer/:presentation/lecture'),
    refus: chemin('/a-signer/:presentation/refus'),
    accueil: '/signatures',
    arrete: chemin('/signatures/:delegation/arrete'),
  },
} as const
