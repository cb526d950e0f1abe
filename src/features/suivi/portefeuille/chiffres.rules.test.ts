import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alertesDe } from './alertes.rules.ts'
import {
  argentDe,
  type BilanSuivi,
  consommeAu,
  enRetard,
  glissementsDe,
  inconnuAu,
  type LaureatSuivi,
  lignesAu,
  periodeAu,
  previsionAu,
  prevuAu,
} from './chiffres.rules.ts'
import { cibleAtteinte, partAtteinte } from './indicateurs.rules.ts'

const FINS = ['2021-12-31', '2022-03-31', '2022-06-30', '2022-09-30']
const ECHEANCES = ['2022-01-15', '2022-04-15', '2022-07-15', '2022-10-15']
/** One bilan a period: cents consumed, or a state in which nothing is said. */
const bilans = (...lus: (number | BilanSuivi['etat'])[]): BilanSuivi[] =>
  lus.map((x, i) => ({
    id: `b${i}`,
    rang: i + 1,
    fin: FINS[i]!,
    compteLe: FINS[i]!,
    echeance: ECHEANCES[i]!,
    etat: typeof x === 'number' ? 'accepte' : x,
    deposeLe: typeof x === 'number' ? new Date(`${ECHEANCES[i]}T08:00:00Z`) : null,
    commandes: 1,
    consomme: typeof x === 'number' ? x : 0,
  }))
const laureat = (l: Partial<LaureatSuivi> = {}): LaureatSuivi => ({
  id: 'l',
  numero: 'ITN7-1',
  titre: 'Portail',
  porteur: 'Vico',
  departement: '2A',
  appelId: 'a',
  etape: 'notifie',
  accorde: 1_000_000,
  ordonne: 0,
  verse: 0,
  depart: '2021-11-08',
  debut: '2022-01-01',
  finInitiale: '2022-12-31',
  fin: '2022-12-31',
  finAnnoncee: null,
  acheveLe: null,
  closLe: null,
  avenant: false,
  limite: '2022-12-31',
  bilans: [],
  ...l,
})

test('le plan est une ligne droite du premier au dernier jour du projet', () => {
  const l = laureat()
  expect([prevuAu(l, '2021-12-31'), prevuAu(l, '2022-12-31'), prevuAu(l, '2023-06-30')]).toEqual([0, 1_000_000, 1_000_000])
  expect(prevuAu(l, '2022-03-31')).toBe(Math.floor((1_000_000 * 90) / 365))
  expect(prevuAu(laureat({ fin: null }), '2022-03-31')).toBeNull()
})

test('un bilan manquant n’est pas zéro : sa dernière valeur connue reste, et l’écart est inconnu', () => {
  const l = laureat({ bilans: bilans(100_000, 200_000, 'a_deposer') })
  expect(consommeAu(l, '2022-06-30')).toBe(300_000)
  expect([inconnuAu(l, '2022-03-31'), inconnuAu(l, '2022-06-30')]).toEqual([false, true])
  const p = periodeAu([l, laureat({ id: 'm', bilans: bilans(0, 50_000, 70_000) })], '2022-06-30')
  expect(p).toMatchObject({ declare: 120_000, repris: 300_000, consomme: 420_000, recus: 1, attendus: 2 })
  expect(lignesAu([l], '2022-06-30')[0]).toMatchObject({ consomme: 300_000, ecart: null, inconnu: true })
})

test('un bilan renvoyé ne compte plus, tant qu’il n’est pas déposé de nouveau', () => {
  const l = laureat({ bilans: [...bilans(100_000), { ...bilans(0, 80_000)[1]!, etat: 'renvoye' }] })
  expect(consommeAu(l, '2022-03-31')).toBe(100_000)
  expect(inconnuAu(l, '2022-03-31')).toBe(true)
})

test('un bilan sans objet n’est attendu de personne', () => {
  const l = laureat({ etape: 'solde', bilans: bilans(100_000, 900_000, 'sans_objet') })
  expect(periodeAu([l], '2022-06-30')).toMatchObject({ attendus: 0, recus: 0, repris: 0, declare: 1_000_000 })
})

