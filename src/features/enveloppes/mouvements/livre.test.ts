import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type MondeCredits, ouvrirCredits } from '../../../test/credits.ts'

const MILLE = 100_000
let m: MondeCredits
let a: string
let b: string
beforeAll(async () => {
  m = await ouvrirCredits()
})
afterAll(() => m.w.close())
beforeEach(async () => {
  ;[a, b] = [await m.ouvrir(), await m.ouvrir()]
})
/** The envelope is what its two ledgers say, and holds what it grants and keeps back. */
async function tient(id: string, attendu: { montant: number; reserve?: number; accorde?: number }) {
  const e = await m.etat(id)
  expect(e).toMatchObject({
    reserve: 0,
    accorde: 0,
    ...attendu,
    livre: attendu.montant,
    garde: attendu.reserve ?? 0,
    pris: attendu.accorde ?? 0,
  })
}

/**
 * Seen to fail: `enveloppe_tenue` without the reserve (what is kept back was granted), a réduction that changes nothing, a transfer that gives a cent too many, an undoing
 * that does not look at what was granted since.
 */
describe('le livre des crédits', () => {
  it('s’ouvre avec l’enveloppe, qui que ce soit qui l’ouvre, et une seule fois', async () => {
    await tient(a, { montant: 10 * MILLE })
    const [ligne] = await m.q('select genre, montant::int, raison, par, rang::int from mouvement_credits where enveloppe_id = $1', [a])
    expect(ligne).toEqual({ genre: 'ouverture', montant: 10 * MILLE, raison: 'Publication de l’appel, version 1', par: null, rang: 0 })
    await expect(m.ecrire({ genre: 'ouverture', e: a, montant: 1 })).rejects.toThrow(/mouvement_credits/)
  })

  it('chaque mouvement fait ce qu’il dit, au centime, et prend son numéro', async () => {
    await m.ecrire({ genre: 'abondement', e: a, montant: 2_500_001 })
    await m.ecrire({ genre: 'transfert', e: a, vers: b, montant: 100_003 })
    await m.ecrire({ genre: 'reserve', e: a, montant: 50_000 })
    await m.ecrire({ genre: 'liberation', e: a, montant: 20_000 })
    await m.ecrire({ genre: 'reduction', e: b, montant: 3 })
    await tient(a, { montant: 10 * MILLE + 2_399_998, reserve: 30_000 })
    await tient(b, { montant: 11 * MILLE })
    const numeros = (await m.q('select numero from mouvement_credits where appel_id = $1 order by numero', [m.appelId])).map(r => r.numero)
    expect(numeros).toEqual(numeros.map((_, i) => i + 1))
  })

  it('rien n’y change ni ne s’en va, et le programme ne change l’enveloppe que par lui', async () => {
    const essai = (texte: string) => m.w.auGuichet(tx => sql.raw(texte).execute(tx))
    await expect(essai(`update enveloppe set reserve = 1`)).rejects.toThrow('permission denied')
    await expect(essai(`update enveloppe set montant = 1`)).rejects.toThrow('permission denied')
    await expect(essai(`update mouvement_credits set montant = 1`)).rejects.toThrow('permission denied')
    await expect(essai(`select ecrire_ouverture(e) from enveloppe e`)).rejects.toThrow('permission denied')
    await expect(m.q('delete from mouvement_credits')).rejects.toThrow('on ajoute')
    await tient(a, { montant: 10 * MILLE })
  })

  it('jamais sous ce qui est accordé, ni sous ce qui est en réserve\u00a0: un centime de trop est refusé', async () => {
    const [d] = (await m.dossiers(1)) as [string]
    await m.decider(d, a, 6 * MILLE)
    await m.ecrire({ genre: 'reserve', e: a, montant: MILLE })
    for (const genre of ['reduction', 'reserve'] as const)
      await expect(m.ecrire({ genre, e: a, montant: 3 * MILLE + 1 })).rejects.toThrow('enveloppe_tenue')
    await expect(m.ecrire({ genre: 'transfert', e: a, vers: b, montant: 3 * MILLE + 1 })).rejects.toThrow('enveloppe_tenue')
    await expect(m.ecrire({ genre: 'liberation', e: a, montant: MILLE + 1 })).rejects.toThrow(/reserve/)
    await m.ecrire({ genre: 'reduction', e: a, montant: 3 * MILLE })
    await tient(a, { montant: 7 * MILLE, reserve: MILLE, accorde: 6 * MILLE })
    await tient(b, { montant: 10 * MILLE })
  })

  it('ce qui est en réserve ne s’accorde pas', async () => {
    const [d, e] = (await m.dossiers(2)) as [string, string]
    await m.ecrire({ genre: 'reserve', e: a, montant: 4 * MILLE })
    await expect(m.decider(d, a, 6 * MILLE + 1)).rejects.toThrow('enveloppe_tenue')
    await m.decider(d, a, 6 * MILLE)
    await m.ecrire({ genre: 'liberation', e: a, montant: MILLE })
    await m.decider(e, a, MILLE)
    await tient(a, { montant: 10 * MILLE, reserve: 3 * MILLE, accorde: 7 * MILLE })
  })

  it('un mouvement reste dans son appel, et va d’une enveloppe à une autre', async () => {
    const ailleurs = await m.w.auGuichet(async tx => {
      const { rows } = await sql<{
        id: string
      }>`insert into appel (id, guichet_id, slug, cree_le) values (gen_random_uuid(), ${m.w.guichetId},
        ${`autre-${a}`}, ${m.w.horloge.instant}) returning id`.execute(tx)
      return rows[0]!.id
    })
    await expect(m.ecrire({ genre: 'abondement', e: a, montant: 1, appel: ailleurs })).rejects.toThrow('dans un appel')
    await expect(m.ecrire({ genre: 'transfert', e: a, vers: a, montant: 1 })).rejects.toThrow('check')
    await expect(m.ecrire({ genre: 'transfert', e: a, montant: 1 })).rejects.toThrow('check')
    await expect(m.ecrire({ genre: 'reduction', e: a, montant: 0 })).rejects.toThrow('check')
  })
})

