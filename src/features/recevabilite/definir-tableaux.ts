import { suggestion } from '../../lib/proche.ts'
import { type Appel, type TableauAppel, tableauxDe } from '../cahier/index.ts'
import { type Agregat, ErreurFormule, enfantsDe, type Noeud } from './formules.ts'
import { typerCalcul } from './lexique.ts'
import type { Arrondi, Corps } from './publicodes.ts'
import { type Definition, type Genre, type Typage, typer } from './typer.ts'

export type ColonnePrete = {
  code: string
  libelle: string
  facultative: boolean
  calcul?: { noeud: Noeud; arrondi?: Arrondi | undefined }
} & Pick<Definition, 'genre' | 'options'>
/** A table ready to be worked out. `lexique`, `corps`: its columns by their bare code, and the scales that one of them chooses in. */
export type TableauPret = {
  question: TableauAppel
  nomme: string
  colonnes: ColonnePrete[]
  lexique: Map<string, Definition>
  corps: Map<string, Corps>
}
/** What is added up, by the name of its fact. */
export type Agregats = Map<string, Agregat>

type ColonneTableau = TableauAppel['colonnes'][number]
type Chemin = (string | number)[]
type Outils = {
  lexique: Map<string, Definition>
  corps: Map<string, Corps>
  tableaux: Map<string, TableauPret>
  agregats: Agregats
  noter: (chemin: Chemin, message: string) => void
  tenter: <T>(chemin: Chemin, faire: () => T) => T | undefined
}

const GENRES: Record<NonNullable<ColonneTableau['type']>, Genre> = {
  texte_court: 'libelle',
  texte_long: 'libelle',
  siren: 'libelle',
  siret: 'libelle',
  commune: 'libelle',
  nombre: 'nombre',
  rang: 'nombre',
  montant: 'montant',
  date: 'date',
  oui_non: 'oui_non',
  choix: 'texte',
  // how many are ticked, as for a question
  choix_multiple: 'nombre',
}
const libelleDe = (c: ColonneTableau) => `«\u00a0${c.libelle}\u00a0»`

/** The tables of the call with the columns that one fills in: scales may choose by them, so they come first. */
export function poserTableaux(appel: Appel, o: Outils): void {
  for (const question of tableauxDe(appel).values()) {
    const t: TableauPret = { question, nomme: question.nomme.code, colonnes: [], lexique: new Map(), corps: new Map() }
    o.tableaux.set(question.id, t)
    for (const c of question.colonnes) {
      if (c.type === undefined) continue
      const options = c.type === 'choix' && c.options && Object.fromEntries(c.options.map(x => [x.code, x.libelle]))
      poserColonne(t, c, { genre: GENRES[c.type], ...(options ? { options } : {}) }, o)
    }
  }
}

function poserColonne(
  t: TableauPret,
  c: ColonneTableau,
  typage: Pick<Definition, 'genre' | 'options'>,
  o: Outils,
  calcul?: ColonnePrete['calcul'],
) {
  const def: Definition = { ...typage, libelle: libelleDe(c) }
  t.colonnes.push({ code: c.code, libelle: c.libelle, facultative: !c.obligatoire, ...typage, ...(calcul ? { calcul } : {}) })
  t.lexique.set(c.code, def)
  t.lexique.set(`${t.question.id} . ${c.code}`, def)
  o.lexique.set(`${t.question.id} . ${c.code}`, { ...def, tableau: t.question.id })
}

/** The table in whose lines a scale chooses, when it does: `selon: entreprises . taille`. */
export const tableauDuBareme = (selon: readonly string[], o: Pick<Outils, 'lexique' | 'tableaux'>): TableauPret | undefined =>
  selon.map(s => o.tableaux.get(o.lexique.get(s)?.tableau ?? '')).find(t => t !== undefined)

/** What may be read in a line: its columns, its scales, and what is the same for the whole dossier. */
export const lexiqueDeLigne = (t: TableauPret, lexique: ReadonlyMap<string, Definition>): ReadonlyMap<string, Definition> =>
  new Map([...lexique, ...t.lexique])

const AUCUN_TOTAL = 'les lignes d’un tableau ne se comptent pas dans une de ses colonnes : une colonne ne lit que sa ligne'
const contientTotal = (n: Noeud): boolean => n.genre === 'agregat' || enfantsDe(n).some(contientTotal)

/** Columns that are worked out. They read what stands above them, facts and parameters; `calculs` come after, which forbids circles. */
export function definirColonnes(appel: Appel, lire: (formule: string) => Noeud, o: Outils): void {
  for (const [id, chemin] of lieux(appel)) {
    const t = o.tableaux.get(id)!
    const { colonnes } = t.question
    const avant = estLePlan(t.question) ? colonnes.length - (appel.lignes_du_plan?.colonnes.length ?? 0) : 0
    for (const [k, c] of colonnes.entries()) {
      const ici = k < avant ? chemin : [...chemin, 'colonnes', k - avant]
      if (o.lexique.has(c.code) && !o.lexique.get(c.code)?.tableau)
        o.noter(
          k < avant ? ici : [...ici, 'code'],
          `«\u00a0${c.code}\u00a0» est déjà le nom d’un fait, d’une question ou d’un paramètre : une formule ne saurait lequel lire`,
        )
      if (c.calcul !== undefined) o.tenter([...ici, 'calcul'], () => poserCalcul(t, c, c.calcul!, lire, o))
    }
  }
}

