import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Graphe } from './graphe.ts'

/** What a file is, by its name, then by who opens it and what it does. The first line that fits. */
const ROLES: readonly (readonly [string, (fichier: string, lecteur: string, texte: string) => boolean])[] = [
  ['vues', f => f.endsWith('.view.tsx')],
  ['routes', f => /routes\.tsx?$/.test(f)],
  ['pages', f => f.endsWith('.page.tsx')],
  ['règles', f => f.endsWith('.rules.ts')],
  ['requêtes et lectures', f => /\.queries\.ts$|\/lire-[^/]*$/.test(f)],
  ['formulaires', f => f.endsWith('.form.ts')],
  ['mots, données, tables', f => /\.(mots|donnees|table)\.ts$/.test(f)],
  ['navigateur', f => f.startsWith('src/client/')],
  ['derrière une porte', (_f, lecteur) => lecteur.endsWith('/index.ts')],
  ['actes', (_f, _lecteur, texte) => /ContexteActeur|journaliser\(/.test(texte) && texte.includes('Promise<')],
]

/** The files of the product that one other imports and no more, counted by role. */
export function seulsParRole(graphe: Graphe, racine: string): Map<string, number> {
  const lecteurs = new Map<string, string[]>()
  for (const [de, vers] of graphe) for (const f of vers) lecteurs.set(f, [...(lecteurs.get(f) ?? []), de])
  const seuls = [...lecteurs].flatMap(([f, siens]) => (siens.length === 1 ? [[f, siens[0]!] as const] : []))
  const role = ([f, lecteur]: readonly [string, string]) =>
    ROLES.find(([, est]) => est(f, lecteur, readFileSync(join(racine, f), 'utf8')))?.[0] ?? 'autres'
  return new Map([...Map.groupBy(seuls, role)].map(([nom, fichiers]) => [nom, fichiers.length] as const).sort((a, b) => b[1] - a[1]))
}
