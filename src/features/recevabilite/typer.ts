import { suggestion } from '../../lib/proche.ts'
import { COMPARAISONS, ErreurFormule, type Noeud } from './formules.ts'

/** `montant` is integer cents, `taux` a fraction, `date` days since 1970, `texte` a code among `options`; `libelle` may only be shown. */
export type Genre = 'montant' | 'taux' | 'nombre' | 'date' | 'oui_non' | 'texte' | 'libelle'
/** `autres`: a fact of the porteur's other dossiers. `tableau`: changes with each line of that table, and is read in it alone. */
export type Definition = { genre: Genre; libelle: string; options?: Readonly<Record<string, string>>; autres?: true; tableau?: string }
export type Lexique = ReadonlyMap<string, Definition>

/** `exact`: an integer number of cents, which may be compared to another. A rate times an amount is not, until a `calcul` rounds it. */
export type Typage = { genre: Genre; exact: boolean; options?: Definition['options'] }

export const GENRES: Record<Genre, string> = {
  montant: 'un montant (5 000 €)',
  taux: 'un taux (10 %)',
  nombre: 'un nombre',
  date: 'une date (31/12/2022)',
  oui_non: 'un oui ou non',
  texte: "un code ('commune')",
  libelle: 'un texte à afficher',
}

const ARITHMETIQUE: Record<string, [Genre, boolean]> = {
  'montant + montant': ['montant', true],
  'montant - montant': ['montant', true],
  'montant * nombre': ['montant', true],
  'nombre * montant': ['montant', true],
  'montant * taux': ['montant', false],
  'taux * montant': ['montant', false],
  'montant / montant': ['taux', true],
  'montant / nombre': ['montant', false],
  'taux + taux': ['taux', true],
  'taux - taux': ['taux', true],
  'nombre * taux': ['taux', true],
  'taux * nombre': ['taux', true],
  'nombre + nombre': ['nombre', true],
  'nombre - nombre': ['nombre', true],
  'nombre * nombre': ['nombre', true],
  'nombre / nombre': ['taux', true],
  'date + nombre': ['date', true],
  'date - nombre': ['date', true],
  'date - date': ['nombre', true],
}

/** Words that people write between two names, and that no formula has: both names would be one. */
const AUTRES_MOTS = / (OU|ET|Ou|Et|or|and|OR|AND|[xX]) /
const SIGNES: Readonly<Record<string, string>> = { ou: 'ou', et: 'et', or: 'ou', and: 'et', x: '*' }

function typerNom(noeud: Extract<Noeud, { genre: 'nom' }>, lexique: Lexique): Typage {
  const def = lexique.get(noeud.nom)
  if (!def && lexique.has(`${noeud.nom} . min`))
    throw new ErreurFormule(`« ${noeud.nom} » est une plage : écrivez « ${noeud.nom} . min » ou « ${noeud.nom} . max »`, noeud.debut)
  const mot = def ? undefined : AUTRES_MOTS.exec(noeud.nom)
  if (mot) throw new ErreurFormule(`« ${mot[1]} » s’écrit « ${SIGNES[mot[1]!.toLowerCase()]} »`, noeud.debut + mot.index + 1)
  if (!def) throw new ErreurFormule(`« ${noeud.nom} » n’existe pas${suggestion(noeud.nom, lexique.keys())}`, noeud.debut)
  if (def.tableau) throw new ErreurFormule(horsDeSaLigne(noeud.nom, def.tableau, def.genre), noeud.debut)
  return { genre: def.genre, exact: true, ...(def.options ? { options: def.options } : {}) }
}

function horsDeSaLigne(nom: string, tableau: string, genre: Genre) {
  const exemple = genre === 'montant' || genre === 'nombre' ? `« somme ${nom} »` : `« nombre ${tableau} où … »`
  return nom.startsWith(`${tableau} . `)
    ? `« ${nom} » change à chaque ligne : écrivez par exemple ${exemple}`
    : `« ${nom} » change à chaque ligne de « ${tableau} » : il se lit dans ses colonnes et dans une règle « tableau: ${tableau} »`
}

