// `npm run recettes`: follows each recipe of CONTRIBUTING.md, and each change that is only measured, in a copy of the repository, as a newcomer would: its files in
// their order, its commands, types, format, boundaries and its tests. Migrations and what a command writes are counted apart. `-- NOM` follows one of them. The copies
// go when it ends.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { faire } from './recettes/recette.ts'
import { aPart, fichiersDe, MESUREES, RECETTES } from './recettes/toutes.ts'

const choisies = [...RECETTES, ...MESUREES].filter(r => process.argv.length < 3 || process.argv.slice(2).includes(r.nom))
const suivis = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(f => f && existsSync(f))
let fautes = 0
console.log('| Recette | Fichiers | À part | Secondes | |\n|---|---|---|---|---|')
for (const r of choisies) {
  const dossier = mkdtempSync(join(tmpdir(), 'recette-'))
  const depuis = performance.now()
  const fichiers = fichiersDe(r)
  const comptes = `${fichiers.filter(f => !aPart(f)).length} | ${fichiers.filter(aPart).length}`
  try {
    for (const f of suivis) cpSync(f, join(dossier, f), { recursive: true })
    symlinkSync(resolve('node_modules'), join(dossier, 'node_modules'))
    for (const e of r.etapes) {
      const fichier = join(dossier, e.fichier)
      writeFileSync(fichier, faire(e, existsSync(fichier) ? readFileSync(fichier, 'utf8') : undefined))
    }
    if (r.montre) writeFileSync(join(dossier, r.montre.fichier), r.montre.contenu)
    const jouer = (...args: string[]) =>
      execFileSync(process.execPath, args, { cwd: dossier, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    for (const commande of r.suite ?? []) jouer(join('scripts', `${commande}.ts`))
    const essais = [...(r.essais ?? []), ...(r.montre ? [r.montre.fichier] : [])]
    const aVoir = [...fichiers, ...essais.filter(f => f === r.montre?.fichier)].filter(f => /^src.*tsx?$/.test(f))
    jouer('node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json')
    jouer('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...aVoir)
    jouer('scripts/boundaries.mjs')
    if (essais.length > 0) jouer('node_modules/vitest/vitest.mjs', 'run', '--project', 'tranches', ...essais)
    console.log(`| ${r.nom} | ${comptes} | ${Math.round((performance.now() - depuis) / 1000)} | tenue |`)
  } catch (e) {
    fautes++
    const { stdout = '', stderr = '', message } = e as { stdout?: string; stderr?: string; message: string }
    console.log(`| ${r.nom} | ${comptes} | | MANQUÉE |\n${`${message}\n${stdout}${stderr}`.slice(0, 4000)}`)
  } finally {
    rmSync(dossier, { recursive: true, force: true })
  }
}
process.exit(fautes > 0 ? 1 : 0)
