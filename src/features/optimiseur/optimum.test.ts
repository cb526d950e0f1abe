import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Dossier, type Probleme, probleme } from './probleme.ts'
import { chargerHighs, type Issue, resoudre } from './resoudre.ts'

/** The optimum found again without a solver and without the model: every allocation of fifteen dossiers is tried. */

const CAS = 300
const CAS_EN_LOTS = 80
const U = 500_000 // 5 000 €: few amounts between a floor and a demand, so that all can be tried

/** Every amount that a dossier may receive, straight from the words of the rule. */
function montants(d: Dossier, c: Probleme['contraintes']): number[] {
  if (d.main?.geste === 'montant') return [d.main.montant]
  const entier = (m: number) => m - (m % c.granularite)
  const paliers = (montant: number, plancher: number) => {
    const tous = Array.from({ length: entier(montant) / c.granularite }, (_, i) => (i + 1) * c.granularite)
    return tous.filter(m => m === entier(montant) || (c.montantsReduits && m >= plancher))
  }
  const tout = d.lots.length ? d.lots.reduce((s, l) => s + entier(l.montant), 0) : entier(d.demande)
  let sommes = d.lots.length ? [0] : paliers(d.demande, d.plancher)
  for (const l of d.lots) {
    const choix = paliers(l.montant, l.plancher)
    const permis = c.lotsSeuls || choix.length === 0 ? [0, ...choix] : choix
    sommes = sommes.flatMap(s => permis.map(m => s + m))
  }
  const gardes = [...new Set(sommes)].filter(m => m > 0 && (m >= d.plancher || m === tout))
  return gardes.filter(m => (c.plafond === null || m <= c.plafond) && (c.plancher === null || m >= c.plancher))
}

type Noeud = { choisis: Dossier[]; sommes: number[]; total: number }

