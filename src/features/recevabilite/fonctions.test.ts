import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regleQuiDit, reglesDe } from '../../test/appels/varier.ts'
import type { Faits } from '../verdicts/index.ts'
import { analyserFormule } from './formules.ts'
import { nomsProteges } from './jetons.ts'
import { type Corps, compiler } from './publicodes.ts'
import { type Lexique, typer } from './typer.ts'

const lexique: Lexique = new Map([
  ['coût global', { genre: 'montant', libelle: 'le coût global' }],
  ['plafond', { genre: 'montant', libelle: 'le plafond' }],
  ['taux', { genre: 'taux', libelle: 'le taux' }],
  ['population', { genre: 'nombre', libelle: 'la population' }],
  ['volet', { genre: 'texte', libelle: 'le volet', options: { voirie: 'Voirie', batiments: 'Bâtiments' } }],
  ['libre', { genre: 'oui_non', libelle: 'libre' }],
  ['nom de la structure', { genre: 'libelle', libelle: 'la structure' }],
] as const)
const lire = (formule: string) => {
  try {
    const t = typer(analyserFormule(formule), lexique)
    return `${t.genre}${t.exact ? '' : ' à arrondir'}`
  } catch (e) {
    return (e as Error).message.replace(/[\u00a0\u202f]/g, ' ')
  }
}

describe('Une formule peut comparer, choisir, arrondir', () => {
  test.for([
    ['min(coût global ; 5 000 €)', 'montant'],
    ['le plus petit de (coût global, plafond, 5 000,50 €)', 'montant'],
    ['le plus grand de (population ; 10)', 'nombre'],
    ['max (31/12/2026 ; 01/02/2027)', 'date'],
    ['min(taux * coût global ; plafond)', 'montant à arrondir'],
    ['min(arrondi inférieur(taux * coût global) ; plafond)', 'montant'],
    ['arrondi supérieur (20 % * coût global) <= coût global', 'oui_non'],
    ["si volet = 'voirie' alors 25 % sinon 30 %", 'taux'],
    ["si volet = 'voirie' alors 25 % sinon si population <= 500 alors 40 % sinon 30 %", 'taux'],
    ['coût global - (si libre alors 10 € sinon 0 €) > 0 €', 'oui_non'],
    ["volet parmi ('voirie' ; 'batiments')", 'oui_non'],
    ["volet pas parmi ['voirie', 'batiments'] et libre", 'oui_non'],
  ])('%s', ([formule, genre]) => expect(lire(formule!)).toBe(genre))
})

describe('… et dit ce qui ne va pas quand elle est mal écrite', () => {
  test.for([
    ['min(coût global)', 'compare des valeurs séparées par « ; »'],
    ['min(3 000 €, population)', '« min » compare un montant (5 000 €) et un nombre'],
    ['min(coût global ; 20 % * coût global) <= plafond', 'donnez-lui un nom dans « calculs »'],
    ["max(volet ; 'voirie')", 'pas un code'],
    ['min(1 € ; 2 €', 'il manque une parenthèse fermante'],
    [`min(${Array(11).fill('1 €').join(';')})`, 'compare au plus 10 valeurs'],
    ['mini(1 € ; 2 €)', '« mini » n’est pas une fonction : min, le plus petit de, max'],
    ['arrondi(population)', '« arrondi » s’applique à un montant, pas à un nombre'],
    ['arrondi(1 € ; 2 €)', 'arrondit une seule valeur'],
    ['si libre 1 € sinon 2 €', '« si » demande « alors »'],
    ['si libre alors 1 €', 'demande « sinon »'],
    ['si population alors 1 € sinon 2 €', '« si » est suivi d’une condition'],
    ['si libre alors 1 € sinon 20 %', '« alors » donne un montant (5 000 €) et « sinon » un taux (10 %) : il faut la même sorte de valeur'],
    ["si libre alors 'voirie' sinon 'batiments'", 'donne un montant, un taux'],
    ['2 * si libre alors 1 € sinon 2 €', 'se met entre parenthèses'],
    ['volet parmi (voirie)', "un code s’écrit entre apostrophes : 'voirie'"],
    ["volet parmi 'voirie'", '« parmi » est suivi d’une liste de codes'],
    ["volet parmi ('voirie'", 'il manque « ) » après le dernier code'],
    ["volet parmi ('voiries')", '« voiries » n’est pas un code possible ; vouliez-vous dire « voirie »'],
    ['volet parmi (10)', 'est suivi de codes entre apostrophes'],
    ["population parmi ('voirie')", '« parmi » va avec un code'],
    ["nom de la structure parmi ('voirie')", '« parmi » va avec un code'],
  ])('%s', ([formule, message]) => expect(lire(formule!)).toContain(message))
})

