import { enumeration } from '../../lib/mots.ts'
import { type LigneJugee, RESULTATS, type Resultat } from '../verdicts/index.ts'
import { calculer } from './calculer.ts'
import type { RegleDeLAppel } from './declarations.ts'
import { lexiqueDeLigne, type TableauPret } from './definir-tableaux.ts'
import { ErreurFormule, type Noeud, nomsDe } from './formules.ts'
import { analyserPhrase, type Phrase, texteDuMorceau } from './phrases.ts'
import { nomDeLigne, type TableauxLus } from './tableaux.ts'
import { type Definition, typer } from './typer.ts'

type Controle = RegleDeLAppel['controles'][number]
/** A control of a line. `formules`: what its sentences show, by their key. */
type ControleDeLigne = { noeud: Noeud; controle: Controle; phrase: Phrase; constat?: Phrase | undefined }
export type RegleDeLigne = { tableau: TableauPret; controles: ControleDeLigne[]; formules: ReadonlyMap<string, Noeud>; noms: string[] }

type Chemin = (string | number)[]
type Outils = {
  lexique: ReadonlyMap<string, Definition>
  lire: (formule: string) => Noeud
  tenter: <T>(chemin: Chemin, faire: () => T) => T | undefined
}

/** Compiles the controls of a rule on the lines of a table: their formulas read its columns by their bare code. */
export function compilerRegleDeLigne(regle: RegleDeLAppel, tableau: TableauPret, ici: Chemin, o: Outils): RegleDeLigne {
  const lexique = lexiqueDeLigne(tableau, o.lexique)
  const formules = new Map<string, Noeud>()
  const noms = new Set<string>()
  const bool = (formule: string) => {
    const noeud = o.lire(formule)
    // a total that this formula has just named is known from now on
    const connus = new Map([...lexique, ...[...o.lexique].filter(([nom]) => !lexique.has(nom))])
    if (typer(noeud, connus).genre !== 'oui_non')
      throw new ErreurFormule('une condition sur la ligne est attendue, par exemple « depense >= 5 000 € »', 0)
    for (const nom of nomsDe(noeud)) noms.add(nom)
    return noeud
  }
  const phrase = (texte: string, chemin: Chemin): Phrase =>
    o.tenter(chemin, () =>
      analyserPhrase(texte, formule => {
        const noeud = o.lire(formule)
        const connus = new Map([...o.lexique, ...tableau.lexique])
        const { genre, options } = typer(noeud, connus)
        const cle = `${formules.size}`
        formules.set(cle, noeud)
        return { genre, cle, ...(options ? { options } : {}) }
      }),
    ) ?? []
  const controles = regle.controles.flatMap((controle, j): ControleDeLigne[] => {
    const la = [...ici, 'controles', j]
    const noeud = condition(controle.formule, [...la, 'formule'], bool, o)
    const dite = phrase(controle.phrase, [...la, 'phrase'])
    const constat = controle.constat === undefined ? undefined : phrase(controle.constat, [...la, 'constat'])
    return noeud ? [{ noeud, controle, phrase: dite, constat }] : []
  })
  return { tableau, controles, formules, noms: [...noms].filter(nom => !tableau.lexique.has(nom)) }
}

function condition(yaml: Controle['formule'], chemin: Chemin, bool: (f: string) => Noeud, o: Outils): Noeud | undefined {
  if (typeof yaml === 'string') return o.tenter(chemin, () => bool(yaml))
  const [cle, op, liste] =
    'toutes_ces_conditions' in yaml
      ? (['toutes_ces_conditions', 'et', yaml.toutes_ces_conditions] as const)
      : (['une_de_ces_conditions', 'ou', yaml.une_de_ces_conditions] as const)
  const noeuds = liste.map((f, i) => o.tenter([...chemin, cle, i], () => bool(f)))
  if (noeuds.some(n => n === undefined)) return undefined
  return (noeuds as Noeud[]).reduce((gauche, droite) => ({ genre: 'operation', op, gauche, droite, debut: 0 }))
}

export type IssueDeLignes = {
  resultat: Resultat
  explication: string
  constat: string
  manquants: string[]
  controle: Controle | undefined
  champ: string
  lignes: LigneJugee[]
}
type Jugee = LigneJugee & { controle?: Controle }
type Mots = { libelle: (nom: string) => string | undefined; respectee: string; aCompleter: string; champ: string | undefined }

const CITEES = 3
const majuscule = (t: string) => t.charAt(0).toUpperCase() + t.slice(1)

