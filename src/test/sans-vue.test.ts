import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

/** Node takes the types out of a `.ts` by itself, and reads no `.tsx`: what a command or a measure imports reaches no view. */
const BOITE = globSync('src/features/instruction/{boite,liste}/*.{queries,table}.ts')
const imports = (f: string) =>
  [...readFileSync(f, 'utf8').matchAll(/^import (?!type )[^;]*? from '(\.[^']*\/src\/[^']*\.ts)'/gm)].map(m => join(f, '..', m[1]!))

it('ce que les commandes et les mesures lisent du produit, et les requêtes de la boîte, se chargent avec Node seul', () => {
  const appelants = globSync(['bench/*.ts', 'scripts/*.ts', 'scripts/*/*.ts'])
  const lus = [...new Set([...appelants.flatMap(imports), ...BOITE])]
  expect(lus).toEqual(expect.arrayContaining(['src/features/instruction/liste/liste.queries.ts', 'src/features/agents/donner-role.ts']))
  const code = `for (const f of ${JSON.stringify(lus.map(f => pathToFileURL(resolve(f)).href))})
    await import(f).catch(e => console.log(f + ' : ' + e.message))
  process.exit()`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })).toBe('')
}, 60_000)