function poserCalcul(t: TableauPret, c: ColonneTableau, formule: string, lire: (formule: string) => Noeud, o: Outils) {
  const noeud = lire(formule)
  if (contientTotal(noeud)) throw new ErreurFormule(AUCUN_TOTAL, 0)
  const typage = typerCalcul(noeud, c.arrondi, lexiqueDeLigne(t, o.lexique))
  if (typage.genre === 'montant' && !typage.exact)
    throw new ErreurFormule(
      'cette colonne donne des fractions de centime : ajoutez « arrondi: centime_inferieur » ou « centime_superieur »',
      0,
    )
  if (typage.genre === 'texte' || typage.genre === 'libelle')
    throw new ErreurFormule('une colonne calculée donne un montant, un taux, un nombre, une date ou un oui ou non', 0)
  poserColonne(t, c, { genre: typage.genre }, o, { noeud, arrondi: c.arrondi })
}

/** Where each table is asked first: another form that shares it has the same columns. Those of every plan stand nowhere in the file: they come before its own. */
const lieux = (appel: Appel): ReadonlyMap<string, Chemin> =>
  new Map([
    ...[...tableauxDe(appel).values()].filter(estLePlan).map(t => [t.id, ['plan'] as Chemin] as const),
    ...appel.formulaires
      .flatMap((f, i) =>
        f.etapes.flatMap((e, j) =>
          e.questions.flatMap((q, k) =>
            tableauxDe(appel).has(q.id) ? [[q.id, ['formulaires', i, 'etapes', j, 'questions', k] as Chemin] as const] : [],
          ),
        ),
      )
      .toReversed(),
  ])
/** Its lines are those of the plan, and no answer of a question. */
const estLePlan = (t: TableauAppel) => t.liste !== t.id

const MOTS: Record<Agregat['quoi'], string> = {
  nombre: 'le nombre de lignes de',
  somme: 'la somme de',
  maximum: 'le plus grand de',
  minimum: 'le plus petit de',
}
const ADDITIONNABLES: readonly Genre[] = ['montant', 'nombre']
const COMPARABLES: readonly Genre[] = ['montant', 'taux', 'nombre', 'date']

/** Each total of a formula becomes the name of a fact, typed once: the engine, and what reads names, know nothing of lines. */
export function nommerTotaux(n: Noeud, o: Pick<Outils, 'lexique' | 'corps' | 'tableaux' | 'agregats'>): Noeud {
  if (n.genre === 'agregat') return { genre: 'nom', nom: nommerTotal(n, o), debut: n.debut }
  if (n.genre === 'operation') return { ...n, gauche: nommerTotaux(n.gauche, o), droite: nommerTotaux(n.droite, o) }
  if (n.genre === 'fonction') return { ...n, arguments: n.arguments.map(a => nommerTotaux(a, o)) }
  if (n.genre === 'si') return { ...n, si: nommerTotaux(n.si, o), alors: nommerTotaux(n.alors, o), sinon: nommerTotaux(n.sinon, o) }
  return n.genre === 'parmi' ? { ...n, valeur: nommerTotaux(n.valeur, o) } : n
}

function nommerTotal(n: Agregat, o: Pick<Outils, 'lexique' | 'corps' | 'tableaux' | 'agregats'>): string {
  const t = o.tableaux.get(n.tableau)!
  const typage = typerTotal(n, t, o.lexique)
  const memes = [...o.agregats].find(([, a]) => forme(a) === forme(n))
  if (memes) return memes[0]
  // capitals: no column has them
  const nom = `${n.tableau} . ${[n.quoi.toUpperCase(), n.colonne, n.ou && `OU_${o.agregats.size}`].filter(Boolean).join('_')}`
  const { colonnes, question } = t
  const colonne = colonnes.find(c => c.code === n.colonne)
  o.agregats.set(nom, n)
  o.lexique.set(nom, {
    genre: typage.genre,
    libelle: colonne ? `${MOTS[n.quoi]} «\u00a0${colonne.libelle}\u00a0»` : `${MOTS.nombre} «\u00a0${question.libelle}\u00a0»`,
  })
  o.corps.set(nom, { quoi: 'fait' })
  return nom
}
const sansPlace = (cle: string, v: unknown) => (cle === 'debut' ? undefined : v)
const forme = (n: Agregat) => JSON.stringify(n, sansPlace)

function typerTotal(n: Agregat, t: TableauPret, lexique: ReadonlyMap<string, Definition>): Typage {
  if (n.ou) {
    if (contientTotal(n.ou)) throw new ErreurFormule(AUCUN_TOTAL, n.ou.debut)
    if (typer(n.ou, lexiqueDeLigne(t, lexique)).genre !== 'oui_non')
      throw new ErreurFormule(
        "« où » est suivi d’une condition sur la ligne, entre parenthèses si elle est longue : où taille = 'pme'",
        n.ou.debut,
      )
  }
  if (n.quoi === 'nombre') return { genre: 'nombre', exact: true }
  const colonne = t.colonnes.find(c => c.code === n.colonne)
  if (!colonne)
    throw new ErreurFormule(
      `« ${n.colonne} » n’est pas une colonne de « ${n.tableau} »${suggestion(
        n.colonne!,
        t.colonnes.map(c => c.code),
      )}`,
      n.debut,
    )
  const admis = n.quoi === 'somme' ? ADDITIONNABLES : COMPARABLES
  if (!admis.includes(colonne.genre))
    throw new ErreurFormule(
      n.quoi === 'somme'
        ? `« somme » additionne des montants ou des nombres, et « ${n.colonne} » n’en est pas`
        : `« ${n.quoi} » compare des montants, des taux, des nombres ou des dates, et « ${n.colonne} » n’en est pas`,
      n.debut,
    )
  return { genre: colonne.genre, exact: true }
}
