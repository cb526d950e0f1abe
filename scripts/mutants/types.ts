// The compiler is one of our checks: a fault that `tsc` refuses never lands. It is asked in a copy of the sources; ours are not touched.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DOSSIER } from './couverture.ts'
import { appliquer, type Mutant } from './operateurs.ts'

const TSC = resolve('node_modules/typescript7/bin/tsc')

export function ouvrirTypes() {
  const copie = resolve(DOSSIER, 'types')
  rmSync(copie, { recursive: true, force: true })
  mkdirSync(copie, { recursive: true })
  const { include } = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { include: string[] }
  for (const quoi of [...include, 'tsconfig.json', 'package.json']) cpSync(quoi, join(copie, quoi), { recursive: true })
  /** The first error, if any. */
  const verifier = () => {
    const { status, stdout } = spawnSync(process.execPath, [TSC, '-p', 'tsconfig.json'], { cwd: copie, encoding: 'utf8' })
    return status === 0 ? undefined : (stdout.split('\n')[0] ?? '')
  }
  const sansFaute = verifier()
  if (sansFaute !== undefined) throw new Error(`the sources do not compile without a fault: ${sansFaute}`)
  return {
    refuser: (fichier: string, mutant: Mutant) => {
      const texte = readFileSync(fichier, 'utf8')
      writeFileSync(join(copie, fichier), appliquer(texte, mutant))
      const erreur = verifier()
      writeFileSync(join(copie, fichier), texte)
      return erreur
    },
    fermer: () => rmSync(copie, { recursive: true, force: true }),
  }
}
