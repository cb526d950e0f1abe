import { majuscule } from '../../lib/mots.ts'
import { type Chemin, type Feuille, type Forme, formeA, valeurA } from '../formes/index.ts'
import { choixDe } from './choix.table.ts'
import { type CodeOffert, codesOfferts } from './codes-offerts.ts'
import { ecrireLieu } from './document/lieux.ts'
import { nomAttendu, nomsAttendus } from './document/volets.ts'
import { demandeA, formeEcrite } from './forme-ecrite.ts'
import { libelleDe, uneDe } from './libelles.table.ts'
import { enLignes, enSaisie } from './valeurs.ts'

/** A field of a section: its name is its place. `lignes`: several values, one a line; `libelle`: what it is called, where its place does not say it. */
export type Champ = {
  genre: 'champ'
  lieu: string
  chemin: Chemin
  feuille: Feuille
  lignes: boolean
  valeur: string
  obligatoire: boolean
  libelle?: string | undefined
  /** The codes that it may hold, with what they name, where it names things of the call. */
  offerts?: CodeOffert[] | undefined
}
/** A list whose lines have a page each, or the names that a call chooses; `dansSonGroupe`: it stands in the group of its place, which is the anchor; `fixe`: it has as many lines as it may. */
export type Liste = {
  genre: 'liste'
  lieu: string
  chemin: Chemin
  lignes: LigneListe[]
  nommee: boolean
  dansSonGroupe?: true
  fixe?: true
}
/** `blocs`: a short line among few is filled in where it stands. */
export type LigneListe = { lieu: string; nom: string; sous: string; blocs?: Bloc[] }
/** `vide`: one that the call may do without, and has not; `retirable`: it has, with nothing in it that could be emptied. */
export type Groupe = { genre: 'groupe'; lieu: string; chemin: Chemin; blocs: Bloc[]; vide?: boolean; retirable?: boolean }
/** A group that has a page of its own. */
export type Renvoi = { genre: 'renvoi'; lieu: string; chemin: Chemin; resume: string }
export type Bloc = Champ | Liste | Groupe | Renvoi

/** Groups shown in a page before they are given one of their own. */
const DEDANS = 2

/** Lines shown open on the page of their list. */
const COURTE = 4
const simple = (f: Forme) => f.genre === 'feuille' || (f.genre === 'liste' && f.element.genre === 'feuille')
const toutDroit = (f: Forme | undefined) => f?.genre === 'ferme' && f.cles.length <= 10 && f.cles.every(c => simple(c.forme))

/** What a page of the studio shows of a place: its fields, its groups, its lists. */
export const blocsDe = (brut: unknown, chemins: readonly Chemin[]): Bloc[] => chemins.flatMap(chemin => blocsA(brut, chemin, 0))

function blocsA(brut: unknown, chemin: Chemin, profondeur: number): Bloc[] {
  const forme = formeA(brut, chemin)
  return forme ? [bloc(brut, chemin, { forme, obligatoire: !seDispense(brut, chemin), profondeur })] : []
}
/** What a whole call may do without: its second temps, its subtitle. */
const seDispense = (brut: unknown, chemin: Chemin) => {
  const appel = chemin.length === 1 ? formeA(brut, []) : undefined
  return appel?.genre === 'ferme' && appel.cles.some(c => c.cle === chemin[0] && !c.obligatoire)
}

type Options = { forme: Forme; obligatoire: boolean; profondeur: number }
function bloc(brut: unknown, chemin: Chemin, { forme, obligatoire, profondeur }: Options): Bloc {
  const [lieu, valeur] = [ecrireLieu(chemin), valeurA(brut, chemin)]
  if (forme.genre === 'feuille')
    return {
      genre: 'champ',
      lieu,
      chemin,
      feuille: forme,
      lignes: false,
      valeur: enSaisie(valeur, forme),
      obligatoire,
      ...offertsA(brut, chemin, forme, false),
    }
  if (forme.genre === 'liste') {
    const { element } = forme
    if (element.genre === 'feuille')
      return {
        genre: 'champ',
        lieu,
        chemin,
        feuille: element,
        lignes: true,
        valeur: enLignes(valeur, element),
        obligatoire,
        ...offertsA(brut, chemin, element, true),
      }
    const valeurs = Array.isArray(valeur) ? valeur : []
    const courte = valeurs.length <= COURTE && valeurs.every((_v, i) => toutDroit(formeA(brut, [...chemin, i])))
    const lignes = valeurs.map((l, i): LigneListe => {
      const ici = [...chemin, i]
      const blocs = courte && profondeur < DEDANS ? contenuDe(brut, ici) : undefined
      return { ...ligneDe(ici, l), ...(blocs ? { blocs } : {}) }
    })
    return { genre: 'liste', lieu, chemin, lignes, nommee: false }
  }
  if (forme.genre === 'ouvert') {
    const entrees = Object.entries((valeur ?? {}) as Record<string, unknown>)
    if (forme.valeur.genre === 'feuille' && profondeur < DEDANS) {
      const figure = chemin.at(-1) === 'valeurs' ? valeurA(brut, chemin.slice(0, -1)) : undefined
      // a figure says a value for each, or one for all the others
      const exigee = (cle: string) =>
        nomsAttendus(brut, figure).includes(cle) && valeurA(brut, [...chemin.slice(0, -1), 'defaut']) === undefined
      const blocs = [...new Set([...entrees.map(([cle]) => cle), ...nomsAttendus(brut, figure)])].map((cle): Bloc => {
        const ici = [...chemin, cle]
        // a value may be written with what goes with it, the clause that it comes from
        const sienne = valeurA(brut, ici) === undefined ? forme.valeur : (formeA(brut, ici) ?? forme.valeur)
        const b = bloc(brut, ici, { forme: formeEcrite(brut, ici) ?? sienne, obligatoire: exigee(cle), profondeur: profondeur + 1 })
        // a name of the call may be a key of its file, which means something else
        return b.genre === 'champ' ? { ...b, libelle: nomAttendu(brut, figure, cle) ?? demandeA(brut, ici)?.libelle ?? cle } : b
      })
      return {
        genre: 'groupe',
        lieu,
        chemin,
        vide: !obligatoire && valeur === undefined && blocs.length === 0,
        // written by hand, or before emptying took it away
        retirable: !obligatoire && valeur !== undefined && entrees.length === 0,
        blocs: [...blocs, { genre: 'liste', lieu, chemin, lignes: [], nommee: true, dansSonGroupe: true }],
      }
    }
    return {
      genre: 'liste',
      lieu,
      chemin,
      lignes: entrees.map(([cle, v]) => ({ ...ligneDe([...chemin, cle], v), nom: cle })),
      nommee: true,
    }
  }
  if (profondeur >= DEDANS) return { genre: 'renvoi', lieu, chemin, resume: resumeDe(valeur) }
  const vide = !obligatoire && valeur === undefined
  return { genre: 'groupe', lieu, chemin, blocs: clesDe(brut, chemin, forme, profondeur), vide }
}

