import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lireAppel } from '../appels/lire-appel.ts'
import { evaluer, preparerRegles } from './index.ts'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const avecRegles = (formule: string, nombre = 1) => {
  const regle = (_: unknown, i: number) =>
    `  - id: plus-${i}\n    titre: R\n    clauses: [C2.1]\n    etape: porteur\n    controles:\n      - { formule: "${formule}", sinon: non_respectee, phrase: P }\n    respectee: Oui.\n`
  return lireAppel(
    ITN7.replace(/^regles:\n/m, t => t + Array.from({ length: nombre }, regle).join('')),
    'a.yml',
  )
}
const FAITS = { instant: new Date('2021-09-13T10:00:00Z'), volet: 'volet_1', montants: { aide: 300_000, part: 100_000, autres: 0 } }
/** What a formula whose time doubles with each term never does in time; a busy machine takes some tenths of a second. */
const PLAFOND_MS = 10_000

// Measured before: with one mechanism of the engine for each « et », eighteen terms took twelve seconds, and twice as long for each more; thirty never ended.
test.each(['et', 'ou'])('une formule aussi longue que permis, de «\u00a0%s\u00a0», est lue et évaluée tout de suite', lien => {
  const plate = Array(31).fill('actions >= 1').join(` ${lien} `)
  const emboitee = `${Array(24).fill(`actions >= 1 ${lien} (`).join('')}actions >= 1${')'.repeat(24)}`
  for (const formule of [plate, emboitee]) {
    const lu = avecRegles(formule)
    if (!lu.ok) throw new Error(lu.error[0]?.message)
    const debut = performance.now()
    const regles = preparerRegles(lu.value, formule)
    const dit = (actions: string[]) => evaluer(regles, { ...FAITS, actions }, 'simulateur').find(v => v.regle === 'plus-0')?.resultat
    expect(dit(['a'])).toBe('respectee')
    expect(dit([])).toBe('non_respectee')
    expect(performance.now() - debut).toBeLessThan(PLAFOND_MS)
  }
})

// Seen to fail: with a « min » written inside the other one, which the engine does not take.
test.each([
  ['des « min » emboîtés', `aide demandée >= ${'min(1 €;'.repeat(40)}aide demandée${')'.repeat(40)}`],
  ['des « arrondi » emboîtés', `aide demandée >= ${'arrondi('.repeat(45)}aide demandée${')'.repeat(45)}`],
  ['des « si » à la suite', `${"si volet = 'volet_2' alors non sinon ".repeat(13)}oui`],
  ['des « si » dans des « si »', `${'si ('.repeat(18)}oui${') alors oui sinon non'.repeat(18)}`],
  ['des « et » dans des comparaisons', `${'(actions >= 0 et oui) = ('.repeat(18)}oui${')'.repeat(18)}`],
])('%s, aussi longs que permis, sont lus et évalués tout de suite', (_, formule) => {
  const debut = performance.now()
  const lu = avecRegles(formule)
  if (!lu.ok) throw new Error(lu.error[0]?.message)
  const dits = evaluer(preparerRegles(lu.value, formule), { ...FAITS, actions: ['a'] }, 'simulateur')
  expect(dits.find(v => v.regle === 'plus-0')?.resultat).toBe('respectee')
  expect(performance.now() - debut).toBeLessThan(PLAFOND_MS)
})

// Seen to fail: without the one that « tailleDe » adds for each function.
test('une fonction compte parmi les termes, et les calculs qui se citent deux fois n’en coûtent pas le double', () => {
  const arrondis = `aide demandée >= ${'arrondi('.repeat(45)}aide demandée${')'.repeat(45)}`
  expect(avecRegles(arrondis, 25).ok).toBe(true)
  expect(avecRegles(arrondis, 35)).toMatchObject({ ok: false, error: [{ champ: 'regles' }] })
  const nom = (i: number) => `double ${'x'.repeat(i)}`
  const calculs = Array.from({ length: 100 }, (_, i) =>
    i === 0 ? `  ${nom(1)}: { formule: min(coût global ; 1 €) }\n` : `  ${nom(i + 1)}: { formule: min(${nom(i)} ; ${nom(i)} + 1 €) }\n`,
  )
  const regle = `  - { id: fin, titre: R, clauses: [C2.1], etape: porteur, controles: [{ formule: "aide demandée >= ${nom(100)}", sinon: attention, phrase: P }], respectee: Oui. }\n`
  const debut = performance.now()
  const lu = lireAppel(
    ITN7.replace(/^calculs:\n/m, t => t + calculs.join('')).replace(/^regles:\n/m, t => t + regle),
    'a.yml',
  )
  if (!lu.ok) throw new Error(lu.error[0]?.message)
  const dits = evaluer(preparerRegles(lu.value, 'doubles'), FAITS, 'simulateur')
  expect(dits.find(v => v.regle === 'fin')?.resultat).toBe('respectee')
  expect(performance.now() - debut).toBeLessThan(PLAFOND_MS)
})

test('des « et » dans des « ou » dans des « et », plus de cinq fois, sont refusés avec une phrase', () => {
  const emboitee = (n: number): string => (n === 0 ? 'actions > 1' : `actions > 0 ${n % 2 ? 'et' : 'ou'} (${emboitee(n - 1)})`)
  expect(avecRegles(emboitee(5)).ok).toBe(true)
  expect(avecRegles(emboitee(6))).toMatchObject({
    ok: false,
    error: [{ message: expect.stringMatching(/«.et.» et «.ou.» s’emboîtent plus de 5 fois/) }],
  })
})

test('les formules d’un appel ont un nombre de termes en tout', () => {
  const longue = Array(20).fill('actions >= 1').join(' et ')
  expect(avecRegles(longue, 30).ok).toBe(true)
  const trop = avecRegles(longue, 40)
  expect(trop).toMatchObject({ ok: false, error: [{ champ: 'regles' }] })
  expect(!trop.ok && trop.error[0]?.message.replace(/\s/g, ' ')).toMatch(
    /^Les formules de l’appel ont 1 7\d\d termes en tout : 1 500 au plus\.$/,
  )
})
