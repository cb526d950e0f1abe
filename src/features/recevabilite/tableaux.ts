import type { TableauAppel } from '../cahier/index.ts'
import type { Faits, LigneDeTableau, Reponse } from '../verdicts/index.ts'
import { arrondi, type Calcule, calculer, calculerCorps } from './calculer.ts'
import type { Agregats, ColonnePrete, TableauPret } from './definir-tableaux.ts'
import { jourDe } from './formules.ts'
import { formater } from './phrases.ts'
import type { Corps, Valeur } from './publicodes.ts'

/** A cell that the site works out: its words, or what it waits for. */
export type CelluleCalculee = { valeur: Calcule['valeur']; texte: string; manquants: readonly string[] }
/** A line worked out. `nom`: how people know it; `manquants`: the columns left empty that must not be; `doublon`: the line that has the same value before it. */
export type LigneEvaluee = {
  ligne: string
  rang: number
  nom: string
  calculs: Readonly<Record<string, CelluleCalculee>>
  /** By code, what its columns of type `rang` say. */
  rangs: Readonly<Record<string, number>>
  manquants: readonly { code: string; libelle: string }[]
  doublon?: { ligne: string; rang: number } | undefined
}
/** Sum of a column over the lines that have it; `sans`: those that do not have it yet. */
export type TotalEvalue = { somme: number; texte: string; sur: number; sans: number }
export type TableauEvalue = {
  tableau: TableauAppel
  lignes: readonly LigneEvaluee[]
  /** By code, the columns that add up: amounts, and numbers that are worked out. */
  totaux: Readonly<Record<string, TotalEvalue>>
}

type Lue = { brute: LigneDeTableau; lire: (nom: string) => Calcule; evaluee: LigneEvaluee }
export type TableauxLus = {
  lignes: ReadonlyMap<string, readonly Lue[]>
  evalues: ReadonlyMap<string, TableauEvalue>
  /** Names of facts → their value, or what they lack in words. */
  totaux: ReadonlyMap<string, { valeur: Valeur | undefined; manquants: readonly string[] }>
}
type Analyse = { tableaux: ReadonlyMap<string, TableauPret>; agregats: Agregats; corps: ReadonlyMap<string, Corps> }

export const nomDeLigne = (l: { rang: number; nom: string }) => `ligne\u00a0${l.rang}${l.nom ? `, ${l.nom}` : ''}`

/** Parameters and calculations of the call on these facts, each once. */
function lecteurDuDossier(corps: Analyse['corps'], valeurs: ReadonlyMap<string, Valeur>) {
  const connus = new Map<string, Calcule>()
  const lire = (nom: string): Calcule => {
    const deja = connus.get(nom)
    if (deja) return deja
    const c = corps.get(nom)
    const fait = valeurs.get(nom)
    const lu: Calcule =
      fait !== undefined ? { valeur: typeof fait === 'object' ? fait.code : fait, manquants: [] } : calculerCorps(nom, c, lire)
    connus.set(nom, lu)
    return lu
  }
  return lire
}

/** Every line of every table, its columns and its totals. `valeurs`: what else the dossier says. Pure. */
export function lireTableaux(a: Analyse, faits: Faits, valeurs: ReadonlyMap<string, Valeur>): TableauxLus {
  const { tableaux } = faits
  if (!tableaux || a.tableaux.size === 0) return { lignes: new Map(), evalues: new Map(), totaux: new Map() }
  const global = lecteurDuDossier(a.corps, valeurs)
  const lignes = new Map<string, Lue[]>()
  for (const [id, t] of a.tableaux) {
    const vus = new Map<string, LigneDeTableau>()
    lignes.set(
      id,
      (tableaux[id] ?? []).map(brute => lireLigne(t, brute, global, vus)),
    )
  }
  const evalues = new Map([...a.tableaux].map(([id, t]) => [id, evaluer(t, lignes.get(id)!)]))
  const totaux = new Map([...a.agregats].map(([nom, n]) => [nom, total(a.tableaux.get(n.tableau)!, lignes.get(n.tableau)!, n)] as const))
  return { lignes, evalues, totaux }
}

function entrante(c: ColonnePrete, v: Reponse | undefined): Calcule['valeur'] {
  if (Array.isArray(v)) return c.genre === 'nombre' && (v.length > 0 || c.facultative) ? v.length : undefined
  if (v === undefined || v === '') return undefined
  if (c.genre === 'date') return typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v) ? jourDe(v) : undefined
  if (c.genre === 'texte') return c.options && Object.hasOwn(c.options, String(v)) ? String(v) : undefined
  return v as number | boolean | string
}

function lireLigne(t: TableauPret, brute: LigneDeTableau, global: (nom: string) => Calcule, vus: Map<string, LigneDeTableau>): Lue {
  const { id, unique } = t.question
  const connus = new Map<string, Calcule>()
  const nu = (nom: string) => (nom.startsWith(`${id} . `) ? nom.slice(id.length + 3) : nom)
  const lire = (cite: string): Calcule => {
    const nom = nu(cite)
    const deja = connus.get(nom)
    if (deja) return deja
    const colonne = t.colonnes.find(c => c.code === nom)
    const lu = colonne ? deColonne(t, colonne, brute, lire) : t.corps.has(nom) ? calculerCorps(nom, t.corps.get(nom), lire) : global(cite)
    connus.set(nom, lu)
    return lu
  }
  const calculs: Record<string, CelluleCalculee> = {}
  for (const c of t.colonnes)
    if (c.calcul) {
      const { valeur, manquants } = lire(c.code)
      calculs[c.code] = celluleDe(valeur, manquants, c)
    }
  const nom = brute.valeurs[t.nomme]
  const manquants = t.colonnes
    .filter(c => !c.calcul && !c.facultative && !brute.illisibles.includes(c.code) && entrante(c, brute.valeurs[c.code]) === undefined)
    .map(c => ({ code: c.code, libelle: c.libelle }))
  const cle = unique === undefined ? undefined : cleUnique(brute.valeurs[unique])
  const premiere = cle === undefined ? undefined : vus.get(cle)
  if (cle !== undefined && !premiere) vus.set(cle, brute)
  return {
    brute,
    lire,
    evaluee: {
      ligne: brute.ligne,
      rang: brute.rang,
      nom: typeof nom === 'string' ? nom : '',
      calculs,
      rangs: Object.fromEntries(
        t.question.colonnes.flatMap(c => {
          const v = c.type === 'rang' ? brute.valeurs[c.code] : undefined
          return typeof v === 'number' ? [[c.code, v]] : []
        }),
      ),
      manquants,
      doublon: premiere && { ligne: premiere.ligne, rang: premiere.rang },
    },
  }
}

