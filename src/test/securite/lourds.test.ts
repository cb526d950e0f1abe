import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fermerAtelier } from '../../atelier/index.ts'
import { fermerDocuments } from '../../features/documents/index.ts'
import { paths } from '../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../instruits.ts'
import { lisible } from '../vico.ts'

/**
 * What an agent may ask that is heavy, and how long another visitor waits meanwhile. The aim is 200 ms on a quiet machine; the ceiling here is wide enough for a busy one.
 * Seen to fail: without `tourParPersonne`, fourteen booklets are all begun at once and none is refused.
 */
const PLAFOND_MS = 1_000

let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction()
  await m.w.get(paths.mentionsLegales)
})
afterAll(async () => {
  await fermerAtelier()
  await fermerDocuments()
  await m.w.close()
})

/** The longest wait of somebody who reads a light page, again and again, until `faire` is done. */
async function attentePendant<T>(faire: () => T | Promise<T>): Promise<{ fait: T; attente: number; lectures: number }> {
  let [fini, attente, lectures] = [false, 0, 0]
  const fait = Promise.resolve(faire()).finally(() => {
    fini = true
  })
  do {
    const debut = performance.now()
    expect((await m.w.get(paths.mentionsLegales)).status).toBe(200)
    attente = Math.max(attente, performance.now() - debut)
    lectures++
    await new Promise(r => setTimeout(r, 5))
  } while (!fini)
  return { fait: await fait, attente, lectures }
}
const lignes = (combien: number, texte: (i: number) => string) => Array.from({ length: combien }, (_, i) => texte(i)).join('\n')

describe('pendant qu’une administratrice envoie le pire texte d’appel', () => {
  it.each([
    ['8 000 clés', lignes(8_000, i => `k${i}: 1`)],
    ['510 ko de clés', lignes(50_000, i => `k${i}: 1`)],
    ['des clés de clés', '? '.repeat(20_000)],
    ['des lignes vides', '\n'.repeat(100_000)],
  ])('%s\u00a0: refusé, et un autre visiteur n’attend pas', async (_, source) => {
    const { fait, attente } = await attentePendant(() => m.w.post(paths.administration.appels, { source }, m.administratrice.cookie))
    expect(fait.status).toBe(422)
    expect(attente).toBeLessThan(PLAFOND_MS)
  })
})

describe('les livrets de fiches', () => {
  it('huit à la fois se font tous, l’un après l’autre, sans retenir un autre visiteur\u00a0; au-delà de douze, la page dit d’attendre', async () => {
    await m.dossierAuComite()
    const demander = (combien: number) =>
      Promise.all(Array.from({ length: combien }, () => m.w.get(paths.instruction.fiches, m.referent.cookie)))
    const { fait, attente, lectures } = await attentePendant(() => demander(8))
    expect(fait.map(r => r.status)).toEqual(Array(8).fill(200))
    expect(lectures).toBeGreaterThan(1)
    expect(attente).toBeLessThan(PLAFOND_MS)
    const trop = await demander(30)
    // a place is free again as soon as one booklet is made: twelve pass at least, and not all
    const passes = trop.filter(r => r.status === 200).length
    expect(passes).toBeGreaterThanOrEqual(12)
    expect(trop.filter(r => r.status === 429).length).toBe(30 - passes)
    expect(passes).toBeLessThan(30)
    const refusee = trop.find(r => r.status === 429)!
    expect(await lisible(refusee)).toContain('Trop de documents demandés à la fois')
    expect(refusee.headers.get('retry-after')).toBe('30')
    expect((await m.w.get(paths.instruction.fiches, m.referent.cookie)).status).toBe(200)
  }, 120_000)
})
