import type { Appel } from '../cahier/index.ts'
import { analyser, type ReglePrete } from './analyser.ts'
import { enfantsDe, type Noeud } from './formules.ts'
import { type Corps, noeudsDuCorps } from './publicodes.ts'

/**
 * A figure with which a rule of the filing compares a fact, or what the call works out under a name. `fait` and `fixe`: names of the formulas; `fixe` is a figure where the
 * call writes one, and otherwise a name whose value depends on the dossier. Cents, fractions, whole numbers, days since 1970, by `genre`.
 */
export type Seuil = {
  regle: string
  titre: string
  fait: string
  libelle: string
  genre: 'montant' | 'taux' | 'nombre' | 'date'
  op: string
  fixe: number | { nom: string }
}

const INVERSES: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }
const GENRES = ['montant', 'taux', 'nombre', 'date']

/** The thresholds of the rules that judge a filing, in the order of the rules, each once. Pure. */
export function seuilsDe(appel: Appel): Seuil[] {
  const { regles, corps, lexique } = analyser(appel)
  const lire = (r: ReglePrete) => {
    const cles = [...(r.applicable ? [r.applicable.cle] : []), ...r.controles.map(c => c.condition.cle)]
    return cles.flatMap(cle => noeudsDuCorps(corps.get(cle) ?? { quoi: 'fait' })).flatMap(n => comparaisons(n, corps))
  }
  const tous = regles
    .filter(r => r.regle.usages.includes('depot') && !r.ligne)
    .flatMap(r => lire(r).map(c => ({ ...c, regle: r.regle.id, titre: r.regle.titre })))
    .flatMap((c): Seuil[] => {
      const def = lexique.get(c.fait)
      // nothing is under zero: a formula keeps itself from it, and no text speaks of it
      return def && GENRES.includes(def.genre) && c.fixe !== 0 ? [{ ...c, libelle: def.libelle, genre: def.genre as Seuil['genre'] }] : []
    })
  return [...new Map(tous.map(s => [JSON.stringify([s.regle, s.fait, s.op, s.fixe]), s])).values()]
}

type Comparaison = Pick<Seuil, 'fait' | 'op' | 'fixe'>
/** Comparisons of a name with a figure anywhere in a condition, through what it names. */
function comparaisons(n: Noeud, corps: ReadonlyMap<string, Corps>, reste = 20): Comparaison[] {
  if (reste === 0) return []
  if (n.genre === 'nom') {
    const c = corps.get(n.nom)
    return c?.quoi === 'formule' ? comparaisons(c.noeud, corps, reste - 1) : []
  }
  const dedans = enfantsDe(n).flatMap(e => (e.genre === 'nom' ? [] : comparaisons(e, corps, reste - 1)))
  if (n.genre !== 'operation' || !(n.op in INVERSES)) return n.genre === 'operation' ? deLiens(n, corps, reste) : dedans
  const droit = sens(n.gauche, n.droite, n.op, corps)
  const autre = droit ?? sens(n.droite, n.gauche, INVERSES[n.op]!, corps)
  return autre ? [autre, ...dedans] : dedans
}
/** « a et b »: each side may be the name of a condition. */
const deLiens = (n: Noeud, corps: ReadonlyMap<string, Corps>, reste: number) => enfantsDe(n).flatMap(e => comparaisons(e, corps, reste - 1))

function sens(fait: Noeud, autre: Noeud, op: string, corps: ReadonlyMap<string, Corps>): Comparaison | undefined {
  if (fait.genre !== 'nom' || deplier(fait, corps).genre === 'litteral') return undefined
  const fixe = deplier(autre, corps)
  if (fixe.genre === 'litteral' && typeof fixe.valeur === 'number') return { fait: fait.nom, op, fixe: fixe.valeur }
  return fixe.genre === 'nom' && corps.get(fixe.nom)?.quoi !== 'fait' ? { fait: fait.nom, op, fixe: { nom: fixe.nom } } : undefined
}
/** A parameter that is a figure is that figure; a calculation keeps its name. */
function deplier(n: Noeud, corps: ReadonlyMap<string, Corps>, reste = 20): Noeud {
  const c = n.genre === 'nom' ? corps.get(n.nom) : undefined
  if (c?.quoi !== 'formule' || c.arrondi || reste === 0) return n
  const dedans = deplier(c.noeud, corps, reste - 1)
  return dedans.genre === 'litteral' || dedans.genre === 'nom' ? dedans : n
}
