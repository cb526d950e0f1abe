import type { Manque } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'

/** How the rules name a missing field that is no question of the call. */
const MOTS: Record<string, string> = {
  aide: 'l’aide demandée',
  part: 'votre part',
  volet: 'le volet',
  actions: 'les actions',
  depenses: 'les dépenses',
}

const completude = (v: Verdict) => v.regle.startsWith('completude-')
/** It only lacks answers; a rule that asks for something itself says it in its own sentence. */
const attend = (v: Verdict) => v.resultat === 'a_completer' && !completude(v) && v.manquants.length > 0 && v.manquants[0] !== v.explication

export type ARegler = {
  /** What somebody has to do, each thing said once. */
  points: Verdict[]
  /** Rules that will say something by themselves once these are settled. */
  attendent: Verdict[]
  /** How many things to do: each missing answer counts for one. */
  nombre: number
}

/** What blocks a filing. A rule that waits for an answer asked for elsewhere is no point of its own: one missing answer is one thing to do. Pure. */
export function aRegler(verdicts: readonly Verdict[], manques: readonly Manque[]): ARegler {
  const demandes = new Set(manques.flatMap(m => [`«\u00a0${m.libelle}\u00a0»`, MOTS[m.champ] ?? []].flat()))
  const champs = new Set(manques.map(m => m.champ))
  const points: Verdict[] = []
  const attendent: Verdict[] = []
  for (const v of verdicts.filter(x => x.bloquant)) {
    // the missing field may be this rule's own: it asks for it, unless another rule has
    const sien = v.champ !== undefined && champs.has(v.champ) && !points.some(p => p.champ === v.champ)
    if (attend(v) && !sien && v.manquants.every(m => demandes.has(m))) attendent.push(v)
    else points.push(v)
  }
  return { points, attendent, nombre: points.reduce((n, v) => n + (completude(v) ? v.manquants.length : 1), 0) }
}
