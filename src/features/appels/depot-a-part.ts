import type { Appel, Etape } from '../cahier/index.ts'

const TITRE = 'Relire et déposer'

/**
 * The page that files reads everything again and asks for nothing. Where a call asks something in its last step, that step keeps its code and what it asks, and the
 * filing has a step of its own after it, in each temps. Pure; the same call when there is nothing to part.
 */
export function depotAPart(ecrit: Appel): Appel {
  const appel = ecrit.second ? { ...ecrit, second: depotAPart(ecrit.second) } : ecrit
  if (!appel.formulaires.some(f => f.etapes.some(aPartager))) return appel
  return {
    ...appel,
    formulaires: appel.formulaires.map(f => ({ ...f, etapes: f.etapes.flatMap(e => (aPartager(e) ? partager(e, f.etapes) : [e])) })),
  }
}

const aPartager = (e: Etape) => e.blocs.includes('depot') && (e.questions.length > 0 || e.blocs.length > 1)

function partager(e: Etape, toutes: readonly Etape[]): Etape[] {
  const codes = toutes.map(x => x.code)
  let code = 'deposer'
  while (codes.includes(code)) code += '_'
  return [
    { ...e, blocs: e.blocs.filter(b => b !== 'depot') },
    { code, titre: e.titre === TITRE ? 'Déposer' : TITRE, blocs: ['depot'], questions: [] },
  ]
}
