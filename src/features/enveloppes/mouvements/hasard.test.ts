import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MondeCredits, ouvrirCredits } from '../../../test/credits.ts'
import type { Genre } from './mouvement.rules.ts'
import { rejouer } from './registre.rules.ts'

/** The same draws each time: a failure is played again. */
function tirages(graine: number) {
  let x = graine
  const tirer = () => {
    x = (x * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return x / 4_294_967_296
  }
  return {
    entier: (max: number) => Math.floor(tirer() * max),
    parmi: <T>(liste: readonly T[]): T => liste[Math.floor(tirer() * liste.length)]!,
  }
}
const GENRES: readonly Genre[] = ['abondement', 'transfert', 'transfert', 'reserve', 'liberation', 'reduction']

let m: MondeCredits
beforeAll(async () => {
  m = await ouvrirCredits()
})
afterAll(() => m.w.close())

/**
 * What holds whatever is asked, by whomever, at whatever instant. Seen to fail: `enveloppe_tenue` without the reserve, `reduction` left out of what the movement does to
 * its envelope, a transfer that gives a cent more than it takes.
 */
it.each([1, 7, 2027])(
  'mouvements et décisions tirés au hasard (graine %i), six à la fois\u00a0: rien ne descend sous l’engagé, un transfert ne crée rien',
  async graine => {
    const { entier, parmi } = tirages(graine)
    const enveloppes = [await m.ouvrir(entier(2_000_000)), await m.ouvrir(entier(2_000_000)), await m.ouvrir(entier(2_000_000))]
    const dossiers = await m.dossiers(24)
    const actes = Array.from({ length: 120 }, (_, n) => {
      const [e, vers] = [parmi(enveloppes), parmi(enveloppes)]
      if (n % 5 === 4) return () => m.decider(dossiers[Math.floor(n / 5)]!, e, 1 + entier(600_000))
      const genre = parmi(GENRES)
      const montant = 1 + entier(900_000)
      return () => m.ecrire({ genre, e, montant, ...(genre === 'transfert' ? { vers } : {}) })
    })
    let faits = 0
    for (let n = 0; n < actes.length; n += 6) {
      const issues = await Promise.allSettled(actes.slice(n, n + 6).map(a => a()))
      faits += issues.filter(i => i.status === 'fulfilled').length
      for (const i of issues)
        if (i.status === 'rejected')
          expect(String(i.reason)).toMatch(/enveloppe_tenue|enveloppe_reserve_check|enveloppe_montant_check|mouvement_credits_check/)
      for (const id of enveloppes) {
        const e = await m.etat(id)
        expect(e.accorde).toBeLessThanOrEqual(e.montant - e.reserve)
        expect(e).toMatchObject({ montant: e.livre, reserve: e.garde, accorde: e.pris })
      }
    }
    expect(faits).toBeGreaterThan(40)
    const lignes = await m.q(
      `select numero, genre, enveloppe_id as "enveloppeId", vers_id as "versId", montant::float8 as montant from mouvement_credits
      where enveloppe_id = any($1) order by numero`,
      [enveloppes],
    )
    const joue = rejouer(lignes as Parameters<typeof rejouer>[0] as never)
    const entre = lignes.reduce(
      (t, l) => t + (/ouverture|abondement/.test(l.genre) ? l.montant : l.genre === 'reduction' ? -l.montant : 0),
      0,
    )
    const etats = await Promise.all(enveloppes.map(e => m.etat(e)))
    expect(etats.reduce((t, e) => t + e.montant, 0)).toBe(entre)
    // the page replays the ledger: its last line of each envelope is what the database holds
    const derniers = new Map<string, number>()
    for (const l of joue as unknown as {
      enveloppeId: string
      versId: string | null
      apres: { montant: number }
      versApres: { montant: number } | null
    }[]) {
      derniers.set(l.enveloppeId, l.apres.montant)
      if (l.versId) derniers.set(l.versId, l.versApres!.montant)
    }
    expect(enveloppes.map(e => derniers.get(e))).toEqual(etats.map(e => e.montant))
  },
)

it('six transferts de tout ce qui reste, au même instant\u00a0: un seul passe\u00a0; croisés, personne n’attend l’autre sans fin', async () => {
  const [a, b] = [await m.ouvrir(100_000), await m.ouvrir(100_000)]
  const transferer = (n: number, montant: number) => m.ecrire({ genre: 'transfert', e: n % 2 ? b : a, vers: n % 2 ? a : b, montant })
  const six = await Promise.allSettled([0, 0, 0, 0, 0, 0].map(n => transferer(n, 100_000)))
  expect(six.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  const croises = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => transferer(n, 1 + n)))
  // a deadlock would say so
  for (const r of [...six, ...croises]) if (r.status === 'rejected') expect(String(r.reason)).toMatch(/enveloppe_(tenue|montant_check)/)
  expect((await m.etat(a)).montant + (await m.etat(b)).montant).toBe(200_000)
})

it('une réduction et une décision au même instant, six fois\u00a0: ensemble elles ne passent jamais l’une et l’autre', async () => {
  const dossiers = await m.dossiers(6)
  for (const d of dossiers) {
    const e = await m.ouvrir(100_000)
    const deux = await Promise.allSettled([m.decider(d, e, 60_000), m.ecrire({ genre: 'reduction', e, montant: 60_000 })])
    expect(deux.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    expect((await m.etat(e)).accorde).toBeLessThanOrEqual((await m.etat(e)).montant)
  }
})
