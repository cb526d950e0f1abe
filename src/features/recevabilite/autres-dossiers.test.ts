import { describe, expect, test } from 'vitest'
import { SEUL } from '../../test/appels/declare.ts'
import { fautesDe, lireSansEssais, reglesDe } from '../../test/appels/varier.ts'
import type { AutresDossiers, Faits, Resultat } from '../verdicts/index.ts'
import { compteEncore } from './autres-dossiers.ts'

const source = lireSansEssais('src/test/appels/priorites.yml')
const regles = reglesDe({ source })
const base: Faits = {
  instant: new Date('2027-03-10T10:00:00Z'),
  structure: { nom: 'Vico', type: 'commune', region: '94' },
  volet: 'voirie',
  actions: ['pont'],
  montants: { aide: 1_000_000, part: 1_000_000, autres: 0 },
  depenses: { travaux: 2_000_000 },
  minimis: [],
  autres: { ...SEUL, appels: ['classes-mobiles-2027'], rang: 1 },
}
const avec = (a: Partial<AutresDossiers>, f: Partial<Faits> = {}): Faits => ({ ...base, ...f, autres: { ...base.autres!, ...a } })
const dit = (regle: string, f: Faits, usage?: 'simulateur') => {
  const v = regles.verdict(regle, f, usage)
  return [v?.resultat, v?.explication]
}
const aide = (le: string, montant: number, plus: Partial<AutresDossiers['aides'][number]> = {}) => ({
  appel: 'autre',
  le,
  montant,
  minimis: false,
  ...plus,
})

describe('Ce que le guichet sait des autres dossiers se lit dans une règle', () => {
  // seen to fail: without the dossier itself in its count; with the aids of all years; with « lauréat . pret » false where its call is not in the guichet
  test.for<[string, Resultat, string, Faits]>([
    ['declaration-dossiers', 'respectee', '1 dossier de Vico dans cet appel, qui en admet 2 dossiers par porteur.', avec({})],
    ['declaration-dossiers', 'respectee', '2 dossiers de Vico', avec({ deposes: { ecoles: 1 } })],
    [
      'declaration-dossiers',
      'non_respectee',
      'Vico a déjà déposé 2 autres dossiers dans cet appel, qui en admet 2 dossiers par porteur. Pour déposer celui-ci, retirez-en un.',
      avec({ deposes: { ecoles: 1, voirie: 1 } }),
    ],
    ['voirie', 'respectee', '1 dossier de voirie.', avec({ deposes: { ecoles: 3 } })],
    ['voirie', 'non_respectee', '2 dossiers de voirie.', avec({ deposes: { voirie: 1 } })],
    ['voirie', 'respectee', '1 dossier de voirie.', avec({ deposes: { voirie: 1 } }, { volet: 'ecoles' })],
    ['aides-passees', 'respectee', '0 € obtenus en deux ans.', avec({})],
    ['aides-passees', 'respectee', '100 000 €', avec({ aides: [aide('2025-03-10', 10_000_000)] })],
    ['aides-passees', 'attention', '100 000,01 €', avec({ aides: [aide('2025-03-10', 10_000_000), aide('2027-03-09', 1)] })],
    ['aides-passees', 'respectee', '0 €', avec({ aides: [aide('2025-03-09', 90_000_000)] })],
    ['deja-laureat', 'respectee', 'Pas encore', avec({ aides: [aide('2027-01-01', 500)] })],
    ['deja-laureat', 'attention', 'Déjà lauréat, 5 €.', avec({ aides: [aide('2020-01-01', 500, { appel: 'classes-mobiles-2027' })] })],
    ['deja-laureat', 'a_completer', 'Il manque : ce que le guichet sait', avec({ appels: [] })],
    ['ordre', 'respectee', 'Rang 2.', avec({ rang: 2 })],
    ['ordre', 'attention', 'Rang 3.', avec({ rang: 3 })],
    ['ordre', 'a_completer', 'Il manque : le rang du dossier.', avec({ rang: undefined })],
  ])('%s : %s', ([regle, resultat, phrase, f]) => expect(dit(regle, f)).toEqual([resultat, expect.stringContaining(phrase)]))

  // seen to fail: with `autres` posed as zero when it is absent
  test('hors de la structure, et dans le test « Suis-je éligible ? », tout est « à compléter »\u00a0: rien ne se devine', () => {
    const etranger = { ...base, autres: undefined }
    const lues = ['declaration-dossiers', 'voirie', 'aides-passees', 'deja-laureat', 'ordre', 'declaration-minimis']
    expect(lues.map(r => dit(r, etranger)[0])).toEqual(lues.map(() => 'a_completer'))
    // word for word the same, whatever the guichet knows
    const riches = { deposes: { voirie: 9 }, aides: [aide('2027-01-01', 1)], laureats: 12 }
    expect(riches).toBeTruthy()
    for (const r of ['aides-passees', 'deja-laureat', 'voirie']) expect(dit(r, etranger, 'simulateur')[0]).toBe('a_completer')
    expect(regles.verdicts(etranger, 'simulateur').filter(v => v.regle.startsWith('declaration-dossiers'))).toEqual([])
  })

  test('chaque règle dit si elle les lit, et lesquelles\u00a0: ce qui est gardé d’un dépôt en dépend', () => {
    const lus = Object.fromEntries(regles.verdicts(base).map(v => [v.regle, v.autres]))
    expect(lus).toMatchObject({
      'aides-passees': 'dossiers',
      ordre: 'rang',
      'declaration-dossiers': 'dossiers',
      'declaration-minimis': 'dossiers',
    })
    expect(lus['declaration-territoire']).toBeUndefined()
  })
})