function verifierCode(noeud: Noeud, autre: Typage) {
  if (noeud.genre !== 'litteral' || noeud.type !== 'texte' || !autre.options || Object.hasOwn(autre.options, noeud.valeur)) return
  const codes = Object.keys(autre.options)
  throw new ErreurFormule(
    `« ${noeud.valeur} » n’est pas un code possible${suggestion(noeud.valeur, codes)} (codes : ${codes.join(', ')})`,
    noeud.debut,
  )
}

function typerComparaison(noeud: Extract<Noeud, { genre: 'operation' }>, g: Typage, d: Typage): Typage {
  if (g.genre !== d.genre)
    throw new ErreurFormule(
      `« ${noeud.op} » compare ${GENRES[g.genre]} et ${GENRES[d.genre]}${uniteOubliee(noeud.droite, g.genre)}${uniteOubliee(noeud.gauche, d.genre)}`,
      noeud.debut,
    )
  const egalite = noeud.op === '=' || noeud.op === '!='
  if (g.genre === 'libelle') throw new ErreurFormule('un texte à afficher ne se compare pas', noeud.debut)
  if (!egalite && (g.genre === 'texte' || g.genre === 'oui_non'))
    throw new ErreurFormule(`« ${noeud.op} » ne convient pas à ${GENRES[g.genre]} : utilisez = ou !=`, noeud.debut)
  if (!g.exact || !d.exact)
    throw new ErreurFormule(
      'un taux appliqué à un montant se compare après arrondi : donnez-lui un nom dans « calculs », avec son arrondi',
      noeud.debut,
    )
  verifierCode(noeud.gauche, d)
  verifierCode(noeud.droite, g)
  return { genre: 'oui_non', exact: true }
}

/** « volet = voirie »: the code of an option is taken for a name. */
function codeSansApostrophes(choix: Noeud, code: Noeud, lexique: Lexique) {
  if (choix.genre !== 'nom' || code.genre !== 'nom' || lexique.has(code.nom)) return
  const options = lexique.get(choix.nom)?.options
  if (options && Object.hasOwn(options, code.nom)) throw new ErreurFormule(`un code s’écrit entre apostrophes : '${code.nom}'`, code.debut)
}

/** What a bare number stands for, beside an amount or a rate. */
function uniteOubliee(n: Noeud, autre: Genre): string {
  if (n.genre !== 'litteral' || n.type !== 'nombre') return ''
  const ecrit = n.valeur.toLocaleString('fr-FR', { maximumFractionDigits: 2 }).replace(/\s/g, ' ')
  return autre === 'montant' ? ` : écrivez « ${ecrit} € »` : autre === 'taux' ? ` : écrivez « ${ecrit} % »` : ''
}

type Si = Extract<Noeud, { genre: 'si' }>
type Parmi = Extract<Noeud, { genre: 'parmi' }>
type Appelee = Extract<Noeud, { genre: 'fonction' }>

function typerSi(noeud: Si, lexique: Lexique): Typage {
  if (typer(noeud.si, lexique).genre !== 'oui_non')
    throw new ErreurFormule("« si » est suivi d’une condition, par exemple volet = 'voirie'", noeud.si.debut)
  const [a, s] = [typer(noeud.alors, lexique), typer(noeud.sinon, lexique)]
  if (a.genre !== s.genre)
    throw new ErreurFormule(
      `« alors » donne ${GENRES[a.genre]} et « sinon » ${GENRES[s.genre]} : il faut la même sorte de valeur`,
      noeud.debut,
    )
  if (a.genre === 'texte' || a.genre === 'libelle')
    throw new ErreurFormule('« si … alors … sinon … » donne un montant, un taux, un nombre, une date ou un oui ou non', noeud.alors.debut)
  return { genre: a.genre, exact: a.exact && s.exact }
}

