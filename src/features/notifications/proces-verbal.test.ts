import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirProcesVerbal } from '../../test/proces-verbal.ts'
import { SLUG } from '../../test/vico.ts'
import { jouerEnvois } from './envoyer.ts'

const [a, p] = [paths.administration, paths.comite]
let m: Awaited<ReturnType<typeof ouvrirProcesVerbal>>
beforeAll(async () => {
  m = await ouvrirProcesVerbal()
})
afterAll(() => m.w.close())

// seen to fail: the letters left while the séance was still open
it('les lettres d’une séance attendent son procès-verbal figé, et je lis à chaque fois ce qui manque', async () => {
  const { cookie } = m.administratrice
  const post = (chemin: string, corps: Record<string, string | string[]> = {}, qui = cookie) => m.w.post(chemin, corps, qui)
  const { seance, dossiers } = await m.ouvrir()
  const champs = { sens: 'retenu', montant: '10 000', rang: '', motif: '', conditions: '', conclusion: '', vue: '' }
  expect((await post(p.decision(seance, dossiers[1]!), champs)).status).toBe(303)
  const { rows } = await m.q('select id from decision where dossier_id = $1', [dossiers[1]])
  await post(a.confirmation(SLUG), { decisions: [rows[0].id] })
  const envoyer = async () => {
    const r = await post(a.envois(SLUG))
    await jouerEnvois(m.w.deps)
    const { rows: parties } = await m.q(
      'select count(*)::int as n from notification where demandee_le is not null or envoyee_le is not null',
    )
    return { statut: r.status, parties: parties[0].n, texte: r.status === 422 ? await m.lire(r) : '' }
  }
  const refus = async (phrase: string) => {
    const { texte, ...reste } = await envoyer()
    expect(reste).toEqual({ statut: 422, parties: 0 })
    expect(texte).toContain(phrase)
  }
  await refus('La séance du 26 octobre 2021 est encore ouverte')
  await post(p.cloture(seance))
  await refus('n’a pas de procès-verbal')
  await post(p.procesVerbal(seance))
  await refus('a un procès-verbal qui n’est pas figé')
  for (const qui of [m.regionale, m.corseDuSud, m.hauteCorse])
    await post(p.signatureProcesVerbal(seance), { version: '1', reserve: '' }, qui.cookie)
  await post(p.gelProcesVerbal(seance), { version: '1', motif: '' })
  expect(await envoyer()).toMatchObject({ statut: 303, parties: 1 })
})
