// `npm run droits`: writes docs/droits.md, who may do what, from the decree (`src/features/decret`).
import { writeFileSync } from 'node:fs'
import { pageDesDroits } from './droits/page.ts'

writeFileSync('docs/droits.md', pageDesDroits())