function typerParmi(noeud: Parmi, lexique: Lexique): Typage {
  const v = typer(noeud.valeur, lexique)
  if (v.genre !== 'texte' || noeud.valeur.genre !== 'nom')
    throw new ErreurFormule(
      '« parmi » va avec un code : volet, type de structure, département, commune du porteur ou une question à choix',
      noeud.valeur.debut,
    )
  for (const code of noeud.codes) {
    if (code.genre !== 'litteral' || code.type !== 'texte')
      throw new ErreurFormule("« parmi » est suivi de codes entre apostrophes : parmi ('voirie' ; 'batiments')", code.debut)
    verifierCode(code, v)
  }
  return { genre: 'oui_non', exact: true }
}

const COMPARABLES: readonly Genre[] = ['montant', 'taux', 'nombre', 'date']
function typerFonction(noeud: Appelee, lexique: Lexique): Typage {
  const types = noeud.arguments.map(a => typer(a, lexique))
  const [premier] = types as [Typage]
  if (noeud.fonction !== 'min' && noeud.fonction !== 'max') {
    if (premier.genre !== 'montant')
      throw new ErreurFormule(`« arrondi » s’applique à un montant, pas à ${GENRES[premier.genre]}`, noeud.debut)
    return { genre: 'montant', exact: true }
  }
  const autre = types.findIndex(t => t.genre !== premier.genre)
  if (autre !== -1)
    throw new ErreurFormule(
      `« ${noeud.fonction} » compare ${GENRES[premier.genre]} et ${GENRES[types[autre]!.genre]}`,
      noeud.arguments[autre]!.debut,
    )
  if (!COMPARABLES.includes(premier.genre))
    throw new ErreurFormule(
      `« ${noeud.fonction} » compare des montants, des taux, des nombres ou des dates, pas ${GENRES[premier.genre]}`,
      noeud.debut,
    )
  return { genre: premier.genre, exact: types.every(t => t.exact) }
}

/**
 * Type of a formula. Refuses what would compare euros with a bare number, or cents that are not whole.
 * @throws ErreurFormule
 */
export function typer(noeud: Noeud, lexique: Lexique): Typage {
  if (noeud.genre === 'litteral') return { genre: noeud.type, exact: true }
  if (noeud.genre === 'nom') return typerNom(noeud, lexique)
  if (noeud.genre === 'si') return typerSi(noeud, lexique)
  if (noeud.genre === 'parmi') return typerParmi(noeud, lexique)
  if (noeud.genre === 'fonction') return typerFonction(noeud, lexique)
  if (noeud.genre === 'agregat')
    throw new ErreurFormule('les lignes d’un tableau ne se comptent pas ici : une colonne ne lit que sa ligne', noeud.debut)
  codeSansApostrophes(noeud.gauche, noeud.droite, lexique)
  codeSansApostrophes(noeud.droite, noeud.gauche, lexique)
  const [g, d] = [typer(noeud.gauche, lexique), typer(noeud.droite, lexique)]
  if (noeud.op === 'et' || noeud.op === 'ou') {
    if (g.genre !== 'oui_non' || d.genre !== 'oui_non')
      throw new ErreurFormule(
        `« ${noeud.op} » relie deux conditions, pas ${GENRES[g.genre === 'oui_non' ? d.genre : g.genre]}`,
        noeud.debut,
      )
    return g
  }
  if (COMPARAISONS.includes(noeud.op)) return typerComparaison(noeud, g, d)
  const resultat = ARITHMETIQUE[`${g.genre} ${noeud.op} ${d.genre}`]
  if (!resultat) throw new ErreurFormule(`« ${noeud.op} » ne s’applique pas entre ${GENRES[g.genre]} et ${GENRES[d.genre]}`, noeud.debut)
  return { genre: resultat[0], exact: resultat[1] && g.exact && d.exact }
}
