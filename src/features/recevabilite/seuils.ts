import type { Appel } from '../cahier/index.ts'
import { analyser, type ReglePrete } from './analyser.ts'
import { enfantsDe, type Noeud } from './formules.ts'
import { type Corps, noeudsDuCorps } from './publicodes.ts'
import { uniteDe } from './unites.ts'

/**
 * A figure with which a rule of the filing compares a fact, or what the call works out under a name. `fait` and `fixe`: names of the formulas; `fixe` is a figure where the
 * call writes one, and otherwise a name whose value depends on the dossier, `plus` so many days. Cents, fractions, whole numbers, days since 1970, by `genre`.
 */
export type Seuil = {
  regle: string
  titre: string
  fait: string
  libelle: string
  genre: 'montant' | 'taux' | 'nombre' | 'date'
  op: string
  fixe: number | { nom: string; plus?: number }
  /** Where a scale changes: the figure that it gives, and its kind. */
  bareme?: string
  donne?: 'montant' | 'taux' | 'nombre' | 'date'
  /** What each is counted in, where it is a number. */
  unite?: string | undefined
  uniteDonnee?: string | undefined
}

const INVERSES: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }
const GENRES = ['montant', 'taux', 'nombre', 'date']

/** The thresholds of the rules that judge a filing, in the order of the rules, each once. Pure. */
export function seuilsDe(appel: Appel): Seuil[] {
  const { regles, corps, lexique, agregats } = analyser(appel)
  const lire = (r: ReglePrete) => {
    const cles = [...(r.applicable ? [r.applicable.cle] : []), ...r.controles.map(c => c.condition.cle)]
    const date = (nom: string) => lexique.get(nom)?.genre === 'date'
    return cles
      .flatMap(cle => noeudsDuCorps(corps.get(cle) ?? { quoi: 'fait' }))
      .flatMap(n => [...comparaisons(n, { corps, date }), ...bandes(n, { corps, date }, new Set())])
  }
  const tous = regles
    .filter(r => r.regle.usages.includes('depot') && !r.ligne)
    .flatMap(r => lire(r).map(c => ({ ...c, regle: r.regle.id, titre: r.regle.titre })))
    .flatMap((c): Seuil[] => {
      const def = lexique.get(c.fait)
      // nothing is under zero: a formula keeps itself from it, and no text speaks of it
      if (!def || !GENRES.includes(def.genre) || c.fixe === 0) return []
      const donne = c.bareme === undefined ? undefined : lexique.get(c.bareme)?.genre
      const unite = (nom: string, genre: string | undefined) =>
        genre === 'nombre' ? uniteDe(appel, nom, { corps, lexique, agregats }) : undefined
      return [
        {
          ...c,
          libelle: def.libelle,
          genre: def.genre as Seuil['genre'],
          unite: unite(c.fait, def.genre),
          ...(donne ? { donne: donne as Seuil['genre'], uniteDonnee: unite(c.bareme!, donne) } : {}),
        },
      ]
    })
  return [...new Map(tous.map(s => [JSON.stringify([s.regle, s.fait, s.op, s.fixe, s.bareme]), s])).values()]
}

type Comparaison = Pick<Seuil, 'fait' | 'op' | 'fixe' | 'bareme'>
/** `date`: whether a name is a day: two days that the dossier says are compared as one with a figure, an amount with another is not. */
type Noms = { corps: ReadonlyMap<string, Corps>; date: (nom: string) => boolean }
/** Comparisons of a name with a figure anywhere in a condition, through what it names. */
function comparaisons(n: Noeud, noms: Noms, reste = 20): Comparaison[] {
  if (reste === 0) return []
  if (n.genre === 'nom') {
    const c = noms.corps.get(n.nom)
    return c?.quoi === 'formule' ? comparaisons(c.noeud, noms, reste - 1) : []
  }
  const dedans = enfantsDe(n).flatMap(e => (e.genre === 'nom' ? [] : comparaisons(e, noms, reste - 1)))
  // « a et b »: each side may be the name of a condition
  if (n.genre === 'operation' && !(n.op in INVERSES)) return enfantsDe(n).flatMap(e => comparaisons(e, noms, reste - 1))
  if (n.genre !== 'operation') return dedans
  const droit = sens(n.gauche, n.droite, n.op, noms)
  const autre = droit ?? sens(n.droite, n.gauche, INVERSES[n.op]!, noms)
  return autre ? [autre, ...dedans] : dedans
}

/** Where the scales that a condition stands on change from one value to the next. */
function bandes(n: Noeud, noms: Noms, vus: Set<string>): Comparaison[] {
  if (n.genre !== 'nom') return enfantsDe(n).flatMap(e => bandes(e, noms, vus))
  const c = vus.has(n.nom) ? undefined : noms.corps.get(n.nom)
  vus.add(n.nom)
  if (c?.quoi === 'formule') return bandes(c.noeud, noms, vus)
  if (c?.quoi !== 'variations') return []
  return c.cas.flatMap(({ si }) => comparaisons(si, noms).map(x => ({ ...x, bareme: n.nom })))
}

function sens(fait: Noeud, autre: Noeud, op: string, { corps, date }: Noms): Comparaison | undefined {
  const [ecart, depuis] = [jours(fait, '-'), jours(autre, '+')]
  // « fin - début <= 30 », « fin <= début + 30 »: the end, so many days after the beginning
  const n = ecart && deplier(autre, corps)
  if (ecart && n?.genre === 'litteral' && date(ecart[0]) && nomDe(ecart[1]) && date(nomDe(ecart[1])!))
    return { fait: ecart[0], op, fixe: { nom: nomDe(ecart[1])!, plus: Number(n.valeur) } }
  if (fait.genre !== 'nom' || deplier(fait, corps).genre === 'litteral') return undefined
  const plus = depuis && deplier(depuis[1], corps)
  if (depuis && date(depuis[0]) && plus?.genre === 'litteral')
    return { fait: fait.nom, op, fixe: { nom: depuis[0], plus: Number(plus.valeur) } }
  const fixe = deplier(autre, corps)
  if (fixe.genre === 'litteral' && typeof fixe.valeur === 'number') return { fait: fait.nom, op, fixe: fixe.valeur }
  const connu = fixe.genre === 'nom' && (corps.get(fixe.nom)?.quoi !== 'fait' || (date(fixe.nom) && date(fait.nom)))
  return connu ? { fait: fait.nom, op, fixe: { nom: fixe.nom } } : undefined
}
const nomDe = (n: Noeud) => (n.genre === 'nom' ? n.nom : undefined)
/** A name, then what is added to it or taken from it. */
const jours = (n: Noeud, op: string): [string, Noeud] | undefined =>
  n.genre === 'operation' && n.op === op && n.gauche.genre === 'nom' ? [n.gauche.nom, n.droite] : undefined
/** A parameter that is a figure is that figure; a calculation keeps its name. */
function deplier(n: Noeud, corps: ReadonlyMap<string, Corps>, reste = 20): Noeud {
  const c = n.genre === 'nom' ? corps.get(n.nom) : undefined
  if (c?.quoi !== 'formule' || c.arrondi || reste === 0) return n
  const dedans = deplier(c.noeud, corps, reste - 1)
  return dedans.genre === 'litteral' || dedans.genre === 'nom' ? dedans : n
}