describe('Les aides de minimis comptent sur trois ans glissants, au jour et au centime', () => {
  const minimis = (declarees: Faits['minimis'], aides: AutresDossiers['aides'] = [], demande = 1_000_000, jour = '2027-03-10') =>
    dit(
      'declaration-minimis',
      avec({ aides }, { minimis: declarees, instant: new Date(`${jour}T10:00:00Z`), montants: { aide: demande, part: 0, autres: 0 } }),
    )
  const declaree = (le: string, montant: number) => [{ le, montant }]

  // seen to fail: with the limit put back by a day, then without the aids of the guichet, then without the aid asked
  test.for<[string, Resultat, string, ReturnType<typeof minimis>]>([
    ['300 000 € juste', 'respectee', '300 000 € d’aides de minimis', minimis(declaree('2026-01-01', 29_000_000))],
    ['un centime de plus', 'non_respectee', '300 000,01 €', minimis(declaree('2026-01-01', 29_000_001))],
    [
      'celles du guichet s’y ajoutent',
      'non_respectee',
      'c’est 0,01 € de plus',
      minimis(declaree('2026-01-01', 19_000_000), [aide('2026-02-01', 10_000_001, { minimis: true })]),
    ],
    [
      'une aide du guichet qui n’est pas de minimis ne compte pas',
      'respectee',
      '300 000 €',
      minimis(declaree('2026-01-01', 29_000_000), [aide('2026-02-01', 90_000_000)]),
    ],
    ['accordée il y a trois ans jour pour jour', 'non_respectee', '300 000,01 €', minimis(declaree('2024-03-10', 29_000_001))],
    ['accordée il y a trois ans et un jour', 'respectee', '10 000 €', minimis(declaree('2024-03-09', 29_000_001))],
    ['rien de reçu, et c’est dit', 'respectee', '10 000 €', minimis([])],
    ['rien n’est déclaré', 'a_completer', 'Il manque : les aides de minimis de ces trois dernières années.', minimis(undefined)],
  ])('%s', ([, resultat, phrase, lu]) => expect(lu).toEqual([resultat, expect.stringContaining(phrase)]))

  // règlement (CEE, Euratom) n° 1182/71, article 3
  test.for<[string, number, string, boolean]>([
    ['2024-02-29', 3, '2027-02-28', true],
    ['2024-02-29', 3, '2027-03-01', false],
    ['2025-02-28', 3, '2028-02-28', true],
    ['2025-02-28', 3, '2028-02-29', false],
    ['2026-12-31', 1, '2027-12-31', true],
    ['2026-12-31', 1, '2028-01-01', false],
  ])('une aide du %s, %i ans, au %s : %s', ([le, ans, jour, compte]) => expect(compteEncore(le, ans, jour)).toBe(compte))
})

describe('Les fautes se disent avec leur place', () => {
  const faute = (...remplacer: [string, string][]) => fautesDe({ source, remplacer })
  test.for<[string, [string, string][], string]>([
    [
      'un volet qui n’existe pas',
      [['dossiers du porteur . voirie <= 1', 'dossiers du porteur . voiries <= 1']],
      'regles › voirie › controles › 1 › formule : « dossiers du porteur . voiries » n’existe pas ; vouliez-vous dire « dossiers du porteur . voirie » ?',
    ],
    [
      'un appel qui n’est pas nommé',
      [['formule: lauréat . pret = non', 'formule: lauréat . fonds = non']],
      '« lauréat . fonds » n’existe pas',
    ],
    [
      'une durée trop longue',
      [
        [
          'phrase: "{aides obtenues du porteur . sur_2_ans} obtenus en deux ans. N',
          'phrase: "{aides obtenues du porteur . sur_11_ans} obtenus en deux ans. N',
        ],
      ],
      '« aides obtenues du porteur . sur_11_ans » n’existe pas',
    ],
    [
      'un nombre comparé à un montant',
      [['rang du dossier <= 2', 'rang du dossier <= 2 €']],
      '« <= » compare un nombre et un montant (5 000 €)',
    ],
    [
      'le rang, où personne ne range',
      [["  ordre: { texte: Le porteur range ses dossiers. Si l'argent manque son premier passe d'abord., clauses: [B2] }\n", '']],
      '« rang du dossier » n’existe pas',
    ],
    [
      'un ordre sans relevé',
      [[', releve: 2027-03-29', '']],
      'porteurs › ordre : L’ordre des dossiers se change jusqu’à la clôture et se lit après elle',
    ],
    [
      'une aide de minimis que le formulaire ne demande pas',
      [['      - { code: minimis, titre: Aides de minimis, blocs: [minimis] }\n', '']],
      'le formulaire « Formulaire » demande les autres aides de minimis',
    ],
    [
      'ce qu’un formulaire montre',
      [['blocs: [minimis] }', 'blocs: [minimis], questions: [{ id: q, type: oui_non, libelle: Q, si: dossiers du porteur > 1 }] }']],
      '« dossiers du porteur » se lit dans une règle seulement',
    ],
    ['un plafond illisible', [['minimis: { clauses: [B3] }', 'minimis: { plafond: 300k, clauses: [B3] }']], 'aide › minimis › plafond'],
  ])('%s', ([, remplacer, message]) => expect(faute(...remplacer).join('\n')).toContain(message))

  test('une règle du fichier qui juge le même chiffre prend la place de la déclaration', () => {
    const sans = (formule: string) =>
      reglesDe({ source, remplacer: [['formule: rang du dossier <= 2', `formule: ${formule}`]] })
        .verdicts(base)
        .map(v => v.regle)
    expect(sans('dossiers du porteur <= 2')).not.toContain('declaration-dossiers')
    expect(sans('dossiers du porteur <= 3')).toContain('declaration-dossiers')
    expect(sans('aides de minimis du porteur + aide demandée <= 300 000 €')).not.toContain('declaration-minimis')
  })
})
