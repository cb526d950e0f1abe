import { describe, expect, it } from 'vitest'
import { type ActeVu, comprendre, encoreAPlacer, enSuite, lireCode, type PageNumerisee } from './scan.rules.ts'

const ICI = 'https://guichet.example'
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const adresse = (n: number, site = ICI) => `${site}/dossiers/${id(n + 500)}/actes/${id(n)}`
const acte = (n: number, feuillets: number, refus?: string): [string, ActeVu] => [
  id(n),
  {
    id: id(n),
    dossierId: id(n + 500),
    numero: `A-${n}`,
    nature: 'arrete',
    porteur: 'Vico',
    titre: 'Un portail',
    etabliLe: '2021-11-10',
    feuillets,
    refus,
  },
]
/** « 1.2 » is the second sheet of the first act, « 1 » one of its sheets, « ? » a page without a code, « _ » a white one. */
const scan = (texte: string, plus: Record<number, Partial<PageNumerisee>> = {}): PageNumerisee[] =>
  texte.split(' ').map((mot, i) => {
    const [n, feuillet] = mot.split('.')
    const codes = /^\d/.test(mot) ? [adresse(Number(n))] : mot.startsWith('http') ? [mot] : []
    return {
      rang: i + 1,
      codes,
      blanche: mot === '_',
      feuillet: /^\d+\.\d/.test(mot) ? Number(feuillet) : null,
      acteId: null,
      ignoree: false,
      ...plus[i + 1],
    }
  })
const lire = (pages: PageNumerisee[], ...actes: [string, ActeVu][]) => {
  const { groupes, aPlacer, blanches } = comprendre(pages, new Map(actes), ICI)
  return {
    groupes: groupes.map(g => [g.acte?.numero ?? null, g.pages, g.refus?.replaceAll('\u00a0', ' ') ?? 'prêt']),
    aPlacer: aPlacer.map(p => p.rang),
    blanches,
  }
}

describe('ce qu’un scan contient', () => {
  it('les pages se rangent par acte, dans l’ordre de l’acte, et le papier blanc ne compte pas', () => {
    expect(lire(scan('1.2 1.1 _ 2.1 2.2 2.3'), acte(1, 2), acte(2, 3))).toEqual({
      groupes: [
        ['A-1', [2, 1], 'prêt'],
        ['A-2', [4, 5, 6], 'prêt'],
      ],
      aPlacer: [],
      blanches: [3],
    })
  })
  it('une page sans code va avec celle d’avant tant que l’acte n’est pas entier, et se relit\u00a0; au-delà, on la choisit', () => {
    expect(lire(scan('1.1 ? 2.1 2.2 ?'), acte(1, 2), acte(2, 2))).toEqual({
      groupes: [
        ['A-1', [1, 2], 'prêt'],
        ['A-2', [3, 4], 'prêt'],
      ],
      aPlacer: [2, 5],
      blanches: [],
    })
    expect(lire(scan('1.1 ? 1.2'), acte(1, 2)).groupes).toEqual([['A-1', [1, 3], 'prêt']])
  })
  it.each([
    ['1.1 1.1 1.2', 'Sa page 1 est là deux fois : pages 1 et 2 du scan.'],
    ['1.1 1.1', 'Sa page 1 est là deux fois : pages 1 et 2 du scan.'],
    ['1 1 1', 'Trop de pages : 3 au lieu de 2.'],
    ['1.2', 'Il manque sa page 1.'],
    ['1', 'Il manque 1 page sur 2.'],
  ])('« %s » pour un acte de deux pages\u00a0: %s', (texte, phrase) => {
    expect(lire(scan(texte), acte(1, 2)).groupes[0]![2]).toBe(phrase)
  })
  it('un acte inconnu, d’un autre guichet, ou qui ne se signe plus, le dit', () => {
    const [inconnu, ailleurs] = lire(scan(`8.1 ${adresse(9, 'https://ailleurs.example')}`)).groupes
    expect([inconnu![2], ailleurs![2]]).toEqual([
      'Cet acte n’existe pas ici, ou n’est pas de votre territoire.',
      'Son code vient d’un autre guichet.',
    ])
    expect(lire(scan('1.1'), acte(1, 1, 'Déjà signé.')).groupes[0]![2]).toBe('Déjà signé.')
  })
  it('un code qui n’est pas d’un acte, ou deux actes sur une page, ne se rangent pas, et n’entraînent pas la page d’après', () => {
    const deux = scan('1.1 x x ?', { 2: { codes: ['https://exemple.example/promo'] }, 3: { codes: [adresse(1), adresse(2)] } })
    expect(lire(deux, acte(1, 3), acte(2, 1))).toMatchObject({ groupes: [['A-1', [1], 'Il manque ses pages 2 et 3.']], aPlacer: [2, 3, 4] })
  })
  it('une page que je place ou que j’écarte complète ou libère son acte', () => {
    expect(lire(scan('1.2 ?', { 2: { acteId: id(1) } }), acte(1, 2)).groupes).toEqual([['A-1', [2, 1], 'prêt']])
    expect(lire(scan('1.1 1.1 1.2', { 2: { ignoree: true } }), acte(1, 2))).toMatchObject({
      groupes: [['A-1', [1, 3], 'prêt']],
      aPlacer: [2],
    })
  })
  it('les pages d’un acte confirmé ne se placent plus, celles d’un acte refusé ensuite se placent encore', () => {
    const compris = comprendre(scan('1.2 ? ?', { 2: { acteId: id(1) } }), new Map([acte(1, 2)]), ICI)
    const encore = (etat: string) => encoreAPlacer(compris, [{ etat, pages: [2, 1] }]).map(p => p.rang)
    expect([encore('a_faire'), encore('fait'), encore('refuse')]).toEqual([[3], [3], [2, 3]])
  })
  it('seule l’adresse entière d’un acte est un code', () => {
    expect(lireCode(adresse(1), ICI)).toEqual({ dossierId: id(501), acteId: id(1), ici: true })
    for (const faux of ['', adresse(1).slice(0, -1), `${adresse(1)}/signature`, `javascript:${adresse(1)}`, `${adresse(1)}\n`])
      expect(lireCode(faux, ICI), faux).toBeUndefined()
  })
  it('les pages se disent en peu de mots', () => {
    expect([[4], [4, 5], [6, 4, 5], [4, 5, 9]].map(enSuite)).toEqual(['4', '4 et 5', '4 à 6', '4, 5 et 9'])
  })
})
