import { chemin } from './chemin.ts'

/** Parts of a call's page, whose names a clause may have too. */
const PARTIES = new Set(
  'calendrier choix clauses contacts contenu documents menu montant origine pied preparer projets qui reste suivi'.split(' '),
)
/** « C5.5 b » → « c5-5-b »: the id of the sentence of the call's page that states this clause. */
export function ancreClause(clause: string) {
  const ancre = clause
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return PARTIES.has(ancre) ? `clause-${ancre}` : ancre
}

export type FiltreDonnees = { appel?: string | undefined; annee?: string | undefined }
const avecFiltre = (chemin: string, filtre: Readonly<Record<string, string | undefined>>) => {
  const query = new URLSearchParams(Object.entries(filtre).filter((e): e is [string, string] => !!e[1]))
  return query.size > 0 ? `${chemin}?${query}` : chemin
}

/** What everybody may open, the pages of an account, and what an expert is sent. */
export const PUBLIC = {
  accueil: '/',
  planDuSite: '/plan-du-site',
  mentionsLegales: '/mentions-legales',
  accessibilite: '/accessibilite',
  donneesPersonnelles: '/donnees-personnelles',
  sante: '/sante',
  robots: '/robots.txt',
  favicon: '/favicon.ico',
  aide: '/aide',

  /** What a mail brings to somebody who is asked to work in the guichet. */
  invitationAgent: chemin('/invitation/:jeton'),

  appels: {
    liste: '/appels',
    voir: chemin('/appels/:slug'),
    clause: (slug: string, clause: string) => `/appels/${slug}#${ancreClause(clause)}`,
    /** All of them, with their text. */
    clauses: (slug: string) => `/appels/${slug}#clauses`,
    calendrier: chemin('/appels/:slug/calendrier.ics'),
    donnees: chemin('/appels/:slug/appel.yml'),
    cahierDesCharges: chemin('/appels/:slug/cahier-des-charges.pdf'),
    deliberation: chemin('/appels/:slug/modele-de-deliberation'),
    laureats: chemin('/appels/:slug/laureats'),
    laureatsFeuilles: {
      csv: chemin('/appels/:slug/laureats.csv'),
      xlsx: chemin('/appels/:slug/laureats.xlsx'),
      ods: chemin('/appels/:slug/laureats.ods'),
    },
    laureatsGeojson: chemin('/appels/:slug/laureats.geojson'),
    laureatsAtom: chemin('/appels/:slug/laureats.atom'),
    questions: chemin('/appels/:slug/questions/:formulaire'),
    /** Asking to be told by mail what happens to it. */
    nouvelles: chemin('/appels/:slug/nouvelles'),
  },
  /** Who receives an aid, over all calls: a list and a map. */
  projetsAides: (filtre: { appel?: string; q?: string } = {}) => avecFiltre('/projets-aides', filtre),
  /** A project that is aided, at an address short enough to be read aloud. */
  projet: {
    voir: chemin('/p/:numero'),
    commandes: chemin('/p/:numero/commandes.csv'),
    image: chemin('/p/:numero/image.png'),
  },
  /** Where the money goes, over all calls and years. */
  argent: {
    accueil: '/suivre-l-argent',
    flux: '/suivre-l-argent/flux.csv',
    commune: chemin('/suivre-l-argent/communes/:insee'),
    communeCsv: chemin('/suivre-l-argent/communes/:insee/projets.csv'),
    porteur: chemin('/suivre-l-argent/porteurs/:siren'),
    porteurCsv: chemin('/suivre-l-argent/porteurs/:siren/projets.csv'),
    entreprise: chemin('/suivre-l-argent/entreprises/:siren'),
    entrepriseCsv: chemin('/suivre-l-argent/entreprises/:siren/commandes.csv'),
  },
  /** Open data: these addresses are promised to whoever reuses them. */
  donneesOuvertes: {
    accueil: '/donnees',
    subventions: (filtre: FiltreDonnees = {}) => avecFiltre('/donnees/subventions.csv', filtre),
    giving: (filtre: FiltreDonnees = {}) => avecFiltre('/donnees/360giving.json', filtre),
    laureats: (filtre: FiltreDonnees = {}) => avecFiltre('/donnees/laureats.geojson', filtre),
    appels: (filtre: FiltreDonnees = {}) => avecFiltre('/donnees/appels.json', filtre),
    catalogue: (filtre: FiltreDonnees = {}) => avecFiltre('/donnees/catalogue.jsonld', filtre),
    commandes: (filtre: FiltreDonnees = {}) => avecFiltre('/donnees/commandes.csv', filtre),
    projetsPasses: chemin('/donnees/projets/:slug'),
    projetsPassesCsv: chemin('/donnees/projets/:slug/liste.csv'),
  },
  eligibilite: {
    choisir: '/eligibilite',
    tester: chemin('/appels/:slug/eligibilite'),
    question: chemin('/appels/:slug/eligibilite/questions/:question'),
    resultat: chemin('/appels/:slug/eligibilite/resultat'),
    pdf: chemin('/appels/:slug/eligibilite/resultat.pdf'),
  },
  /** One line from the address of whoever comes to the first step of their draft. */
  couloir: {
    voir: chemin('/commencer/:slug'),
    adresse: chemin('/commencer/:slug/adresse'),
    code: chemin('/commencer/:slug/code'),
    structure: chemin('/commencer/:slug/structure'),
    brouillon: chemin('/commencer/:slug/brouillon'),
  },
  verifier: '/verifier',
  /** The day's heads of the journal, to be kept elsewhere: these addresses are promised to whoever reads them. */
  journal: { ancrages: '/journal/ancrages.json', flux: '/journal/ancrages.atom' },
  /** The page of an expert asked for an opinion, without an account: the token opens it. */
  avis: {
    voir: chemin('/avis/:jeton'),
    piece: chemin('/avis/:jeton/pieces/:piece'),
  },
  /** What a diary reads at the secret address of somebody of the service. */
  agenda: { suivre: chemin('/agenda/:jeton') },

  /** What the link of a mail about a call opens, without an account: the token is all. Its end is also the mailbox's one click. */
  nouvelles: {
    voir: chemin('/nouvelles/:jeton'),
    confirmation: chemin('/nouvelles/:jeton/confirmation'),
    fin: chemin('/nouvelles/:jeton/fin'),
  },

  connexion: '/connexion',
  connexionLien: '/connexion/lien',
  connexionLienRecu: chemin('/connexion/lien/:lien'),
  connexionCodeRecu: '/connexion/code-recu',
  connexionCode: '/connexion/code',
  connexionProConnect: '/connexion/proconnect',
  inscription: '/inscription',
  deconnexion: '/deconnexion',
  deconnexionProConnect: '/deconnexion/proconnect',
  compte: {
    voir: '/compte',
    /** What the person did and when they came in, and when the service read their dossiers. */
    acces: '/compte/acces',
    nom: '/compte/nom',
    motDePasse: '/compte/mot-de-passe',
    sessions: '/compte/sessions',
    prolongation: '/compte/prolongation',
    session: chemin('/compte/sessions/:id/fermeture'),
    confirmation: '/compte/confirmation',
    secondFacteur: '/compte/second-facteur',
    secondFacteurCode: '/compte/second-facteur/code',
    secondFacteurRetrait: '/compte/second-facteur/retrait',
    codesSecours: '/compte/second-facteur/codes-secours',
    cleAcces: chemin('/compte/cles-acces/:id/retrait'),
  },
  /** Rights over one's data: what is kept, taken away, erased. */
  conservation: {
    mesDonnees: '/compte/donnees',
    export: '/compte/donnees/export',
    suppression: '/compte/suppression',
    supprime: '/compte-supprime',
    archive: chemin('/administration/appels/:slug/archive'),
    archiveZip: chemin('/administration/appels/:slug/archive/archive.zip'),
  },

  demo: {
    accueil: '/demo',
    session: '/demo/session',
    horloge: '/demo/horloge',
    preparation: '/demo/preparation',
    courriels: '/demo/courriels',
    courriel: chemin('/demo/courriels/:id'),
  },
  dev: { composants: '/dev/composants' },
} as const
