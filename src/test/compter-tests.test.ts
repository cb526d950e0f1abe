import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import CompterTests, { compter } from '../../scripts/compter-tests.mjs'

const jouer = (nom: string, state: string, note?: string) => ({ fullName: nom, result: () => ({ state, note }) })
const fichier = (...tests: ReturnType<typeof jouer>[]) => ({
  relativeModuleId: 'src/essai.test.ts',
  state: () => 'passed',
  errors: () => [],
  children: { allTests: () => tests },
  diagnostic: () => ({ duration: 12_400 }),
})
/** What the line of `npm test` gets from a run of these tests. */
function compte(reussi: boolean, ...tests: ReturnType<typeof jouer>[]) {
  const dossier = mkdtempSync(join(tmpdir(), 'gt-compte-'))
  process.env.GUICHET_COMPTE_TESTS = join(dossier, 'compte.json')
  try {
    new CompterTests().onTestRunEnd([fichier(...tests)], [])
    return compter(JSON.parse(readFileSync(process.env.GUICHET_COMPTE_TESTS, 'utf8')), reussi)
  } finally {
    rmSync(dossier, { recursive: true })
  }
}

test('un test ignoré est compté et nommé avec sa raison\u00a0; sans raison, c’est un échec', () => {
  const dit = compte(true, jouer('va bien', 'passed'), jouer('demande un clamd', 'skipped', 'CLAMD_ESSAI ne nomme aucun clamd'))
  expect(dit).toMatchObject({ passed: 1, failed: 0, skipped: 1 })
  expect(dit.lignes).toEqual([
    '  12 s  src/essai.test.ts',
    'ignoré : src/essai.test.ts > demande un clamd — CLAMD_ESSAI ne nomme aucun clamd',
  ])
  expect(compte(true, jouer('va bien', 'passed'), jouer('oublié', 'skipped'))).toMatchObject({ passed: 1, failed: 1, skipped: 1 })
})

test('une exécution sans un test, ou qui échoue sans qu’un test le dise, n’est pas un succès', () => {
  expect(compte(true)).toMatchObject({ failed: 1 })
  expect(compte(false, jouer('va bien', 'passed'))).toMatchObject({ passed: 1, failed: 1 })
  expect(compte(false, jouer('va bien', 'passed'), jouer('va mal', 'failed'))).toMatchObject({ passed: 1, failed: 1 })
})
