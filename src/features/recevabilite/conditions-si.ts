import type { Appel } from '../cahier/index.ts'

/** Every `si` of what a call shows or asks: its key in the analysis, its formula, where it stands. Pure. */
export function conditionsSi(appel: Appel): [string, string, (string | number)[]][] {
  const si = <T extends { si?: string | undefined }>(liste: readonly T[], cle: (t: T) => string, chemin: (string | number)[]) =>
    liste.flatMap((t, i): [string, string, (string | number)[]][] => (t.si === undefined ? [] : [[cle(t), t.si, [...chemin, i, 'si']]]))
  return [
    ...appel.formulaires.flatMap((f, i) =>
      f.etapes.flatMap((e, j) => si(e.questions, q => `question:${q.id}`, ['formulaires', i, 'etapes', j, 'questions'])),
    ),
    ...si(appel.pieces, p => `piece:${p.code}`, ['pieces']),
    ...si(appel.engagements, e => `engagement:${e.code}`, ['engagements']),
    ...si(appel.criteres.liste, c => `critere:${c.code}`, ['criteres', 'liste']),
    ...si(appel.avis, a => `avis:${a.code}`, ['avis']),
    ...(appel.aide.minimis?.si === undefined
      ? []
      : [['minimis', appel.aide.minimis.si, ['aide', 'minimis', 'si']] as [string, string, string[]]]),
  ]
}