/** The value of a formula, and what it lacks. */
const valeur = (formule: string, faits: Record<string, number | boolean | { code: string }> = {}) => {
  const noms = ['a', 'b', 'c', 'volet', 'libre']
  const corps = new Map<string, Corps>([
    ...noms.map((n): [string, Corps] => [n, { quoi: 'fait' }]),
    ['x', { quoi: 'formule', noeud: analyserFormule(formule) }],
  ])
  return compiler(corps)(new Map(Object.entries(faits)))('x')
}
const cents = fc.integer({ min: 0, max: 10_000_000_000 })

describe('Le résultat est juste au centime', () => {
  test('le plus petit et le plus grand de trois montants', () => {
    const plusPetit = compiler(
      new Map<string, Corps>([
        ['a', { quoi: 'fait' }],
        ['b', { quoi: 'fait' }],
        ['c', { quoi: 'fait' }],
        ['x', { quoi: 'formule', noeud: analyserFormule('min(a ; b ; c)') }],
        ['y', { quoi: 'formule', noeud: analyserFormule('le plus grand de (a ; b ; c)') }],
      ]),
    )
    fc.assert(
      fc.property(cents, cents, cents, (a, b, c) => {
        const lu = plusPetit(new Map(Object.entries({ a, b, c })))
        expect([lu('x').valeur, lu('y').valeur]).toEqual([Math.min(a, b, c), Math.max(a, b, c)])
      }),
      { numRuns: 200 },
    )
  })

  // seen to fail: with a half cent that leans on the wrong side (0.49)
  test('un taux d’un montant, arrondi dans la formule, puis plafonné', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 1_000_000_000 }),
        (centiemes, a, plafond) => {
          const taux = `${Math.floor(centiemes / 100)},${String(centiemes % 100).padStart(2, '0')} %`
          const exact = (BigInt(centiemes) * BigInt(a)) / 10_000n
          const lu = valeur(`min(arrondi inférieur(${taux} * a) ; b)`, { a, b: plafond }).valeur
          expect(lu).toBe(Math.min(Number(exact), plafond))
        },
      ),
      { numRuns: 60 },
    )
  })

  test.for<[string, Record<string, number | boolean | { code: string }>, number | boolean]>([
    ["si volet = 'voirie' alors a sinon b", { volet: { code: 'voirie' }, a: 1 }, 1],
    ["si volet = 'voirie' alors a sinon b", { volet: { code: 'autre' }, b: 2 }, 2],
    ['(si libre alors a sinon b) + 1', { libre: false, a: 1, b: 10 }, 11],
    ['si a > 5 alors 1 sinon si a > 3 alors 2 sinon 3', { a: 4 }, 2],
    ["volet parmi ('voirie' ; 'batiments')", { volet: { code: 'batiments' } }, true],
    ["volet parmi ('voirie' ; 'batiments')", { volet: { code: 'autre' } }, false],
    ["volet pas parmi ('voirie' ; 'batiments')", { volet: { code: 'autre' } }, true],
    ["volet pas parmi ('voirie' ; 'batiments')", { volet: { code: 'batiments' } }, false],
    ["(volet pas parmi ('voirie') et libre) = non", { volet: { code: 'voirie' }, libre: true }, true],
    ['arrondi(a / 3)', { a: 200 }, 67],
    ['arrondi supérieur(12,5 % * a)', { a: 1 }, 1],
  ])('%s', ([formule, faits, attendu]) => expect(valeur(formule, faits).valeur).toBe(attendu))
})

describe('Ce qui manque n’est jamais laissé de côté', () => {
  test.for<[string, Record<string, number | boolean>, string[]]>([
    ['min(a ; b)', { a: 1 }, ['b']],
    ['max(a ; b)', { b: 1 }, ['a']],
    ['si libre alors a sinon b', { libre: true, b: 1 }, ['a']],
    ['si libre alors a sinon b', { a: 1, b: 2 }, ['libre']],
    ['arrondi(a)', {}, ['a']],
    ["volet parmi ('voirie' ; 'batiments')", {}, ['volet']],
  ])('%s', ([formule, faits, manquants]) => expect(valeur(formule, faits)).toEqual({ valeur: undefined, manquants }))
})

// Seen to fail: with « si » and « parmi » read as words inside every name.
test('un appel écrit avant ces mots se lit comme avant, même quand il les a dans un nom', () => {
  const { verdict } = reglesDe({
    parametres: 'aide si parmi les communes: { type: montant, valeur: 10 € }\nsinon rien: { type: montant, valeur: 5 € }',
    calculs: 'alors le tout: { formule: aide si  parmi les communes + sinon rien }',
    regles: regleQuiDit('alors le tout'),
  })
  expect(verdict('essai', { instant: new Date('2027-02-01') } satisfies Faits)?.explication).toBe('15 €')
  expect(nomsProteges(['coût global', 'siège', 'parmilieu'])).toBeUndefined()
})
