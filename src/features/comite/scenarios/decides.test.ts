import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { decideAuComite } from '../../../test/decisions.ts'
import { type MondeScenarios, ouvrirScenarios, texte } from '../../../test/scenarios.ts'

let m: MondeScenarios
beforeAll(async () => {
  m = await ouvrirScenarios()
})
afterAll(() => m.w.close())

const montants = async ({ w, seance, dossiers }: MondeScenarios) => {
  const { rows } = await w.owner.query('select resultat from scenario where seance_id = $1 order by cree_le, id', [seance])
  const { attributions } = rows[0].resultat.allocation as { attributions: { id: string; montant: number }[] }
  return dossiers.map(d => attributions.find(a => a.id === d)?.montant ?? 0)
}

// seen to fail: the dossier already refused was retained anew, and the money of the other counted as free
it('ce que le comité a déjà décidé tient dans tout scénario, calculé ou à la main', async () => {
  await m.recommencer()
  const [accorde, refuse] = m.dossiers as [string, string, string]
  await decideAuComite(m.w, refuse, m.administratrice.id, { sens: 'non_retenu', motif: 'Pas mûr.' })
  await decideAuComite(m.w, accorde, m.administratrice.id, { sens: 'partiel', montant: 400_000 })
  await m.w.owner.query("update enveloppe set montant = accorde + case when code = 'p' then 0 else 2500000 end")
  expect((await m.w.get(paths.comite.nouveauScenario(m.seance), m.administratrice.cookie)).status).toBe(200)
  const href = await m.propose({ imposes: refuse })
  expect(await montants(m)).toEqual([400_000, 0, 1_000_000])
  const page = await m.lire(href)
  for (const mot of ['déjà décidé par le comité : 4 000 €', 'déjà décidé par le comité : aucune aide', 'Déjà décidé'])
    expect(page).toContain(mot)
  const copie = (await m.w.post(`${href}/duplication`, {}, m.administratrice.cookie)).headers.get('location')!
  const corps = { nom: 'À la main', revision: '1', [`montant-${accorde}`]: '9 000', [`montant-${refuse}`]: '1 000' }
  const r = await m.w.post(copie, corps, m.administratrice.cookie)
  expect(r.status).toBe(422)
  expect((await texte(r)).match(/déjà décidé par le comité/g)!.length).toBeGreaterThanOrEqual(2)
})