/** Values of the best allocation, in the order of the rule: objectives, money, ranks. Null when there is none. */
function enumerer(p: Probleme): number[] | null {
  const c = p.contraintes
  const ordre = p.dossiers.toSorted((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
  const options = ordre.map(d => montants(d, c))
  const dans = ordre.map(d => c.parts.map(t => (t.famille === 'groupe' ? d.groupes : [d[t.famille]]).includes(t.valeur)))
  const quotas = c.parts.map(t =>
    'montant' in t.quota ? t.quota.montant : Math[t.sens === 'au_moins' ? 'ceil' : 'floor']((c.enveloppe * t.quota.dixMilliemes) / 10_000),
  )
  let meilleur: number[] | null = null
  const finir = ({ choisis, sommes, total }: Noeud) => {
    if (c.laureatsMax !== null && choisis.length > c.laureatsMax) return
    if (c.parts.some((t, i) => (t.sens === 'au_moins' ? sommes[i]! < quotas[i]! : sommes[i]! > quotas[i]!))) return
    if (c.incompatibilites.some(x => choisis.filter(d => x.dossiers.includes(d.id)).length > 1)) return
    const valeur = {
      points: somme(choisis.map(d => d.points)),
      beneficiaires: somme(choisis.map(d => d.beneficiaires)),
      dossiers: choisis.length,
    }
    const rangs = somme(choisis.map(d => ordre.length - ordre.indexOf(d)))
    const v = [...p.objectifs.map(o => valeur[o]), total, rangs]
    if (!meilleur || plusGrand(v, meilleur)) meilleur = v
  }
  const essayer = (i: number, n: Noeud) => {
    const d = ordre[i]
    if (!d) return finir(n)
    const retenu = d.main?.geste === 'retenir' || d.main?.geste === 'montant'
    if (!retenu) essayer(i + 1, n)
    if (d.main?.geste === 'exclure' || (c.seuil !== null && d.points < c.seuil)) return
    for (const m of options[i]!)
      if (n.total + m <= c.enveloppe)
        essayer(i + 1, { choisis: [...n.choisis, d], sommes: n.sommes.map((s, t) => s + (dans[i]![t] ? m : 0)), total: n.total + m })
  }
  if (
    !ordre.some(
      d =>
        d.main?.geste === 'montant' &&
        (d.main.montant < d.plancher || (c.plafond ?? Infinity) < d.main.montant || (c.plancher ?? 0) > d.main.montant),
    )
  )
    essayer(0, { choisis: [], sommes: c.parts.map(() => 0), total: 0 })
  return meilleur
}
const somme = (xs: number[]) => xs.reduce((s, x) => s + x, 0)
const plusGrand = (a: number[], b: number[]) => {
  const i = a.findIndex((x, k) => x !== b[k])
  return i >= 0 && a[i]! > b[i]!
}

function valeurs(p: Probleme, issue: Issue): number[] | null {
  if (issue.statut === 'incompatible') return null
  if (issue.statut !== 'optimal') throw new Error(issue.statut)
  const { totaux, attributions, preuve } = issue.allocation
  expect(preuve).toEqual({ borne: totaux[p.objectifs[0]!], optimum: true, departage: true })
  const ordre = p.dossiers.toSorted((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1)).map(d => d.id)
  return [...p.objectifs.map(o => totaux[o]), totaux.accorde, somme(attributions.map(a => ordre.length - ordre.indexOf(a.id)))]
}

/** Mostly free, sometimes decided by hand; a few in lots; a few with a floor below the demand. */
const dossier = (i: number) =>
  fc
    .record({
      points: fc.integer({ min: 8, max: 30 }).map(x => x * 50),
      beneficiaires: fc.integer({ min: 0, max: 400 }),
      paliers: fc.integer({ min: 1, max: 16 }),
      appoint: fc.constantFrom(0, 0, 0, 123_45),
      reduit: fc.constantFrom(0, 0, 0, 1, 2),
      enLots: fc.integer({ min: 0, max: 5 }),
      departement: fc.constantFrom('2A', '2B'),
      volet: fc.constantFrom('1', '2', '3'),
      petit: fc.boolean(),
      main: fc.integer({ min: 0, max: 119 }),
    })
    .map(x => {
      const demande = x.paliers * U + x.appoint
      const premier = Math.ceil(x.paliers / 2) * U
      const lots = x.enLots === 0 && i < 3 && demande > premier
      return {
        id: `d${String(i).padStart(2, '0')}`,
        libelle: `Dossier ${i}`,
        points: x.points,
        beneficiaires: x.beneficiaires,
        demande,
        plancher: Math.max(1, lots ? demande - premier : demande - x.reduit * U),
        lots: lots
          ? [premier, demande - premier].map((montant, l) => ({ id: `lot${l}`, libelle: `Lot ${l}`, montant, plancher: montant }))
          : [],
        departement: x.departement,
        volet: x.volet,
        groupes: x.petit ? ['petites'] : [],
        main:
          x.main === 3 || x.main === 0
            ? { geste: 'exclure' }
            : x.main === 1
              ? { geste: 'retenir' }
              : x.main === 2
                ? { geste: 'montant', montant: demande - (x.reduit ? 1 : 0) }
                : null,
      }
    })

const quota = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map(n => ({ montant: n * U + 1 })),
  fc.integer({ min: 0, max: 4000 }).map(dixMilliemes => ({ dixMilliemes })),
)
const sens = fc.constantFrom('au_plus', 'au_plus', 'au_moins')
const part = (id: string, famille: string, valeur: string) =>
  fc.record({ id: fc.constant(id), libelle: fc.constant(id), famille: fc.constant(famille), valeur: fc.constant(valeur), sens, quota })
const parfois = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null, freq: 2 })