const offertsA = (brut: unknown, chemin: Chemin, feuille: Feuille, plusieurs: boolean) => {
  const offerts = codesOfferts(brut, chemin, feuille, plusieurs)
  return offerts && offerts.length > 0 ? { offerts } : {}
}

const clesDe = (brut: unknown, chemin: Chemin, forme: Extract<Forme, { genre: 'ferme' }>, profondeur: number): Bloc[] =>
  forme.cles.map(({ cle, forme: f, obligatoire }) => bloc(brut, [...chemin, cle], { forme: f, obligatoire, profondeur: profondeur + 1 }))

/** The page of one place: what it holds, without a frame around it. */
export function contenuDe(brut: unknown, chemin: Chemin): Bloc[] {
  const forme = formeA(brut, chemin)
  if (!forme) return []
  if (forme.genre === 'ferme') return clesDe(brut, chemin, forme, 0)
  return [bloc(brut, chemin, { forme, obligatoire: true, profondeur: 0 })]
}

/** The fields that a page shows, in its order. */
export const champsDe = (blocs: readonly Bloc[]): Champ[] =>
  blocs.flatMap(b => {
    if (b.genre === 'champ') return [b]
    if (b.genre === 'groupe') return champsDe(b.blocs)
    return b.genre === 'liste' ? b.lignes.flatMap(l => champsDe(l.blocs ?? [])) : []
  })

/** The same fields with what was typed in them and could not be kept: nobody types it again. */
export const avecSaisies = (blocs: readonly Bloc[], saisies: ReadonlyMap<string, string>): Bloc[] =>
  blocs.map(b => {
    if (b.genre === 'champ') return { ...b, valeur: saisies.get(b.lieu) ?? b.valeur }
    if (b.genre === 'groupe') return { ...b, blocs: avecSaisies(b.blocs, saisies) }
    if (b.genre !== 'liste') return b
    return { ...b, lignes: b.lignes.map(l => (l.blocs ? { ...l, blocs: avecSaisies(l.blocs, saisies) } : l)) }
  })

const NOMS = ['titre', 'libelle', 'nom', 'texte', 'phrase', 'quand', 'objet', 'formule', 'numero', 'code', 'id'] as const
const nommes: readonly string[] = NOMS.slice(0, -2)
const ligneDe = (chemin: Chemin, valeur: unknown) => {
  const v = (valeur !== null && typeof valeur === 'object' ? valeur : { nom: valeur }) as Record<string, unknown>
  const dits = nommes
    .flatMap(cle => (typeof v[cle] === 'string' || (typeof v[cle] === 'number' && cle !== 'numero') ? [String(v[cle])] : []))
    .filter(Boolean)
  return { lieu: ecrireLieu(chemin), nom: dits[0] ?? sansNom(chemin), sous: sousDe(v) }
}
/** « Une période »: what has just been added has no name yet. */
const sansNom = (chemin: Chemin) => (typeof chemin.at(-1) === 'number' ? majuscule(uneDe(chemin.slice(0, -1))) : libelleDe(chemin))
/** A few words of what a line holds. */
const sousDe = (v: Record<string, unknown>) =>
  Object.entries(v)
    .flatMap(([cle, x]) => {
      if ((NOMS as readonly string[]).includes(cle) || cle === 'clauses' || cle === 'clause') return []
      if (Array.isArray(x)) return x.length > 0 ? [`${libelleDe([cle]).split(',')[0]!.toLowerCase()}\u00a0: ${x.length}`] : []
      return typeof x === 'string' || typeof x === 'number' || typeof x === 'boolean'
        ? [choixDe(enSaisie(x, { genre: 'feuille', type: 'jour' }))]
        : []
    })
    .slice(0, 4)
    .join(', ')
const resumeDe = (v: unknown) => (v === undefined || v === null ? 'Rien encore' : ligneDe([], v).sous)

/** The name of a place among its own, for a title and a breadcrumb. */
export const nomDuLieu = (brut: unknown, chemin: Chemin): string => {
  const cle = chemin.at(-1)
  if (typeof cle === 'number') return ligneDe(chemin, valeurA(brut, chemin)).nom
  const parent = formeA(brut, chemin.slice(0, -1))
  return parent?.genre === 'ouvert' ? String(cle) : libelleDe(chemin)
}
