import type { Acteur } from '../../contexte.ts'

/** `rouvert`: filed, and being changed before the closing; what was filed stands until it is filed again. */
export const ETATS = [
  'brouillon',
  'depose',
  'rouvert',
  'en_instruction',
  'irrecevable',
  'au_comite',
  'delibere',
  'retenu',
  'liste_complementaire',
  'non_retenu',
  'sans_suite',
  'renonce',
  'abandonne',
  'retire',
] as const
export type Etat = (typeof ETATS)[number]
/** Whether something was filed, which stands whatever came after. */
export const aEteDepose = (etat: Etat) => etat !== 'brouillon' && etat !== 'abandonne'
export const ACTES = [
  'lire',
  'remplir',
  'joindre',
  'retirer_piece',
  'associer',
  'valider',
  'decliner',
  'deposer',
  'abandonner',
  'retirer',
  'renoncer',
  'rouvrir',
  'refermer',
  'deroger',
  'ecrire',
  'repondre_complement',
  'envoyer_complement',
  'lire_accuse',
  'exporter',
  'dupliquer',
] as const
export type Acte = (typeof ACTES)[number]
/**
 * Who asks, for one dossier: its structure's member, a partner's member, somebody of another structure, an agent (in their perimeter), the
 * administrator, or nobody known.
 */
export const RELATIONS = ['membre', 'partenaire', 'autre_structure', 'agent', 'administrateur', 'personne'] as const
export type Relation = (typeof RELATIONS)[number]

const PORTEUR = ['membre'] as const
const PROJET = ['membre', 'partenaire'] as const
const SERVICE = ['membre', 'partenaire', 'agent', 'administrateur'] as const
/** The same people in each state that follows the relevé. */
const instruits = <R extends readonly Relation[]>(qui: R) => ({
  en_instruction: qui,
  irrecevable: qui,
  au_comite: qui,
  delibere: qui,
  retenu: qui,
  liste_complementaire: qui,
  non_retenu: qui,
  sans_suite: qui,
  renonce: qui,
})
/**
 * The decree: for each act and state, who may. A draft belongs to the structures of its project; once filed nobody changes it, unless its
 * porteur opens it again. A partner fills in only the étapes that the porteur opened to it: see `peutRemplir`.
 */
const DECRET: Record<Acte, Partial<Record<Etat, readonly Relation[]>>> = {
  lire: { brouillon: PROJET, depose: SERVICE, rouvert: SERVICE, ...instruits(SERVICE), abandonne: PROJET, retire: SERVICE },
  remplir: { brouillon: PROJET, rouvert: PROJET },
  joindre: { brouillon: PROJET, rouvert: PROJET },
  retirer_piece: { brouillon: PROJET, rouvert: PROJET },
  associer: { brouillon: PORTEUR, rouvert: PORTEUR },
  // an answer to the service may change what a partner agreed to: see `modifiable`
  valider: { brouillon: ['partenaire'], rouvert: ['partenaire'], en_instruction: ['partenaire'] },
  decliner: { brouillon: ['partenaire'], rouvert: ['partenaire'] },
  deposer: { brouillon: PORTEUR, rouvert: PORTEUR },
  abandonner: { brouillon: PORTEUR },
  // nobody outside knows that the comité has deliberated: until the notification a porteur may still withdraw
  retirer: { depose: PORTEUR, rouvert: PORTEUR, en_instruction: PORTEUR, au_comite: PORTEUR, delibere: PORTEUR },
  // an aid, or a rank of the reserve list
  renoncer: { retenu: PORTEUR, liste_complementaire: PORTEUR },
  rouvrir: { depose: PORTEUR },
  refermer: { rouvert: PORTEUR },
  deroger: { brouillon: ['administrateur'], rouvert: ['administrateur'] },
  ecrire: { depose: PROJET, rouvert: PROJET, ...instruits(PROJET) },
  // a partner prepares the answer in the étapes opened to it; the porteur sends it
  repondre_complement: { en_instruction: PROJET },
  envoyer_complement: { en_instruction: PORTEUR },
  lire_accuse: { depose: SERVICE, rouvert: SERVICE, ...instruits(SERVICE), retire: SERVICE },
  exporter: { brouillon: PROJET, depose: PROJET, rouvert: PROJET, ...instruits(PROJET), abandonne: PROJET, retire: PROJET },
  dupliquer: { brouillon: PORTEUR, depose: PORTEUR, rouvert: PORTEUR, ...instruits(PORTEUR), abandonne: PORTEUR, retire: PORTEUR },
}

/** Whether this act is open to this person on a dossier in this state. Dates are another matter: see `delais.ts`. */
export const peut = (acte: Acte, etat: Etat, relation: Relation) => DECRET[acte][etat]?.includes(relation) ?? false

type Porte = { structure: { id: string }; partenaires: readonly { structureId: string | null; etapes: readonly string[] }[] }
const parle = (acteur: Acteur, structureId: string | null) =>
  structureId !== null && acteur.structures.some(s => s.id === structureId && s.etat === 'active')

/** How this person stands to a dossier. Being a member comes before being a partner, and a partner before an agent. */
export function relation(acteur: Acteur | null, d: Porte): Relation {
  if (!acteur) return 'personne'
  if (parle(acteur, d.structure.id)) return 'membre'
  if (d.partenaires.some(p => parle(acteur, p.structureId))) return 'partenaire'
  if (acteur.roles.some(r => r.role === 'administrateur')) return 'administrateur'
  return acteur.roles.some(r => r.role !== 'lecteur' && r.role !== 'membre_comite') ? 'agent' : 'autre_structure'
}

/** Whether this person may change this étape: the porteur's members all of them, a partner's those that were opened to it. */
export function peutRemplir(
  acteur: Acteur,
  d: Porte & { etat: Etat; complement?: { points: readonly { etape: string; piece: string | null }[] } | undefined },
  etape: string,
  acte: 'remplir' | 'joindre' | 'retirer_piece' = 'remplir',
) {
  const r = relation(acteur, d)
  // in instruction, what the service asks again is open, and nothing else
  const demandee = d.complement?.points.some(p => p.etape === etape && (acte === 'remplir') === (p.piece === null)) ?? false
  if (d.etat === 'en_instruction' ? !(demandee && peut('repondre_complement', d.etat, r)) : !peut(acte, d.etat, r)) return false
  return r !== 'partenaire' || d.partenaires.some(p => parle(acteur, p.structureId) && p.etapes.includes(etape))
}

/** Whether this person may open this étape to change something of it: its answers, or its files. */
export const peutOuvrir = (acteur: Acteur, d: Parameters<typeof peutRemplir>[1], etape: string) =>
  peutRemplir(acteur, d, etape) || peutRemplir(acteur, d, etape, 'joindre')
