/** What a formula's name is worth: an amount in cents, a fraction, a number, a day, a code among options. */
export type Genre = 'montant' | 'taux' | 'nombre' | 'date' | 'oui_non' | 'texte'
/** Under which title a name is offered. */
export type Sorte = keyof typeof SORTES
export const SORTES = {
  reponse: 'Réponses du formulaire',
  plan: 'Plan de financement',
  depense: 'Dépenses',
  porteur: 'Structure',
  projet: 'Projet',
  jour: 'Dates',
  ligne: 'Lignes du tableau',
  tableau: 'Totaux des tableaux',
  chiffre: 'Chiffres de l’appel',
  calcul: 'Calculs de l’appel',
  piece: 'Pièces',
  autres: 'Autres dossiers de la structure',
} as const

/** `dit`: with its article, as it begins a sentence. A yes or no has two sentences instead. */
export type Fait = { genre: Genre; dit: string; sorte: Sorte; oui?: string; non?: string }

const fait = (genre: Genre, sorte: Sorte, dit: string): Fait => ({ genre, dit, sorte })
const phrases = (sorte: Sorte, oui: string, non: string): Fait => ({ genre: 'oui_non', dit: oui, sorte, oui, non })

/** The facts that every call may name, as people say them; what depends on the call is in `offres.ts`. */
export const FAITS: Readonly<Record<string, Fait>> = {
  'coût global': fait('montant', 'plan', 'le coût global'),
  'aide demandée': fait('montant', 'plan', 'l’aide demandée'),
  'part du porteur': fait('montant', 'plan', 'la part de la structure'),
  'autres financements': fait('montant', 'plan', 'les autres financements'),
  'aides publiques du plan': fait('montant', 'plan', 'les aides publiques'),
  'financements publics': fait('montant', 'plan', 'les financements publics'),
  'aide envisagée': fait('montant', 'plan', 'l’aide envisagée dans l’intention'),
  'aide proposée': fait('montant', 'plan', 'l’aide proposée'),
  lots: fait('nombre', 'plan', 'le nombre de lots'),
  'lots aidés': fait('nombre', 'plan', 'le nombre de lots aidés'),
  dépenses: fait('montant', 'depense', 'les dépenses'),
  'dépenses aidées': fait('montant', 'depense', 'les dépenses aidées'),
  'base éligible': fait('montant', 'depense', 'la base éligible'),
  'dépenses hors base': fait('montant', 'depense', 'les dépenses hors de la base'),
  'dépenses marginales': fait('montant', 'depense', 'les dépenses marginales'),
  'dépenses exclues': fait('montant', 'depense', 'les dépenses exclues'),
  population: fait('nombre', 'porteur', 'la population de la structure'),
  'salariés au moins': fait('nombre', 'porteur', 'le nombre de salariés de la structure, au moins'),
  'salariés au plus': fait('nombre', 'porteur', 'le nombre de salariés de la structure, au plus'),
  'revenu annuel': fait('montant', 'porteur', 'le chiffre d’affaires de la structure'),
  EPCI: fait('texte', 'porteur', 'l’EPCI de la structure'),
  partenaires: fait('nombre', 'porteur', 'le nombre de structures associées'),
  'partenaires validés': fait('nombre', 'porteur', 'le nombre de structures associées qui ont validé'),
  'type de structure': fait('texte', 'porteur', 'la structure'),
  département: fait('texte', 'porteur', 'le département de la structure'),
  'commune du porteur': fait('texte', 'porteur', 'la commune de la structure'),
  'dans le territoire': phrases('porteur', 'La structure est dans le territoire', 'La structure n’est pas dans le territoire'),
  'porteur autorisé': phrases('porteur', 'La structure est d’un type prévu', 'La structure n’est d’aucun type prévu'),
  'population admise': phrases(
    'porteur',
    'La population de la structure est dans les limites de son type',
    'La population de la structure n’est pas dans les limites de son type',
  ),
  'contact opérationnel': phrases('porteur', 'Le contact opérationnel est nommé', 'Le contact opérationnel n’est pas nommé'),
  volet: fait('texte', 'projet', 'le volet'),
  actions: fait('nombre', 'projet', 'le nombre d’actions choisies'),
  'actions du volet': phrases('projet', 'Toutes les actions sont du volet', 'Une action n’est pas du volet'),
  'formulaire du volet': phrases('projet', 'Le formulaire est celui du volet', 'Le formulaire n’est pas celui du volet'),
  calendrier: fait('texte', 'jour', 'le calendrier de l’appel'),
  jour: fait('date', 'jour', 'le jour du dépôt'),
  ouverture: fait('date', 'jour', 'l’ouverture'),
  clôture: fait('date', 'jour', 'la clôture'),
  résultats: fait('date', 'jour', 'l’annonce des résultats'),
  pièces: fait('nombre', 'piece', 'le nombre de pièces jointes'),
  'dossiers du porteur': fait('nombre', 'autres', 'le nombre de dossiers de la structure dans cet appel'),
  'rang du dossier': fait('nombre', 'autres', 'le rang que la structure donne au dossier'),
  'aides obtenues du porteur': fait('montant', 'autres', 'les aides déjà obtenues par la structure'),
  lauréat: phrases('autres', 'La structure est déjà lauréate', 'La structure n’est pas déjà lauréate'),
  'lauréats annoncés': fait('nombre', 'autres', 'le nombre de lauréats annoncés'),
  'aides de minimis du guichet': fait('montant', 'autres', 'les aides de minimis du guichet'),
  'aides de minimis déclarées': fait('montant', 'autres', 'les aides de minimis déclarées'),
  'aides de minimis du porteur': fait('montant', 'autres', 'les aides de minimis de la structure'),
}

export const ETATS_DU_CALENDRIER = { a_venir: 'à venir', ouvert: 'ouvert', entre_deux_vagues: 'entre deux périodes', clos: 'clos' }

/** First words of the names that people give to their figures, to give them an article back. */
const FEMININS =
  /^(aide|base|date|distance|durée|échéance|fin|fraction|hauteur|limite|part|population|place|prime|puissance|somme|subvention|superficie|surface|valeur)(?![\p{L}])/iu
const MASCULINS =
  /^(barème|budget|coût|début|délai|effectif|forfait|gain|maximum|minimum|montant|nombre|pourcentage|plafond|plancher|prix|quota|ratio|reste|revenu|seuil|tarif|taux|total|volume)(?![\p{L}])/iu
const PLURIELS = /^(aides|communes|dégâts|dépenses|frais|jours|mois|parts|places|ressources|coûts|montants)(?![\p{L}])/iu

/** « coût minimal » → « le coût minimal »; a name whose gender is not known stands between its marks. */
export function avecSonArticle(nom: string): string {
  const nu = /^\p{Lu}\p{Ll}/u.test(nom) ? nom.charAt(0).toLowerCase() + nom.slice(1) : nom
  if (/^(le |la |les |l’|l')/i.test(nu)) return nu.replace(/^l'/, 'l’')
  if (PLURIELS.test(nu)) return `les ${nu}`
  if (/^[aeiouyéèêh]/i.test(nu) && (FEMININS.test(nu) || MASCULINS.test(nu))) return `l’${nu}`
  if (FEMININS.test(nu)) return `la ${nu}`
  return MASCULINS.test(nu) ? `le ${nu}` : `«\u00a0${nom}\u00a0»`
}
export const estPluriel = (dit: string) => dit.startsWith('les ')
