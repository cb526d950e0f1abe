import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type MondeDeuxTemps, ouvrirDeuxTemps } from '../../test/deux-temps.ts'
import { releverVagues } from '../instruction/index.ts'

const { dossiers: d, instruction: i } = paths
let m: MondeDeuxTemps
beforeAll(async () => {
  m = await ouvrirDeuxTemps()
}, 120_000)
afterAll(() => m.w.close())

// seen to fail: the request of the intention came back upon the full dossier, which waited for an answer to a question of another form
it('une demande de compléments sans réponse tombe avec la présélection\u00a0: le dossier complet n’attend rien d’elle', async () => {
  const gare = await m.intention(m.vico)
  await m.relever()
  const demande = { 'cible-1': 'c:lieu:surface', 'demande-1': 'Combien de mètres carrés ?', echeance: '10/03/2027' }
  await m.reussir('compléments', m.w.post(i.complements(gare), demande, m.sud.cookie))
  m.w.regler('2027-03-24T09:00:00')
  await m.reussir('réponses', m.repondre(m.administratrice, { [gare]: ['oui'] }))
  await m.reussir('annonce', m.annoncer())
  await m.completer(m.vico, gare)
  await m.reussir('dépôt', m.deposer(m.vico, gare))
  m.w.regler('2027-07-02T10:00:00')
  await releverVagues(m.w.deps, m.w.horloge.instant)
  expect((await m.etat(gare)).etat).toBe('en_instruction')
  expect(await m.q('select 1 from complement where dossier_id = $1 and repondu_le is null and annule_le is null', [gare])).toEqual([])
  expect(await m.lire(m.w.get(d.voir(gare), m.vico.cookie))).not.toContain('Combien de mètres carrés')
})
