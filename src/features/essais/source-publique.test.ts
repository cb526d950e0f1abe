import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { sourcePublique } from './source-publique.ts'

const SANS = "slug: x\n# une note\ntitre: L'appel\nregles:\n  - id: a\n    phrase: essais\n"
const ESSAIS = '# Ce que chacun toucherait.\nessais:\n  - code: secret\n    attendu: { montant: 25 000 € }\n'

test('le texte public est celui de l’appel, à la lettre, sans les essais, où qu’ils soient', () => {
  expect(sourcePublique(SANS)).toBe(SANS)
  expect(sourcePublique(SANS + ESSAIS)).toBe(SANS)
  expect(sourcePublique(ESSAIS + SANS)).toBe(SANS)
  const [debut, fin] = [SANS.slice(0, SANS.indexOf('regles')), SANS.slice(SANS.indexOf('regles'))]
  expect(sourcePublique(debut + ESSAIS + fin)).toBe(SANS)
})

// Seen to fail: without the comparison of what is left, the whole text in braces was given as it is
test('une clé entre guillemets, un appel écrit entre accolades : les essais partent aussi', () => {
  for (const texte of [
    SANS + ESSAIS.replace('essais:', '"essais":'),
    SANS + ESSAIS.replace('essais:', '? essais\n:'),
    "{ slug: x, essais: [{ code: secret, attendu: { montant: 25 000 € } }], titre: L'appel }",
    "{ slug: x, titre: L'appel, 'essais': [{ code: secret }] }",
  ]) {
    const public_ = sourcePublique(texte)!
    expect(public_).not.toMatch(/secret|25 000/)
    expect(parse(public_)).toMatchObject({ slug: 'x', titre: "L'appel" })
    expect(parse(public_)).not.toHaveProperty('essais')
  }
})

test('un essai dont le reste de l’appel se sert ne se retire pas : rien n’est alors donné', () => {
  expect(sourcePublique('slug: x\nessais:\n  - &secret { code: secret }\nregles: [*secret]\n')).toBeUndefined()
})

// seen to fail: when only a text that has the word was read
test('une clé écrite par ses codes, ou par renvoi, ne laisse rien passer', () => {
  const codee = sourcePublique(SANS + ESSAIS.replace('essais:', String.raw`"ess\u0061is":`))!
  expect(codee).not.toMatch(/secret|25 000/)
  expect(parse(codee)).toMatchObject({ slug: 'x', titre: "L'appel" })
  expect(sourcePublique(`nom: &n essais\n${SANS}${ESSAIS.replace('essais:', '*n :')}`)).toBeUndefined()
  // a text that is full of such codes stays as it is
  expect(sourcePublique(String.raw`slug: "\u0078"`)).toBe(String.raw`slug: "\u0078"`)
})

test('un texte sur plusieurs lignes qui contient « essais: » reste', () => {
  const texte = 'slug: x\ndescription: |\n  Voici\n  essais:\n  - rien\ntitre: y\n'
  expect(sourcePublique(texte)).toBe(texte)
})

test('les essais des appels du dépôt ne laissent rien derrière eux', () => {
  const texte = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
  const public_ = sourcePublique(texte)!
  expect(texte.startsWith(public_.trimEnd())).toBe(true)
  expect(public_).not.toMatch(/essais|Argentat|attendu/)
  const { essais: _, ...reste } = parse(texte)
  expect(parse(public_)).toEqual(reste)
})

// seen to fail: with the test dossiers as the one key that is left out
test('les adresses internes partent aussi, avec ou sans essais, où qu’elles soient', () => {
  const INTERNES = '# À qui l’on écrit.\ncontacts_internes:\n  - { avis: abf, courriel: udap@guichet.example }\n'
  for (const texte of [SANS + INTERNES, INTERNES + SANS, SANS + INTERNES + ESSAIS, ESSAIS + SANS + INTERNES])
    expect(sourcePublique(texte)).toBe(SANS)
  expect(sourcePublique("{ slug: x, contacts_internes: [{ avis: abf, courriel: udap@guichet.example }], titre: L'appel }")).not.toContain(
    'udap',
  )
})
