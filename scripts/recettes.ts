// `npm run recettes`: follows each recipe of CONTRIBUTING.md in a copy of the repository, as a newcomer would: its files in their order, its commands, types, format,
// boundaries and its tests. `-- NOM` follows one of them. The copies go when it ends.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { faire } from './recettes/recette.ts'
import { fichiersDe, RECETTES } from './recettes/toutes.ts'

const choisies = RECETTES.filter(r => process.argv.length < 3 || process.argv.slice(2).includes(r.nom))
const suivis = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(f => f && existsSync(f))
let fautes = 0
console.log('| Recette | Fichiers | Secondes | |\n|---|---|---|---|')
for (const r of choisies) {
  const dossier = mkdtempSync(join(tmpdir(), 'recette-'))
  const depuis = performance.now()
  try {
    for (const f of suivis) cpSync(f, join(dossier, f), { recursive: true })
    symlinkSync(resolve('node_modules'), join(dossier, 'node_modules'))
    for (const e of r.etapes) {
      const fichier = join(dossier, e.fichier)
      writeFileSync(fichier, faire(e, existsSync(fichier) ? readFileSync(fichier, 'utf8') : undefined))
    }
    const jouer = (...args: string[]) =>
      execFileSync(process.execPath, args, { cwd: dossier, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    for (const commande of r.suite ?? []) jouer(join('scripts', `${commande}.ts`))
    jouer('node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json')
    jouer('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...fichiersDe(r).filter(f => f.startsWith('src')))
    jouer('scripts/boundaries.mjs')
    if (r.essais) jouer('node_modules/vitest/vitest.mjs', 'run', '--project', 'tranches', ...r.essais)
    console.log(`| ${r.nom} | ${fichiersDe(r).length} | ${Math.round((performance.now() - depuis) / 1000)} | tenue |`)
  } catch (e) {
    fautes++
    const { stdout = '', stderr = '', message } = e as { stdout?: string; stderr?: string; message: string }
    console.log(`| ${r.nom} | ${fichiersDe(r).length} | | MANQUÉE |\n${`${message}\n${stdout}${stderr}`.slice(0, 4000)}`)
  } finally {
    rmSync(dossier, { recursive: true, force: true })
  }
}
process.exit(fautes > 0 ? 1 : 0)