/** Its words are made when they are read: a judgement of fifty lines reads none. */
const celluleDe = (valeur: Calcule['valeur'], manquants: readonly string[], c: ColonnePrete): CelluleCalculee => ({
  valeur,
  manquants,
  get texte() {
    return valeur === undefined ? '' : formater(valeur, c.genre, c.options)
  },
})

const cleUnique = (v: Reponse | undefined) => (v === undefined || v === '' ? undefined : String(v).trim().toLocaleLowerCase('fr'))

function deColonne(t: TableauPret, c: ColonnePrete, brute: LigneDeTableau, lire: (nom: string) => Calcule): Calcule {
  if (!c.calcul) {
    const valeur = entrante(c, brute.valeurs[c.code])
    return { valeur, manquants: valeur === undefined ? [t.lexique.get(c.code)!.libelle] : [] }
  }
  const lu = calculer(c.calcul.noeud, lire)
  return c.calcul.arrondi && typeof lu.valeur === 'number' ? { ...lu, valeur: arrondi(lu.valeur, c.calcul.arrondi) } : lu
}

/** What of a line adds up: nothing of one that repeats another. An optional cell left empty is no figure, and lacks nothing. */
function aAdditionner(l: Lue, c: ColonnePrete): Calcule | 'rien' {
  const vide = c.facultative && !c.calcul && l.brute.valeurs[c.code] === undefined && !l.brute.illisibles.includes(c.code)
  if (vide) return 'rien'
  if (!l.evaluee.doublon) return l.lire(c.code)
  return { valeur: undefined, manquants: [`le doublon de la ligne\u00a0${l.evaluee.doublon.rang} à corriger`] }
}

function evaluer(t: TableauPret, lues: readonly Lue[]): TableauEvalue {
  const totaux: Record<string, TotalEvalue> = {}
  for (const c of t.colonnes.filter(x => x.genre === 'montant' || (x.genre === 'nombre' && x.calcul))) {
    const valeurs = lues.map(l => aAdditionner(l, c)).filter(v => v !== 'rien')
    const connues = valeurs.flatMap(v => (typeof v.valeur === 'number' ? [v.valeur] : []))
    const somme = connues.reduce((a, b) => a + b, 0)
    totaux[c.code] = {
      somme,
      texte: connues.length === 0 ? '' : formater(somme, c.genre),
      sur: connues.length,
      sans: valeurs.length - connues.length,
    }
  }
  return { tableau: t.question, lignes: lues.map(l => l.evaluee), totaux }
}

const CITEES = 3
/** « la ligne 9, Moulin à huile : « Taille » »; three of them, then how many more. */
function direManques(manques: readonly { l: Lue; mots: readonly string[] }[]): string[] {
  const dits = manques.slice(0, CITEES).map(({ l, mots }) => `${nomDeLigne(l.evaluee)}\u00a0: ${mots.join(' et ')}`)
  const reste = manques.length - CITEES
  return reste > 0 ? [...dits, `${reste}\u00a0autre${reste > 1 ? 's' : ''} ligne${reste > 1 ? 's' : ''}`] : dits
}

function total(t: TableauPret, lues: readonly Lue[], n: Agregats extends Map<string, infer A> ? A : never) {
  const manques: { l: Lue; mots: readonly string[] }[] = []
  const gardees = lues.filter(l => {
    if (!n.ou) return true
    const lu = calculer(n.ou, l.lire)
    if (lu.valeur === undefined) manques.push({ l, mots: lu.manquants })
    return lu.valeur === true
  })
  const colonne = t.colonnes.find(c => c.code === n.colonne)
  const valeurs: number[] = []
  for (const l of colonne ? gardees : []) {
    const lu = aAdditionner(l, colonne!)
    if (lu === 'rien') continue
    if (typeof lu.valeur === 'number') valeurs.push(lu.valeur)
    else manques.push({ l, mots: lu.manquants })
  }
  if (manques.length > 0) return { valeur: undefined, manquants: direManques(manques) }
  if (n.quoi === 'nombre') return { valeur: gardees.length, manquants: [] }
  if (n.quoi === 'somme') {
    // a mandatory table without a line yet: what is to come is not zero
    const aucune = lues.length === 0 && t.question.obligatoire
    return aucune ? rien(t) : { valeur: valeurs.reduce((a, b) => a + b, 0), manquants: [] }
  }
  if (valeurs.length === 0) return rien(t)
  return { valeur: n.quoi === 'maximum' ? Math.max(...valeurs) : Math.min(...valeurs), manquants: [] }
}
const rien = (t: TableauPret) => ({ valeur: undefined, manquants: [`«\u00a0${t.question.libelle}\u00a0»`] })
