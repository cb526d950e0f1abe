import type { Analyse } from './analyser.ts'
import { chiffre } from './couverture.ts'
import { enfantsDe, type Noeud, nomsDe } from './formules.ts'
import type { Phrase } from './phrases.ts'
import { faitsLus, noeudsDuCorps } from './publicodes.ts'

/**
 * Names that the rules, conditions and sentences of a call come down to, calculations and scales included; figures (`chiffre`) that conditions compare; facts that a
 * computed aid comes down to (`deLAide`).
 */
export type Usages = { readonly noms: ReadonlySet<string>; readonly chiffres: ReadonlySet<string>; readonly deLAide: ReadonlySet<string> }

export function usagesDe({ regles, conditions, instances, corps, tableaux, aide }: Analyse): Usages {
  const noms = new Set<string>()
  const chiffres = new Set<string>()
  function suivre(depart: readonly string[], noter: (n: Noeud) => void, noeuds: readonly Noeud[] = []) {
    const vus = new Set<string>()
    const attendent = [...depart]
    const voir = (n: Noeud): void => {
      noter(n)
      if (n.genre === 'nom') attendent.push(n.nom)
      for (const e of enfantsDe(n)) voir(e)
    }
    noeuds.forEach(voir)
    for (let nom = attendent.pop(); nom !== undefined; nom = attendent.pop()) {
      if (vus.has(nom)) continue
      vus.add(nom)
      noms.add(nom)
      const c = corps.get(nom)
      if (c) for (const n of noeudsDuCorps(c)) voir(n)
    }
  }
  const jugees = [
    ...regles.flatMap(r => [...(r.applicable ? [r.applicable.cle] : []), ...r.controles.map(c => c.condition.cle)]),
    ...[...conditions.values(), ...instances.values()].map(c => c.cle),
    ...(aide ? [aide.cle] : []),
    // what a line works out, everybody reads
    ...[...tableaux.values()].flatMap(t => t.colonnes.flatMap(c => (c.calcul ? nomsDe(c.calcul.noeud) : []))),
  ]
  // what a line of a table is worked out from, and judged on
  const parLigne = [
    ...[...tableaux.values()].flatMap(t => [
      ...t.colonnes.flatMap(c => (c.calcul ? [c.calcul.noeud] : [])),
      ...[...t.corps.values()].flatMap(noeudsDuCorps),
    ]),
    ...regles.flatMap(r => r.ligne?.controles.map(c => c.noeud) ?? []),
  ]
  const noter = (n: Noeud) => {
    if (n.genre === 'litteral' && n.type !== 'texte' && n.type !== 'oui_non') chiffres.add(chiffre(n.type, n.valeur))
  }
  suivre(jugees, noter, parLigne)
  const dites = regles.flatMap(r => [
    ...r.controles.flatMap(c => [c.phrase, c.constat ?? []]),
    r.sansObjet,
    r.aCompleter ?? [],
    r.respectee,
  ])
  suivre(
    dites.flatMap(citees),
    () => {},
    regles.flatMap(r => [...(r.ligne?.formules.values() ?? [])]),
  )
  return { noms, chiffres, deLAide: new Set(aide ? faitsLus(corps, [aide.cle]) : []) }
}

const citees = (p: Phrase) => p.flatMap(m => (typeof m === 'string' ? [] : [m.cle]))
