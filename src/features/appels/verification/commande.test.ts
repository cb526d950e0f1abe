import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sansInsecables } from '../../../test/appels/jouer.ts'
import { FONDS, ITN7 } from '../../../test/appels/varier.ts'

const dossier = mkdtempSync(join(tmpdir(), 'verifier-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const ecrire = (nom: string, texte: string) => {
  const fichier = join(dossier, nom)
  writeFileSync(fichier, texte)
  return fichier
}
function verifier(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/appel-verifier.ts', ...options], { encoding: 'utf8' })
  return { code: status, dit: sansInsecables(stdout), remarques: sansInsecables(stderr).replaceAll(`${dossier}/`, '') }
}

// seen to fail: with warnings that exit 1, then with errors that exit 0
test('npm run appel:verifier dit les deux niveaux, et son code de sortie dit lequel reste', () => {
  const juste = ecrire('appel.yml', FONDS)
  const deux = verifier(juste)
  expect([deux.code, deux.dit]).toEqual([
    0,
    expect.stringContaining('est prêt à être publié, 3 avertissements : à la publication, il faudra dire pourquoi.'),
  ])
  expect(deux.remarques).toContain(
    'appel.yml:21:15 calendrier › vagues › annuelle › code\n  Avertissement : « Dépôt » n’a pas de relevé. L’instruction commence au dépôt',
  )
  expect(verifier(juste, '--strict').code).toBe(3)

  const bloque = verifier(ecrire('bloque.yml', FONDS.replace('quorum: 3', 'quorum: 6')))
  expect([bloque.code, bloque.dit]).toEqual([1, ''])
  expect(bloque.remarques).toContain('comite › quorum\n  Le quorum (6) dépasse le nombre de sièges (5).')
  expect(bloque.remarques).toContain('1 point à corriger, 3 avertissements. L’appel ne peut pas être publié.')
  expect(verifier(join(dossier, 'absent.yml')).code).toBe(2)
}, 60_000)

test('elle vérifie aussi le territoire d’un guichet, et ce qui change d’un texte publié', () => {
  const ailleurs = verifier(ecrire('appel.yml', FONDS), '--guichet', 'guichets/prefet-de-corse.yml')
  expect([ailleurs.code, ailleurs.remarques]).toEqual([0, expect.stringContaining('sort de celui du guichet, Corse : Corrèze (19)')])
  const publie = ecrire('publie.yml', ITN7)
  const change = verifier(ecrire('neuf.yml', ITN7.replace('valeur: 5 000 €', 'valeur: 7 000 €')), '--en-vigueur', publie)
  expect(change.remarques).toContain('Le paramètre « coût minimal » change après l’ouverture.')
  expect(verifier(publie, '--en-vigueur', publie).remarques).not.toContain('après l’ouverture')
}, 60_000)

// before: the count of waves and of test dossiers alone
test('elle dit que les essais ont été joués, et qu’un appel sans vague est au fil de l’eau', () => {
  expect(verifier('src/test/appels/degats-orages.yml')).toMatchObject({
    code: 0,
    remarques: '',
    dit: expect.stringContaining(
      'dépôt au fil de l’eau, 1 formulaire, 5 questions, 5 pièces, 8 règles, sans comité. 12 essais joués, tous donnent ce qu’ils attendent.',
    ),
  })
  expect(verifier(ecrire('sans.yml', FONDS.replace(/^essais:[\s\S]*?(?=^\S|$(?![\s\S]))/m, ''))).dit).toContain(
    'Aucun essai : écrivez-en trois au moins.',
  )
}, 60_000)