test('la prévision prolonge le rythme, sans dépasser l’aide ni revenir en arrière', () => {
  const l = laureat({ debut: '2021-11-08', bilans: bilans(0, 144_000) })
  // 144 days since the start: a thousand cents a day
  expect(previsionAu(l, '2022-04-10')).toBe(154_000)
  expect(previsionAu(l, '2030-01-01')).toBe(1_000_000)
  expect(previsionAu(laureat({ bilans: bilans('a_deposer') }), '2022-12-31')).toBeNull()
  expect(previsionAu(laureat({ acheveLe: '2022-03-01', bilans: bilans(0, 144_000) }), '2022-12-31')).toBe(144_000)
})

test('consommé, engagé, reste et réserve font l’enveloppe au centime, quels que soient les bilans', () => {
  const montant = fc.integer({ min: 0, max: 100_000_000 })
  fc.assert(
    fc.property(
      fc.array(fc.array(montant, { maxLength: 4 }), { maxLength: 8 }),
      montant,
      montant,
      montant,
      (tous, attente, libre, reserve) => {
        const ls = tous.map((b, i) => laureat({ id: String(i), accorde: b.reduce((s, n) => s + n, 0) + i, bilans: bilans(...b) }))
        const suivi = ls.reduce((s, l) => s + l.accorde, 0)
        const a = argentDe(ls, '2022-09-30', { montant: suivi + attente + libre + reserve, reserve, accorde: suivi + attente })
        expect(a.consomme + a.engage + a.reste + a.reserve).toBe(a.montant)
        expect([a.attente, a.reste]).toEqual([attente, libre])
        const p = periodeAu(ls, '2022-09-30')
        expect([p.declare + p.repris, p.consomme]).toEqual([a.consomme, a.consomme])
        expect(lignesAu(ls, '2022-09-30').reduce((s, x) => s + x.consomme, 0)).toBe(a.consomme)
      },
    ),
  )
})

test('les projets vont du plus en retard au plus avancé, ceux dont on ne sait rien d’abord', () => {
  const ls = [
    laureat({ id: 'a', porteur: 'À l’heure', bilans: bilans(0, 250_000) }),
    laureat({ id: 'b', porteur: 'Muet', bilans: bilans(0, 'a_deposer') }),
    laureat({ id: 'c', porteur: 'Lent', bilans: bilans(0, 10_000) }),
    laureat({ id: 'd', porteur: 'Soldé', etape: 'solde', bilans: bilans(0, 0) }),
  ]
  expect(lignesAu(ls, '2022-03-31').map(x => x.l.porteur)).toEqual(['Muet', 'Lent', 'À l’heure', 'Soldé'])
})

test('une fin glisse quand elle est annoncée après la première date convenue, et la limite de l’appel se voit', () => {
  const [g] = glissementsDe([laureat({ finInitiale: '2022-10-31', finAnnoncee: '2023-03-15' })])
  expect(g).toMatchObject({ jours: 135, apresLimite: true })
  expect(glissementsDe([laureat({ finAnnoncee: '2022-11-30' }), laureat({ etape: 'solde', finAnnoncee: '2023-11-30' })])).toEqual([])
})

const surveiller = (laureats: LaureatSuivi[], plus: Partial<Parameters<typeof alertesDe>[0]> = {}) =>
  alertesDe({ laureats, aujourdhui: '2022-10-20', au: '2022-09-30', rappels: new Map(), doutes: [], reste: undefined, ...plus }).map(a => [
    a.gravite,
    a.titre.replaceAll('\u00a0', ' '),
    a.texte.replaceAll('\u00a0', ' '),
  ])