/** What a rule says of the lines: the most pressing result, and the lines that have it, each by its number and its name. Pure. */
export function jugerLignes(r: RegleDeLigne, lus: TableauxLus, m: Mots): IssueDeLignes {
  const { liste: id, libelle, obligatoire } = r.tableau.question
  const lues = lus.lignes.get(r.tableau.question.id)
  // nothing was said yet: « each line is right » of none would be read as said of those to come
  if (!lues || (lues.length === 0 && obligatoire)) return aCompleter(id, m, [`«\u00a0${libelle}\u00a0»`], [])
  const jugees = lues.flatMap(l => jugerUne(r, l, m) ?? [])
  if (jugees.length === 0)
    return {
      resultat: 'respectee',
      explication: m.respectee,
      constat: m.respectee,
      manquants: [],
      controle: undefined,
      champ: id,
      lignes: [],
    }
  const pire = Math.min(...jugees.map(j => RESULTATS.indexOf(j.resultat)))
  const citees = jugees.filter(j => RESULTATS.indexOf(j.resultat) === pire)
  const lignes = jugees.map(({ controle: _, ...l }) => l)
  const champ = `${id}.${citees[0]!.ligne}.${m.champ ?? r.tableau.nomme}`
  if (RESULTATS[pire] === 'a_completer' && !citees[0]!.controle)
    return { ...aCompleter(id, m, citer(citees.map(c => c.phrase)), lignes), champ }
  const dire = (quoi: 'phrase' | 'constat') => {
    const reste = citees.length - CITEES
    const dites = citees.slice(0, CITEES).map(c => c[quoi])
    return [...dites, ...(reste > 0 ? [`De même pour ${reste}\u00a0autre${reste > 1 ? 's' : ''} ligne${reste > 1 ? 's' : ''}.`] : [])].join(
      ' ',
    )
  }
  const explication = dire('phrase')
  return {
    resultat: RESULTATS[pire]!,
    explication,
    constat: dire('constat'),
    manquants: RESULTATS[pire] === 'a_completer' ? [explication] : [],
    controle: citees[0]!.controle,
    champ,
    lignes,
  }
}

const citer = (mots: readonly string[]) => {
  const reste = mots.length - CITEES
  return reste > 0 ? [...mots.slice(0, CITEES), `${reste}\u00a0autre${reste > 1 ? 's' : ''} ligne${reste > 1 ? 's' : ''}`] : [...mots]
}

function aCompleter(champ: string, m: Mots, manquants: string[], lignes: LigneJugee[]): IssueDeLignes {
  const dit = [m.aCompleter, `Il manque\u00a0: ${enumeration(manquants)}.`].filter(Boolean).join(' ')
  return { resultat: 'a_completer', explication: dit, constat: dit, manquants, controle: undefined, champ, lignes }
}

type Lue = NonNullable<ReturnType<TableauxLus['lignes']['get']>>[number]
/** The first control that fails; when the line lacks something, a later one that no data to come can mend. */
function jugerUne(r: RegleDeLigne, l: Lue, m: Mots): Jugee | undefined {
  const manquants: string[] = []
  const place = { tableau: r.tableau.question.id, ligne: l.evaluee.ligne, rang: l.evaluee.rang }
  for (const c of r.controles) {
    const { valeur, manquants: lacunes } = calculer(c.noeud, l.lire)
    if (valeur === undefined) manquants.push(...lacunes.map(nom => m.libelle(nom) ?? nom))
    else if (valeur === false && (manquants.length === 0 || c.controle.sinon === 'non_respectee')) {
      const dire = (p: Phrase) =>
        `${majuscule(nomDeLigne(l.evaluee))}\u00a0: ${p.map(x => (typeof x === 'string' ? x : texteDe(x, r, l, m))).join('')}`
      const phrase = dire(c.phrase)
      return { ...place, resultat: c.controle.sinon, phrase, constat: c.constat ? dire(c.constat) : phrase, controle: c.controle }
    }
  }
  if (manquants.length === 0) return undefined
  const phrase = `${nomDeLigne(l.evaluee)}\u00a0: ${enumeration([...new Set(manquants)])}`
  return { ...place, resultat: 'a_completer', phrase, constat: phrase }
}

function texteDe(figure: Exclude<Phrase[number], string>, r: RegleDeLigne, l: Lue, m: Mots): string {
  const noeud = r.formules.get(figure.cle)!
  const valeur = calculer(noeud, l.lire).valeur
  return texteDuMorceau(figure, valeur ?? (noeud.genre === 'nom' && figure.genre === 'libelle' ? m.libelle(noeud.nom) : undefined))
}
