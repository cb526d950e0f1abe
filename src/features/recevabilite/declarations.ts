import { typographie } from '../../lib/typographie.ts'
import type { Appel } from '../cahier/index.ts'
import type { RegleLue } from './couverture.ts'
import type { Bloc, Controle, Partie, Regle } from './declaration.ts'
import { declarationsAide } from './declarations-aide.ts'
import { declarationsCombien } from './declarations-combien.ts'
import { declarationsQui } from './declarations-qui.ts'

/** `etapes`: where it is mended, by form; a rule of the file has one étape for all. */
export type RegleDeLAppel = Omit<Regle, 'controles'> & { controles: readonly Controle[]; etapes?: ReadonlyMap<string, string> }

/**
 * What a call declares besides its rules, as rules: who may file, of what size, from where, how many together, for how much, what part of the aid a marginal expense
 * may take, how many dossiers of one porteur, how many lauréats, how much de minimis aid. A declaration that a rule of the file judges already (`couverture.ts`) makes none: `docs/adr/0025-declare-donc-juge.md`. Pure.
 */
export function declarer(appel: Appel, lues: readonly RegleLue[]): RegleDeLAppel[] {
  const toutes = [...declarationsQui(appel, lues), ...declarationsAide(appel, lues), ...declarationsCombien(appel, lues)]
  return toutes.flatMap(p => (p && p.controles.length > 0 ? [regleDe(appel, p)] : []))
}

function regleDe(appel: Appel, p: Partie): RegleDeLAppel {
  const ecrans = new Set(appel.simulateur.ecrans.map(e => e.type))
  const etapes = new Map(
    appel.formulaires.flatMap(f => {
      const etape = f.etapes.find(e => e.blocs.includes(p.bloc)) ?? f.etapes.find(e => e.blocs.includes('structure'))
      return etape ? [[f.code, etape.code] as const] : []
    }),
  )
  const id = `declaration-${p.code.replaceAll('_', '-')}`
  return {
    id: appel.regles.some(r => r.id === id) ? `${id}-de-l-appel` : id,
    titre: p.titre,
    clauses: [...new Set(p.clauses.length > 0 ? p.clauses : aDefaut(appel, p.bloc))],
    usages: p.simulateurSeul
      ? ['simulateur']
      : [...(p.ecrans !== 'aucun' && p.ecrans.every(e => ecrans.has(e)) ? (['simulateur'] as const) : []), 'depot', 'instruction'],
    etape: [...etapes.values()][0] ?? '',
    etapes,
    champ: p.champ,
    ...(p.applicable ? { applicable_si: p.applicable.si, sans_objet: typographie(p.applicable.sinon) } : {}),
    controles: p.controles.map(c => ({ ...c, phrase: typographie(c.phrase), ...(c.constat ? { constat: typographie(c.constat) } : {}) })),
    respectee: typographie(p.respectee),
  }
}

/** The clauses of what stands beside it on the page, when a declaration has none of its own. */
const aDefaut = (appel: Appel, bloc: Bloc) =>
  bloc === 'plan' || bloc === 'minimis' ? appel.aide.clauses : appel.porteurs.types.flatMap(t => t.clauses)
