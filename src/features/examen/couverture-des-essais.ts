import type { Appel } from '../cahier/index.ts'
import type { EssaiJoue } from './jouer-essais.ts'

/** Whether a rule may forbid a filing by what a dossier says: one that only waits for answers forbids none. */
const refuse = (r: Appel['regles'][number]) =>
  r.usages.includes('depot') && r.controles.some(c => c.sinon === 'non_respectee' || c.bloquant === true)

/** What the test dossiers of a call show of it: that one is filed, and which of the rules that its file writes refuse none of them. Pure. */
export function couvertureDesEssais(appel: Appel, joues: readonly EssaiJoue[]): { depose: boolean; sansRefus: Appel['regles'][number][] } {
  const refus = joues.filter(j => !j.depose).flatMap(j => j.verdicts.filter(v => v.bloquant && v.resultat !== 'a_completer'))
  const montrees = new Set(refus.map(v => v.regle))
  const regles = [...appel.regles, ...(appel.second?.regles ?? [])]
  const parId = new Map(regles.filter(refuse).map(r => [r.id, r]))
  return { depose: joues.some(j => j.depose), sansRefus: [...parId.values()].filter(r => !montrees.has(r.id)) }
}
