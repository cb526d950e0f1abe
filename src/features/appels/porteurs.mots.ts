import type { Appel, TypeStructure } from '../cahier/index.ts'

const SEULS: Partial<Record<TypeStructure, string>> = { association: 'association', entreprise: 'entreprise' }
/** Who is neither of a collectivité nor of one kind alone is a « structure ». */
const HORS_COLLECTIVITES: ReadonlySet<TypeStructure> = new Set(['association', 'entreprise', 'etat', 'autre'])
const CHERCHEES: Record<TypeStructure, string> = {
  commune: 'commune',
  epci: 'intercommunalité',
  collectivite_corse: 'collectivité',
  departement: 'département',
  region: 'région',
  syndicat: 'syndicat',
  pole_territorial: 'pôle territorial',
  groupement: 'groupement',
  etablissement_public: 'établissement',
  personne_morale_financee: 'structure',
  association: 'association',
  entreprise: 'entreprise',
  etat: 'service',
  autre: 'structure',
}
/** Names said, at most: beyond, the field says itself what it takes. */
const CHERCHEES_MAX = 3

type Porteurs = Pick<Appel, 'porteurs'>
const types = (appels: readonly Porteurs[]) => [...new Set(appels.flatMap(a => a.porteurs.types.map(t => t.type)))]
/** Whether a collectivité may file in one of these calls. */
const aDesCollectivites = (appels: readonly Porteurs[]) => types(appels).some(t => !HORS_COLLECTIVITES.has(t))

/** What whoever may file in these calls calls what they work for: « collectivité », « association », « entreprise », else « structure ». */
function nomCommun(appels: readonly Porteurs[]): string {
  const [un, ...autres] = types(appels)
  if (un && autres.length === 0 && SEULS[un]) return SEULS[un]
  return un && ![un, ...autres].some(t => HORS_COLLECTIVITES.has(t)) ? 'collectivité' : 'structure'
}

/** « votre commune, votre intercommunalité ou votre collectivité », from the types that a call admits. */
function aChercher(appel: Porteurs): string {
  const mots = [...new Set(types([appel]).map(t => CHERCHEES[t]))].slice(0, CHERCHEES_MAX).map(m => `votre ${m}`)
  return mots.length < 2 ? (mots[0] ?? 'votre structure') : `${mots.slice(0, -1).join(', ')} ou ${mots.at(-1)}`
}

/** The time of the simulators of these calls, when they say the same: « 3 minutes ». */
function dureeDuTest(appels: readonly Pick<Appel, 'simulateur'>[]): string {
  const [une, ...autres] = new Set(appels.map(a => a.simulateur.duree.replace(/, sans compte$/, '')))
  return une !== undefined && autres.length === 0 ? une : 'Quelques minutes'
}

/** The words of those who may file, made from the types that calls admit. Pure. */
export const motsDesPorteurs = { nomCommun, aChercher, aDesCollectivites, dureeDuTest }
