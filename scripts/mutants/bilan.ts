import { EQUIVALENTS } from './equivalents.ts'

export type Resultat = {
  cle: string
  theme: string
  fichier: string
  ligne: number
  source: string
  de: number
  a: number
  avant: string
  par: string
  /** Without a verdict: what failed with the fault fails without it too. */
  sort: 'tué' | 'survit' | 'hors délai' | 'sans verdict'
  /** Played before the nearest tests only. */
  proches?: boolean
  /** Refused by the compiler, which `npm test` plays too. */
  types?: boolean
  tests: number
  dit: string
}

/** What a campaign found, as Markdown: the share by theme, then each fault that no test noticed. Nothing leaves the denominator. */
export function bilan(
  faits: readonly Resultat[],
  { tires, possibles, graine }: { tires: readonly { theme: string }[]; possibles: number; graine: number },
): string {
  const nombre = (rs: readonly Resultat[], sort: Resultat['sort']) => rs.filter(r => r.sort === sort).length
  // what was played first was not drawn: there is no share before the end
  const ligne = (nom: string, rs: readonly Resultat[], tires: number) => {
    const tues = nombre(rs, 'tué')
    const part = rs.length === tires ? `${((100 * tues) / tires).toFixed(1)} %` : '—'
    return `| ${nom} | ${tires} | ${rs.length} | ${tues} | ${rs.filter(r => r.types).length} | ${nombre(rs, 'survit')} | ${nombre(rs, 'hors délai')} | ${nombre(rs, 'sans verdict')} | ${rs.filter(r => r.sort !== 'tué' && EQUIVALENTS[r.cle]).length} | ${part} |`
  }
  const restes = faits.filter(r => r.sort !== 'tué').toSorted((a, b) => a.cle.localeCompare(b.cle))
  const decrire = (r: Resultat) => [
    `- ${r.fichier}:${r.ligne} — ${r.sort}, ${r.tests} fichiers de tests${EQUIVALENTS[r.cle] ? ` — équivalent : ${EQUIVALENTS[r.cle]}` : ''}`,
    `  \`${enLigne(r.avant)}\` → \`${enLigne(r.par)}\`  (${r.cle})`,
  ]
  return [
    `# Mutants`,
    '',
    `${faits.length} joués sur ${tires.length} tirés (graine ${graine}) parmi ${possibles} possibles.`,
    '',
    '| thème | tirés | joués | tués | dont par les types | survivants | hors délai | sans verdict | dont équivalents | part tuée |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...[...Map.groupBy(tires, t => t.theme)].map(([theme, ts]) =>
      ligne(
        theme,
        faits.filter(r => r.theme === theme),
        ts.length,
      ),
    ),
    ligne('tous', faits, tires.length),
    '',
    ...restes.flatMap(decrire),
    '',
  ].join('\n')
}

const enLigne = (texte: string) => texte.replace(/\s+/g, ' ').slice(0, 120)
