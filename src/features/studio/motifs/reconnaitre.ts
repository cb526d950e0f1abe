import { uneFois } from '../../../lib/une-fois.ts'
import { lecteurDeFormules } from '../../recevabilite/index.ts'
import { type Arbre, arbreDe, canon, commute, RENVERSE } from './arbre.ts'
import { ecrireLitteral } from './litteraux.ts'
import { type Case, MOTIFS, type Motif } from './motifs.table.ts'
import { convient, type Offres, optionsDe } from './offre.ts'
import type { Phrase, Remplie } from './phrase.ts'

/** What stands in each blank, as it was found in the tree. */
type Trouve = Readonly<Record<string, Arbre | readonly string[] | string>>

/** A blank in the formula of a pattern is a name that no call gives. */
const TROU = 'trou_'
const trou = (nom: string) => (nom.startsWith(TROU) ? nom.slice(TROU.length) : undefined)
/** Members in any order: beyond, only the order that is written. */
const MEMBRES_MAX = 3

const modeles = uneFois(() =>
  MOTIFS.map(motif => {
    const texte = motif.formule
      .replace('§', '<=')
      .replace(/(parmi) \{(\w+)\}/g, `$1 ('${TROU}$2')`)
      .replace(/\{(\w+):([tc])\}/g, (_, x, partie) => `${TROU}${x}__${partie}`)
      .replace(/\{(\w+)\}/g, `${TROU}$1`)
    const tableaux = new Set(Object.keys(motif.cases).map(x => `${TROU}${x}__t`))
    const lu = lecteurDeFormules([], tableaux)(texte)
    if (!lu.ok) throw new Error(`motif ${motif.code}: ${lu.error.message}`)
    return { motif, arbre: arbreDe(lu.value), signe: motif.formule.includes('§') }
  }),
)

/**
 * The sentence that says a formula, if the catalogue has one: spaces, parentheses and the order of what may be said in any order do not count. A formula that no
 * pattern says, but whose members are all said, is those sentences joined. Pure; the time grows with the length of the formula, which its reader bounds.
 */
export function reconnaitre(arbre: Arbre, offres: Offres): Phrase | undefined {
  for (const { motif, arbre: modele, signe } of modeles()) {
    const remplies = unifier(modele, arbre, {}, signe).flatMap(t => remplir(motif, t, offres) ?? [])
    // « plancher <= base éligible » speaks of the base
    const dite = remplies.find(r => !parleDUnChiffre(motif, r, offres)) ?? remplies[0]
    if (dite) return dite
  }
  if (arbre.genre !== 'lien') return undefined
  const membres = arbre.membres.map(m => reconnaitre(m, offres))
  return membres.every(m => m !== undefined) ? { lien: arbre.op, membres } : undefined
}

const parleDUnChiffre = (motif: Motif, { valeurs }: Remplie, { noms }: Offres) =>
  Object.entries(motif.cases).some(([x, c]) => c.genre === 'fait' && noms.get(String(valeurs[x]))?.sorte === 'chiffre')

/** Reads a formula and finds its sentence. `illisible`: it is not one. */
export function lirePhrase(formule: string, offres: Offres): Phrase | undefined | 'illisible' {
  const lu = offres.lire(formule)
  return lu.ok ? reconnaitre(arbreDe(lu.value), offres) : 'illisible'
}

function poser(t: Trouve, x: string, v: Trouve[string]): Trouve[] {
  const la = t[x]
  if (la === undefined) return [{ ...t, [x]: v }]
  return memes(la, v) ? [t] : []
}
const memes = (a: Trouve[string], b: Trouve[string]) =>
  typeof a === 'object' && typeof b === 'object' && 'genre' in a && 'genre' in b
    ? canon(a) === canon(b)
    : JSON.stringify(a) === JSON.stringify(b)

