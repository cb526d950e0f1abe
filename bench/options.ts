import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What `npm start` of a checkout gives Node before the program: its memory and its speed are measured as people run it. */
export function optionsDe(dossier: string): string[] {
  const [, demarrage = ''] = String(JSON.parse(readFileSync(join(dossier, 'package.json'), 'utf8')).scripts.start).split('exec node')
  return demarrage.match(/--\S+/g) ?? []
}
export const OPTIONS = optionsDe('.')

/** What a browser says that it reads: a page also counts the messages that wait for whoever reads it. */
export const ACCEPTE: Readonly<Record<string, string>> = { GET: 'text/html', POST: 'text/html', PUT: 'application/json' }
