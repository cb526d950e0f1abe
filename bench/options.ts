import { readFileSync } from 'node:fs'

/** What `npm start` gives Node before the program: its memory is measured as people run it. */
export const OPTIONS: string[] = JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.match(/--\S+/g) ?? []
