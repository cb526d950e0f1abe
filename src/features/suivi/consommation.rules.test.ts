import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consomme, consommeParCommande, gagneAuForfait, gagneParBilan } from './consommation.rules.ts'

test('l’aide paie le taux de la décision sur la dépense éligible hors taxes', () => {
  const aide = { accorde: 6_600_000, base: 8_000_000 }
  expect(consomme(aide, 1_190_000)).toBe(981_750)
  expect(consomme(aide, 2_170_000)).toBe(1_790_250)
})

test('elle ne paie jamais plus que ce qui est accordé, ni rien sans base', () => {
  expect(consomme({ accorde: 100, base: 200 }, 1_000_000)).toBe(100)
  expect(consomme({ accorde: 0, base: 0 }, 5)).toBe(0)
})

test('une commande hors de la base ne consomme rien', () => {
  const parts = consommeParCommande({ accorde: 500, base: 1000 }, [
    { id: 'a', ht: 100, eligible: true },
    { id: 'b', ht: 300, eligible: false },
  ])
  expect([...parts]).toEqual([
    ['a', 50],
    ['b', 0],
  ])
})

test('quelles que soient les commandes, leurs parts font le total au centime, et les suivantes n’y changent rien', () => {
  const montant = fc.integer({ min: 1, max: 1_000_000_000_000 })
  fc.assert(
    fc.property(
      montant,
      montant,
      fc.array(fc.record({ ht: montant, eligible: fc.boolean() }), { maxLength: 30 }),
      (accorde, base, lues) => {
        const aide = { accorde: Math.min(accorde, base), base }
        const commandes = lues.map((c, i) => ({ ...c, id: String(i) }))
        const ht = commandes.reduce((s, c) => s + (c.eligible ? c.ht : 0), 0)
        const parts = consommeParCommande(aide, commandes)
        expect([...parts.values()].reduce((s, p) => s + p, 0)).toBe(consomme(aide, ht))
        for (const c of commandes) if (!c.eligible) expect(parts.get(c.id)).toBe(0)
        const avant = commandes.slice(0, 5)
        expect([...consommeParCommande(aide, avant)]).toEqual([...parts].slice(0, avant.length))
      },
    ),
  )
})

const bilans = fc.array(
  fc.record({ declare: fc.boolean(), faits: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), { maxLength: 4 }) }),
  { maxLength: 6 },
)
test('un forfait\u00a0: ce que chaque bilan gagne fait, à la fin, la part des jalons dits faits, au centime', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), bilans, (accorde, dits) => {
      const lus = dits.map(b => ({ ...b, faits: new Map(b.faits) }))
      const etats = new Map(lus.filter(b => b.declare).flatMap(b => [...b.faits]))
      const faits = [...etats.values()].filter(Boolean).length
      const gagne = gagneParBilan(accorde, { jalons: 4, acheve: false }, lus).reduce((s, n) => s + n, 0)
      expect(gagne).toBe(gagneAuForfait(accorde, { jalons: 4, faits }, false))
    }),
  )
})

test('sans jalons, le dernier bilan déclaré d’un projet terminé gagne tout, et les autres rien', () => {
  const b = (declare: boolean) => ({ declare, faits: new Map<string, boolean>() })
  expect(gagneParBilan(900, { jalons: 0, acheve: true }, [b(true), b(true), b(false)])).toEqual([0, 900, 0])
  expect(gagneParBilan(900, { jalons: 0, acheve: false }, [b(true)])).toEqual([0])
})
