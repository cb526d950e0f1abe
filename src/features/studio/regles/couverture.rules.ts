/** How a clause is held: `verifiee` (a rule, a piece, a date or what is declared is checked), `jugee` (somebody gives a mark or an opinion), `dite` (a page or a question says it), `rien`. */
export type Tenue = 'verifiee' | 'jugee' | 'dite' | 'rien'
export type ClauseTenue = { nom: string; texte: string; tenue: Tenue; par: string[] }

/** Parts of a call that hold a clause, the strongest first, and what they are called. */
const VERIFIE: Readonly<Record<string, string>> = {
  regles: 'règle',
  pieces: 'pièce',
  engagements: 'engagement',
  calendrier: 'calendrier',
  porteurs: 'structures admises',
  territoire: 'territoire',
  aide: 'aide',
  natures: 'nature de dépense',
}
const JUGE: Readonly<Record<string, string>> = {
  criteres: 'critère',
  priorites: 'priorité',
  comite: 'comité',
  instances: 'instance',
  avis: 'avis',
}
const DIT: Readonly<Record<string, string>> = {
  parametres: 'chiffre',
  calculs: 'calcul',
  formulaires: 'question',
  programme: 'programme',
  enveloppes: 'enveloppe',
  volets: 'volet',
  orientations: 'orientation',
  renvois: 'renvoi',
  exemples: 'exemple',
  depot: 'texte du dépôt',
  regime: 'régime',
  suivi: 'suivi des lauréats',
  contacts: 'contact',
  phases: 'second temps',
}
const PAR_MAX = 4
const PARTS = [VERIFIE, JUGE, DIT]
const TENUES: readonly Tenue[] = ['verifiee', 'jugee', 'dite']

type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})

/** Every clause of a draft with what holds it, in the order of the file. Pure. */
export function couverture(brut: unknown): ClauseTenue[] {
  const appel = groupe(brut)
  const citees = new Map<string, { part: string; nom: string }[]>()
  for (const part of Object.keys(appel)) if (part !== 'clauses' && part !== 'essais') citer(appel[part], { part, nom: '' }, citees)
  return Object.entries(groupe(appel.clauses)).map(([nom, v]): ClauseTenue => {
    const dites = citees.get(nom) ?? []
    const rang = PARTS.findIndex(p => dites.some(d => Object.hasOwn(p, d.part)))
    const mots = PARTS[rang] ?? DIT
    const par = dites.flatMap(d => (Object.hasOwn(mots, d.part) ? [`${mots[d.part]}${d.nom ? ` ${d.nom}` : ''}`] : []))
    const texte = groupe(v).texte
    const tenue = rang < 0 ? (dites.length > 0 ? 'dite' : 'rien') : TENUES[rang]!
    return { nom, texte: typeof texte === 'string' ? texte : '', tenue, par: [...new Set(par)].slice(0, PAR_MAX) }
  })
}

/** Notes each `clause` and `clauses` of a part, by the name of what carries it. */
function citer(v: unknown, ici: { part: string; nom: string }, citees: Map<string, { part: string; nom: string }[]>): void {
  if (Array.isArray(v)) for (const x of v) citer(x, ici, citees)
  if (v === null || typeof v !== 'object' || Array.isArray(v)) return
  const g = v as Groupe
  const nom = [g.titre, g.libelle, g.nom].find(x => typeof x === 'string')
  const la = { ...ici, nom: typeof nom === 'string' ? `«\u00a0${nom.slice(0, 80)}\u00a0»` : ici.nom }
  for (const [cle, x] of Object.entries(g)) {
    if (cle === 'clause' && typeof x === 'string') noter(x, la, citees)
    else if (cle === 'clauses' && Array.isArray(x)) for (const c of x) noter(String(c), la, citees)
    else citer(x, la, citees)
  }
}
const noter = (clause: string, ou: { part: string; nom: string }, citees: Map<string, { part: string; nom: string }[]>) => {
  const la = citees.get(clause)
  if (la) la.push(ou)
  else citees.set(clause, [ou])
}