/** All the ways in which a formula fits a pattern. `signe`: the first comparison met is the blank of the sign. */
function unifier(m: Arbre, a: Arbre, t: Trouve, signe = false): Trouve[] {
  if (m.genre === 'nom') {
    const x = trou(m.nom)
    if (x !== undefined) return x.endsWith('__c') ? (a.genre === 'nom' ? poser(t, x, a.nom) : []) : poser(t, x, a)
    return a.genre === 'nom' && a.nom === m.nom ? [t] : []
  }
  if (m.genre === 'operation' && a.genre === 'operation') return comparaison(m, a, t, signe)
  if (m.genre !== a.genre) return []
  if (m.genre === 'litteral') return canon(m) === canon(a) ? [t] : []
  if (m.genre === 'non' && a.genre === 'non') return unifier(m.de, a.de, t)
  if (m.genre === 'lien' && a.genre === 'lien') return m.op === a.op ? ensemble(m.membres, a.membres, t, true) : []
  if (m.genre === 'fonction' && a.genre === 'fonction') {
    const libre = m.fonction === 'min' || m.fonction === 'max'
    return m.fonction === a.fonction ? ensemble(m.arguments, a.arguments, t, libre) : []
  }
  if (m.genre === 'si' && a.genre === 'si') return ensemble([m.si, m.alors, m.sinon], [a.si, a.alors, a.sinon], t, false)
  if (m.genre === 'parmi' && a.genre === 'parmi') {
    const x = trou(m.codes[0] ?? '')
    if (m.dedans !== a.dedans || x === undefined) return []
    return unifier(m.valeur, a.valeur, t).flatMap(u => poser(u, x, a.codes))
  }
  if (m.genre === 'agregat' && a.genre === 'agregat') {
    const x = trou(m.tableau)
    if (m.quoi !== a.quoi || m.colonne !== a.colonne || x === undefined) return []
    return poser(t, x, a.tableau).flatMap(u => unifier(m.ou, a.ou, u))
  }
  return []
}

type Operation = Extract<Arbre, { genre: 'operation' }>
function comparaison(m: Operation, a: Operation, t: Trouve, signe: boolean): Trouve[] {
  const compare = RENVERSE[m.op] !== undefined && RENVERSE[a.op] !== undefined
  const sens: [string, Arbre, Arbre][] = [[a.op, a.gauche, a.droite]]
  if (compare || commute(m.op)) sens.push([compare ? RENVERSE[a.op]! : a.op, a.droite, a.gauche])
  return sens.flatMap(([op, gauche, droite]) => {
    const depart = signe && compare ? poser(t, 'signe', op) : op === m.op ? [t] : []
    return depart.flatMap(u => unifier(m.gauche, gauche, u)).flatMap(u => unifier(m.droite, droite, u))
  })
}
function ensemble(ms: readonly Arbre[], as: readonly Arbre[], t: Trouve, libre: boolean): Trouve[] {
  if (ms.length !== as.length) return []
  const [premier, ...reste] = ms
  if (!premier) return [t]
  const choix = libre && ms.length <= MEMBRES_MAX ? as : as.slice(0, 1)
  return choix.flatMap((a, i) =>
    unifier(premier, a, t).flatMap(u =>
      ensemble(
        reste,
        as.filter((_x, j) => j !== i),
        u,
        libre,
      ),
    ),
  )
}

/** The blanks as they are kept, when each holds what it may. */
function remplir(motif: Motif, trouve: Trouve, offres: Offres): Remplie | undefined {
  const valeurs: Record<string, string | readonly string[]> = {}
  for (const [x, c] of Object.entries(motif.cases)) {
    const v = c.genre === 'colonne' ? `${trouve[`${x}__t`]} . ${trouve[`${x}__c`]}` : trouve[x]
    const tenu = v === undefined ? undefined : tenir(c, v, valeurs, offres)
    if (tenu === undefined) return undefined
    valeurs[x] = tenu
  }
  return { motif: motif.code, valeurs }
}
type Valeurs = Readonly<Record<string, string | readonly string[]>>
function tenir(c: Case, v: Trouve[string], valeurs: Valeurs, offres: Offres): string | readonly string[] | undefined {
  if (c.genre === 'signe') return typeof v === 'string' && c.signes.includes(v) ? v : undefined
  if (c.genre === 'codes') {
    const connus = optionsDe(String(valeurs[c.de] ?? ''), offres)
    return connus && (v as readonly string[]).every(x => Object.hasOwn(connus, x)) ? (v as readonly string[]) : undefined
  }
  if (c.genre === 'colonne') return offres.colonnes.get(v as string)?.genre === c.de ? (v as string) : undefined
  const a = v as Arbre
  if (a.genre === 'litteral') return c.genre === 'valeur' && a.type === c.de ? ecrireLitteral(a) : undefined
  const offre = a.genre === 'nom' ? offres.noms.get(a.nom) : undefined
  return offre && convient(c, offre) ? offre.nom : undefined
}
