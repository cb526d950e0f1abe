import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import type { Faits } from '../verdicts/index.ts'
import { analyserFormule, type Noeud } from './formules.ts'
import { preparerRegles } from './index.ts'
import { type Corps, compiler } from './publicodes.ts'
import { type Lexique, typer } from './typer.ts'

const lexique: Lexique = new Map([
  ['coût global', { genre: 'montant', libelle: 'le coût global' }],
  ['population', { genre: 'nombre', libelle: 'la population' }],
  ['volet', { genre: 'texte', libelle: 'le volet', options: { volet_1: 'Un', volet_2: 'Deux' } }],
  ['libre', { genre: 'oui_non', libelle: 'libre' }],
  ['fin', { genre: 'date', libelle: 'la fin' }],
] as const)
const refus = (formule: string) => {
  try {
    typer(analyserFormule(formule), lexique)
    return 'acceptée'
  } catch (e) {
    return (e as Error).message
  }
}

describe('Une formule mal écrite dit ce qui ne va pas', () => {
  test.for([
    ['coût global >= 5000', 'compare un montant (5 000 €) et un nombre'],
    ['coût globale >= 5 000 €', 'vouliez-vous dire « coût global »'],
    ["volet = 'volet_3'", 'n’est pas un code possible ; vouliez-vous dire « volet_1 »'],
    ['coût global >= 20 % * coût global', 'donnez-lui un nom dans « calculs »'],
    ['coût global * 20 % <= 5 000 €', 'donnez-lui un nom dans « calculs »'],
    ['coût global >', 's’arrête trop tôt'],
    ['(coût global > 1 €', 'parenthèse fermante'],
    ['coût global & 2', '« & » n’a pas sa place'],
    ['population et libre', 'relie deux conditions'],
    ["volet > 'volet_1'", 'utilisez = ou !='],
    ['fin <= 31/02/2022', 'n’est pas un jour du calendrier'],
    ['population + coût global > 1 €', 'ne s’applique pas entre'],
    ['libre libre', '« libre libre » n’existe pas'],
    ['1 2', 'n’est pas attendu ici'],
    ['x'.repeat(501), 'dépasse 500 caractères'],
  ])('%s', ([formule, message]) => {
    expect(refus(formule!).replace(/[\u00a0\u202f]/g, ' ')).toContain(message)
  })

  test('une formule juste passe, espaces de toutes sortes compris', () => {
    expect(refus("(coût  global ≥ 5\u00a0000,50 € ou libre = non) et volet != 'volet_2' et fin - 30 <= 31/12/2022")).toBe('acceptée')
  })
})

describe('Le moteur compte juste, au centime', () => {
  const litteral = (type: 'taux' | 'montant', valeur: number): Noeud => ({ genre: 'litteral', type, valeur, debut: 0 })
  const arrondi = (centiemes: number, base: number, sens: 'centime_inferieur' | 'centime_superieur') => {
    const noeud: Noeud = {
      genre: 'operation',
      op: '*',
      gauche: litteral('taux', centiemes / 10_000),
      droite: litteral('montant', base),
      debut: 0,
    }
    return compiler(new Map([['x', { quoi: 'formule', noeud, arrondi: sens }]]))(new Map())('x').valeur
  }
  test('un taux à deux décimales sur un montant s’arrondit comme à la main, jusqu’à 100 M€', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000_000_000 }), (centiemes, base) => {
        const exact = BigInt(centiemes) * BigInt(base)
        expect(arrondi(centiemes, base, 'centime_inferieur')).toBe(Number(exact / 10_000n))
        expect(arrondi(centiemes, base, 'centime_superieur')).toBe(Number((exact + 9_999n) / 10_000n))
      }),
      { numRuns: 300 },
    )
  })
})

