/** Every URL of the product, and nowhere else. Nouns are French and plural; an act is a POST on the noun that it makes. */
const dossier = (id: string) => `/dossiers/${id}`
const appel = (slug: string) => `/appels/${slug}`
const adminAppel = (slug: string) => `/administration/appels/${slug}`

export const paths = {
  accueil: '/',
  planDuSite: '/plan-du-site',
  mentionsLegales: '/mentions-legales',
  accessibilite: '/accessibilite',
  donneesPersonnelles: '/donnees-personnelles',
  sante: '/sante',
  robots: '/robots.txt',
  favicon: '/favicon.ico',
  aide: '/aide',

  appels: {
    liste: '/appels',
    voir: appel,
    clause: (slug: string, clause: string) => `${appel(slug)}#${ancreClause(clause)}`,
    calendrier: (slug: string) => `${appel(slug)}/calendrier.ics`,
    donnees: (slug: string) => `${appel(slug)}/appel.yml`,
    cahierDesCharges: (slug: string) => `${appel(slug)}/cahier-des-charges.pdf`,
    deliberation: (slug: string) => `${appel(slug)}/modele-de-deliberation`,
    questions: (slug: string, formulaire: string) => `${appel(slug)}/questions/${formulaire}`,
  },
  eligibilite: {
    choisir: '/eligibilite',
    tester: (slug: string) => `${appel(slug)}/eligibilite`,
    resultat: (slug: string) => `${appel(slug)}/eligibilite/resultat`,
  },

  connexion: '/connexion',
  connexionLien: '/connexion/lien',
  connexionLienRecu: (jeton: string) => `/connexion/lien/${jeton}`,
  connexionCode: '/connexion/code',
  connexionProConnect: '/connexion/proconnect',
  inscription: '/inscription',
  deconnexion: '/deconnexion',
  compte: {
    voir: '/compte',
    nom: '/compte/nom',
    motDePasse: '/compte/mot-de-passe',
    sessions: '/compte/sessions',
    session: (id: string) => `/compte/sessions/${id}/fermeture`,
    secondFacteur: '/compte/second-facteur',
    secondFacteurCode: '/compte/second-facteur/code',
    secondFacteurRetrait: '/compte/second-facteur/retrait',
    codesSecours: '/compte/second-facteur/codes-secours',
    clesAcces: '/compte/cles-acces',
    cleAcces: (id: string) => `/compte/cles-acces/${id}/retrait`,
  },

  structures: {
    recherche: '/structures',
    rejoindre: '/mon-espace/structures',
    voir: (id: string) => `/mon-espace/structures/${id}`,
    invitations: (id: string) => `/mon-espace/structures/${id}/invitations`,
    acceptation: (id: string, appartenance: string) => `/mon-espace/structures/${id}/membres/${appartenance}/acceptation`,
    retrait: (id: string, appartenance: string) => `/mon-espace/structures/${id}/membres/${appartenance}/retrait`,
  },

  espace: '/mon-espace',
  messages: { liste: '/mon-espace/messages', voir: (id: string) => `/mon-espace/messages/${id}` },
  dossiers: {
    nouveau: (slug: string) => `${appel(slug)}/dossiers`,
    voir: dossier,
    etape: (id: string, etape: string) => `${dossier(id)}/etapes/${etape}`,
    guide: (id: string, etape: string) => `${dossier(id)}/etapes/${etape}/guide`,
    depot: (id: string) => `${dossier(id)}/depot`,
    pieces: (id: string, code: string) => `${dossier(id)}/pieces/${code}`,
    piece: (id: string, code: string, piece: string) => `${dossier(id)}/pieces/${code}/${piece}`,
    retraitPiece: (id: string, code: string, piece: string) => `${dossier(id)}/pieces/${code}/${piece}/retrait`,
    televersements: (id: string, code: string) => `${dossier(id)}/pieces/${code}/televersements`,
    televersement: (id: string, code: string, envoi: string) => `${dossier(id)}/pieces/${code}/televersements/${envoi}`,
    octets: (id: string, code: string, envoi: string) => `${dossier(id)}/pieces/${code}/televersements/${envoi}/octets`,
    annulation: (id: string, code: string, envoi: string) => `${dossier(id)}/pieces/${code}/televersements/${envoi}/annulation`,
    mesTeleversements: (id: string) => `${dossier(id)}/televersements`,
    accuse: (id: string) => `${dossier(id)}/accuse.pdf`,
    abandon: (id: string) => `${dossier(id)}/abandon`,
    donnees: (id: string) => `${dossier(id)}/dossier.json`,
    production: (id: string, code: string) => `${dossier(id)}/pieces/${code}/production`,
    partenaires: (id: string) => `${dossier(id)}/partenaires`,
    partenaire: (id: string, partenaire: string) => `${dossier(id)}/partenaires/${partenaire}`,
    retraitPartenaire: (id: string, partenaire: string) => `${dossier(id)}/partenaires/${partenaire}/retrait`,
    relance: (id: string, partenaire: string) => `${dossier(id)}/partenaires/${partenaire}/relance`,
    validation: (id: string) => `${dossier(id)}/validation`,
    partenariat: (partenaire: string) => `/partenariats/${partenaire}`,
    importPlan: (id: string) => `${dossier(id)}/plan/import`,
    modelePlan: (id: string) => `${dossier(id)}/plan/modele.xlsx`,
    budgetPdf: (id: string) => `${dossier(id)}/budget.pdf`,
    budgetXlsx: (id: string) => `${dossier(id)}/budget.xlsx`,
    presence: (id: string) => `${dossier(id)}/presence`,
    reouverture: (id: string) => `${dossier(id)}/reouverture`,
    finReouverture: (id: string) => `${dossier(id)}/reouverture/fin`,
    retrait: (id: string) => `${dossier(id)}/retrait`,
    copie: (id: string) => `${dossier(id)}/copie`,
    pdf: (id: string) => `${dossier(id)}/dossier.pdf`,
    zip: (id: string) => `${dossier(id)}/dossier.zip`,
  },
  verifier: '/verifier',

  instruction: {
    boite: '/instruction',
    dossier: (id: string) => `/instruction/dossiers/${id}`,
    piece: (id: string, piece: string) => `/instruction/dossiers/${id}/pieces/${piece}`,
    accuse: (id: string) => `/instruction/dossiers/${id}/accuse.pdf`,
    appartenances: '/instruction/appartenances',
    confirmation: (appartenance: string) => `/instruction/appartenances/${appartenance}/confirmation`,
  },

  administration: {
    appels: '/administration/appels',
    appel: adminAppel,
    versions: (slug: string) => `${adminAppel(slug)}/versions`,
    apercu: (slug: string, numero: number | string) => `${adminAppel(slug)}/versions/${numero}`,
    publication: (slug: string, numero: number | string) => `${adminAppel(slug)}/versions/${numero}/publication`,
    derogations: '/administration/derogations',
    derogation: (dossier: string) => `/administration/derogations/${dossier}`,
  },

  demo: {
    accueil: '/demo',
    session: '/demo/session',
    horloge: '/demo/horloge',
    courriels: '/demo/courriels',
    courriel: (id: string) => `/demo/courriels/${id}`,
  },
  dev: { composants: '/dev/composants' },
} as const

/** « C5.5 b » → « c5-5-b »: the id of the sentence of the call's page that states this clause. */
export function ancreClause(clause: string) {
  return clause
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