test('deux bilans manquants sont urgents, un bilan renvoyé est à reprendre, et chacun dit ce qui est connu et combien de relances sont parties', () => {
  const muet = laureat({ limite: undefined, bilans: bilans(0, 120_000, 'a_deposer', 'a_deposer') })
  expect(surveiller([muet], { rappels: new Map([['b2', [-7, 1, 15]]]) })).toEqual([
    [
      'haute',
      'Vico : 2 bilans manquent',
      'Dernier bilan reçu le 15 avril 2022, 1 200 € consommés à cette date. 97 jours de retard, 2 relances sans réponse.',
    ],
  ])
  const tard = laureat({ limite: undefined, debut: null, bilans: bilans(0, 0, 0, 'a_deposer') })
  expect(surveiller([tard])).toEqual([
    [
      'moyenne',
      'Vico : un bilan manque',
      'Dernier bilan reçu le 15 juillet 2022, 0 € consommés à cette date. 5 jours de retard, aucune relance envoyée.',
    ],
  ])
  const repris = bilans('a_deposer').map(b => ({ ...b, etat: 'renvoye' as const, echeance: '2022-10-15' }))
  expect(surveiller([laureat({ limite: undefined, debut: null, bilans: repris })])).toEqual([
    ['moyenne', 'Vico : un bilan est à reprendre', 'Le bilan reçu a été renvoyé. 5 jours de retard, aucune relance envoyée.'],
  ])
})

test('une fin après la limite de l’appel est urgente ; un avenant demandé se voit', () => {
  const l = laureat({
    debut: null,
    finAnnoncee: '2023-02-28',
    fin: '2022-11-30',
    finInitiale: '2022-11-30',
    bilans: bilans(0, 0, 0, 1_000_000),
  })
  expect(surveiller([l])).toEqual([
    ['haute', 'Vico : fin au 28 février 2023', 'Après le 31 décembre 2022, dernier jour que l’appel admet. Aucun avenant demandé.'],
  ])
  expect(surveiller([{ ...l, avenant: true }])[0]![2]).toContain('Un avenant attend votre réponse.')
})

test('loin sous le plan, l’écart et ce qui serait perdu se disent ensemble', () => {
  const l = laureat({ debut: '2022-01-01', depart: '2022-01-01', bilans: bilans(0, 0, 0, 182_000) })
  const [a] = surveiller([l])
  expect(a![0]).toBe('moyenne')
  expect(a![1]).toMatch(/^Vico : [\d ,]+ € de moins que prévu$/)
  expect(a![2]).toMatch(/^18 % de l’aide consommés, 75 % prévus. Au rythme actuel, [\d ,]+ € resteraient le 31 décembre 2022\.$/)
})

test('les bilans à lire et l’argent libre viennent après ; rien à dire, rien n’est dit', () => {
  const l = laureat({ debut: null, limite: undefined, bilans: bilans(0).map(b => ({ ...b, etat: 'depose' as const })) })
  expect(surveiller([l], { reste: 840_000 }).map(a => [a[0], a[1]])).toEqual([
    ['info', 'Un bilan attend votre lecture'],
    ['info', '8 400 € libres dans l’enveloppe'],
  ])
  expect(surveiller([laureat({ debut: null, limite: undefined, bilans: bilans(0, 0, 0, 0) })], { reste: 0 })).toEqual([])
})

test('un indicateur qui doit baisser atteint sa cible par le bas ; sans valeur, rien ne se conclut', () => {
  expect(cibleAtteinte({ depart: 12, cible: 5, valeur: 4 })).toBe(true)
  expect(cibleAtteinte({ depart: 12, cible: 5, valeur: 6 })).toBe(false)
  expect(partAtteinte({ depart: 12, cible: 5, valeur: 8.5 })).toBe(0.5)
  expect(partAtteinte({ depart: 0, cible: 40, valeur: -3 })).toBe(0)
  expect([cibleAtteinte({ depart: 0, cible: 40, valeur: null }), partAtteinte({ depart: null, cible: 40, valeur: 3 })]).toEqual([
    null,
    null,
  ])
})

test('le jour de l’échéance un bilan n’est pas en retard\u00a0; le lendemain il l’est, d’un jour', () => {
  const l = laureat({ bilans: bilans('a_deposer') })
  const alertes = (aujourdhui: string) =>
    alertesDe({ laureats: [l], aujourdhui, au: '2021-12-31', rappels: new Map(), doutes: [], reste: undefined }).filter(a =>
      a.texte.includes('de retard'),
    )
  expect([enRetard(l.bilans[0]!, '2022-01-15'), enRetard(l.bilans[0]!, '2022-01-16')]).toEqual([false, true])
  expect(alertes('2022-01-15')).toEqual([])
  expect(alertes('2022-01-16').map(a => a.texte.replaceAll('\u00a0', ' '))).toEqual([expect.stringContaining('1 jour de retard')])
})