test('une part de rien n’a pas de valeur, et il manque ce dont elle serait la part', () => {
  const part = compiler(
    new Map<string, Corps>([
      ['aide', { quoi: 'fait' }],
      ['licences', { quoi: 'fait' }],
      ['part', { quoi: 'formule', noeud: analyserFormule('licences / aide') }],
      ['marginale', { quoi: 'formule', noeud: analyserFormule('part <= 10 %') }],
    ]),
  )
  const lire = (aide: number, licences: number) => part(new Map(Object.entries({ aide, licences })))
  for (const nom of ['part', 'marginale']) expect(lire(0, 25_00)(nom)).toEqual({ valeur: undefined, manquants: ['aide'] })
  expect(lire(100_00, 0)('marginale').valeur).toBe(true)
})

describe('Le moteur ne reçoit que des valeurs', () => {
  const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
  const regles = preparerRegles(appel, 'formules.test')
  const base: Faits = { instant: new Date('2021-09-13T08:00:00Z'), montants: { aide: 100, part: 0, autres: 0 } }

  test('une réponse qui ressemble à une formule reste un texte', () => {
    const faits = { ...base, contact: { complet: true, mots: "1000000 € * 0' ou oui" }, reponses: { urbanisme: "tout' ou oui" } }
    const verdicts = regles.evaluer(faits, 'depot')
    expect(verdicts.find(v => v.regle === 'contact-operationnel')?.explication).toBe("1000000 € * 0' ou oui.")
    expect(verdicts.find(v => v.regle === 'urbanisme')?.resultat).toBe('a_completer')
  })

  test('un montant qui n’est pas un nombre est une erreur de programme, pas une règle respectée', () => {
    expect(() => regles.evaluer({ ...base, montants: { aide: Number.NaN, part: 0, autres: 0 } }, 'depot')).toThrow(RangeError)
  })

  test('deux dossiers évalués l’un après l’autre ne se mêlent pas', () => {
    const deux = regles.evaluer({ ...base, montants: { aide: 500_000, part: 0, autres: 0 } }, 'depot')
    const vide = regles.evaluer({ instant: base.instant }, 'depot')
    expect([deux, vide].map(vs => vs.find(v => v.regle === 'cout-minimal')?.resultat)).toEqual(['respectee', 'a_completer'])
  })
})

describe('Ce que montre un formulaire', () => {
  const regles = preparerRegles(chargerAppel('appels/itn7-axe3-corse-2021/appel.yml'), 'formules.test')
  const instant = new Date('2021-09-13T08:00:00Z')

  test('la question sur le logiciel libre vient quand un logiciel est prévu', () => {
    const visible = (logiciel_prevu?: boolean) =>
      regles.visibilite({ instant, reponses: logiciel_prevu === undefined ? {} : { logiciel_prevu } }).questions.has('logiciel_libre')
    expect([visible(), visible(false), visible(true)]).toEqual([false, false, true])
  })

  test('ce qui manque est dit étape par étape, sans les questions cachées', () => {
    const manques = regles.manques({
      instant,
      volet: 'volet_4',
      pieces: ['budget'],
      reponses: { logiciel_prevu: false, feuille_de_route: 'aucune' },
    })
    expect(manques.filter(m => ['place_feuille_de_route', 'logiciel_libre'].includes(m.champ))).toEqual([])
    expect(manques.filter(m => m.etape === 'pieces').map(m => m.champ)).toEqual(['deliberation'])
    expect(manques.some(m => m.champ === 'laboratoire')).toBe(true)
  })

  test('l’étude n’est une pièce obligatoire qu’au-delà de 90 000 €', () => {
    const vagues = preparerRegles(chargerAppel('src/test/appels/deux-vagues.yml'), 'formules.test vagues')
    const obligatoires = (part: number) => [...vagues.visibilite({ instant, montants: { aide: 0, part, autres: 0 } }).piecesObligatoires]
    expect([obligatoires(9_000_000), obligatoires(9_000_001)]).toEqual([[], ['etude']])
  })
})