describe('défaire, pour la base', () => {
  it('c’est faire l’inverse, une seule fois, et rien d’autre', async () => {
    const n = await m.ecrire({ genre: 'transfert', e: a, vers: b, montant: MILLE })
    await expect(m.ecrire({ genre: 'transfert', e: a, vers: b, montant: MILLE, annule: n })).rejects.toThrow('l’inverse')
    await expect(m.ecrire({ genre: 'transfert', e: b, vers: a, montant: MILLE - 1, annule: n })).rejects.toThrow('l’inverse')
    const inverse = await m.ecrire({ genre: 'transfert', e: b, vers: a, montant: MILLE, annule: n })
    await expect(m.ecrire({ genre: 'transfert', e: b, vers: a, montant: MILLE, annule: n })).rejects.toThrow('annule_id')
    await expect(m.ecrire({ genre: 'transfert', e: a, vers: b, montant: MILLE, annule: inverse })).rejects.toThrow('l’inverse')
    await tient(a, { montant: 10 * MILLE })
  })

  it('plus rien ne se défait dès qu’on a décidé dessus\u00a0; une décision ailleurs n’empêche rien', async () => {
    const [d, e] = (await m.dossiers(2)) as [string, string]
    const n = await m.ecrire({ genre: 'transfert', e: a, vers: b, montant: MILLE })
    await m.decider(d, a)
    await m.decider(e, b)
    await expect(m.ecrire({ genre: 'transfert', e: b, vers: a, montant: MILLE, annule: n })).rejects.toThrow('décidé depuis')
    const garde = await m.ecrire({ genre: 'reserve', e: a, montant: MILLE })
    await m.ecrire({ genre: 'liberation', e: a, montant: MILLE, annule: garde })
  })
})
