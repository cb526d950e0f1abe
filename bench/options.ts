import { readFileSync } from 'node:fs'

/** What `npm start` gives Node before the program: its memory is measured as people run it. */
const [, demarrage = ''] = String(JSON.parse(readFileSync('package.json', 'utf8')).scripts.start).split('exec node')
export const OPTIONS: string[] = demarrage.match(/--\S+/g) ?? []

/** What a browser says that it reads: a page also counts the messages that wait for whoever reads it. */
export const ACCEPTE: Readonly<Record<string, string>> = { GET: 'text/html', POST: 'text/html', PUT: 'application/json' }