/** Two or three lots, each whole or down to its own floor; a floor for the whole, from the least lot to all of them. */
const dossierEnLots = (i: number) =>
  fc
    .record({
      points: fc.integer({ min: 8, max: 30 }).map(x => x * 50),
      lots: fc.array(fc.record({ paliers: fc.integer({ min: 1, max: 4 }), reduit: fc.integer({ min: 0, max: 1 }) }), {
        minLength: 2,
        maxLength: 3,
      }),
      plancher: fc.integer({ min: 1, max: 4 }),
      departement: fc.constantFrom('2A', '2B'),
      main: fc.constantFrom(...Array.from({ length: 12 }, () => null), { geste: 'retenir' }, { geste: 'exclure' }),
    })
    .map(({ points, lots, plancher, departement, main }) => ({
      id: `d${String(i).padStart(2, '0')}`,
      libelle: `Dossier ${i}`,
      points,
      beneficiaires: 0,
      demande: somme(lots.map(l => l.paliers * U)),
      plancher: plancher * U > somme(lots.map(l => l.paliers * U)) ? 1 : plancher * U,
      lots: lots.map((l, n) => ({
        id: `lot${n}`,
        libelle: `Lot ${n}`,
        montant: l.paliers * U,
        plancher: Math.max(1, l.paliers - l.reduit) * U,
      })),
      departement,
      volet: '1',
      main,
    }))

const casDe = (dossiers: fc.Arbitrary<unknown[]>, connus: number, paliers: { min: number; max: number }) =>
  fc
    .record({
      objectifs: fc.shuffledSubarray(['points', 'beneficiaires', 'dossiers'], { minLength: 1 }),
      dossiers,
      contraintes: fc.record({
        enveloppe: fc.integer(paliers).chain(n => fc.constantFrom(n * U, n * U + 777)),
        parts: fc
          .tuple(
            parfois(part('a', 'departement', '2A')),
            parfois(part('b', 'departement', '2B')),
            parfois(part('c', 'volet', '2')),
            parfois(part('d', 'groupe', 'petites')),
          )
          .map(ps => ps.filter(x => x !== null)),
        plafond: parfois(fc.integer({ min: 4, max: 14 }).map(n => n * U + 99)),
        plancher: parfois(fc.integer({ min: 0, max: 5 }).map(n => n * U + 99)),
        laureatsMax: parfois(fc.integer({ min: 1, max: 12 })),
        seuil: parfois(fc.integer({ min: 400, max: 1000 })),
        incompatibilites: fc
          .array(fc.uniqueArray(fc.integer({ min: 0, max: connus - 1 }), { minLength: 2, maxLength: 4 }), { maxLength: 2 })
          .map(ls => ls.map((l, i) => ({ id: `i${i}`, dossiers: l.map(n => `d${String(n).padStart(2, '0')}`) }))),
        granularite: fc.constant(U),
        montantsReduits: fc.boolean(),
        lotsSeuls: fc.boolean(),
      }),
    })
    .map(x => probleme.parse(x))

/** How many cases have no allocation; every other is the best of all. */
async function comparer(cas: fc.Arbitrary<Probleme>, numRuns: number): Promise<number> {
  const highs = await chargerHighs()
  let impossibles = 0
  fc.assert(
    fc.property(cas, p => {
      const attendu = enumerer(p)
      if (!attendu) impossibles++
      expect(valeurs(p, resoudre(highs, p, { fin: performance.now() + 60_000 }))).toEqual(attendu)
    }),
    { numRuns, seed: 20211025 },
  )
  return impossibles
}

test(`l’allocation proposée est la meilleure de toutes : ${CAS} cas de quinze dossiers, essayés un à un`, {
  timeout: 300_000,
}, async () => {
  const quinze = fc.tuple(...Array.from({ length: 15 }, (_, i) => dossier(i)))
  const impossibles = await comparer(casDe(quinze, 15, { min: 20, max: 70 }), CAS)
  expect(impossibles).toBeGreaterThan(CAS / 20)
  expect(impossibles).toBeLessThan(CAS / 2)
})

test(`de même quand la plupart des dossiers sont en lots : ${CAS_EN_LOTS} cas de huit dossiers, dont cinq en deux ou trois lots`, {
  timeout: 300_000,
}, async () => {
  const huit = fc.tuple(...Array.from({ length: 8 }, (_, i) => (i < 3 ? dossier(i) : dossierEnLots(i))))
  const impossibles = await comparer(casDe(huit, 8, { min: 12, max: 30 }), CAS_EN_LOTS)
  expect(impossibles).toBeLessThan(CAS_EN_LOTS * 0.75)
})
