import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { AUX_ASSOCIATIONS, CUMPAGNIA, declarer, ligneDe } from '../../../test/declarees.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { type GestesActes, gestesActes } from '../../../test/suivi-actes.ts'
import { lisible } from '../../../test/vico.ts'

/** An association that has no SIREN yet is a lauréat: its act and its payments wait for the number, and the open data for it too. */
let m: MondeSuivis
let g: GestesActes
let moi: Awaited<ReturnType<MondeSuivis['w']['compte']>>
let structure: string
let d: string
beforeAll(async () => {
  m = await ouvrirSuivis(AUX_ASSOCIATIONS)
  g = gestesActes(m)
  moi = await m.w.compte({ nom: 'Présidente' })
  await declarer(m.w, moi, CUMPAGNIA)
  structure = (await ligneDe(m.w, CUMPAGNIA.nom)).id
  await confirmer()
  ;[d] = (await m.laureats(1, CUMPAGNIA.nom)) as [string]
})
afterAll(() => m.w.close())
const confirmer = () => m.w.post(paths.instruction.structure(structure), { acte: 'confirmer' }, m.referent.cookie)
const scdl = async () => (await m.w.get(paths.donneesOuvertes.subventions())).text()

// seen to fail: without the question of `attenteStructure` in `etablir.ts`, then in `ordonner.ts`
test('l’acte et le paiement attendent le SIREN\u00a0: les deux côtés le lisent, et le fichier SCDL compte qui manque', async () => {
  const acte = await g.etablir(d)
  expect([acte.status, await lisible(acte)]).toEqual([
    409,
    expect.stringContaining('L’acte et le paiement attendent le SIREN de la structure'),
  ])
  expect(await g.actes(d)).toEqual([])
  expect(await lisible(await m.w.get(paths.suivi.dossier(d), m.referent.cookie))).toContain(
    'L’acte et le paiement attendent le SIREN de la structure',
  )
  expect(await lisible(await m.w.get(paths.actes.liste(d), moi.cookie))).toContain(
    'L’acte et le paiement attendent le SIREN de votre structure',
  )
  expect(await scdl()).not.toContain(CUMPAGNIA.nom)
  expect(await lisible(await m.w.get(paths.donneesOuvertes.accueil))).toContain(
    '1 structure aidée n’a pas encore de SIREN. Elle est absente de subventions.csv',
  )

  // a member gives it: it waits for the service
  const siren = { ...CUMPAGNIA, numero: 'siren', rna: '', siren: '000 855 619', nom: 'Un autre nom' }
  expect((await m.w.post(paths.structures.corriger(structure), siren, moi.cookie)).status).toBe(303)
  expect(await ligneDe(m.w, CUMPAGNIA.nom)).toMatchObject({ siren: '000855619', rna: 'W2A1000291', declaree: true })
  const encore = await g.etablir(d)
  expect([encore.status, await lisible(encore)]).toEqual([409, expect.stringContaining('attendent que la structure soit confirmée')])
  expect(await scdl()).not.toContain(CUMPAGNIA.nom)
  await confirmer()
  expect(await scdl()).toContain(CUMPAGNIA.nom)
  expect(await lisible(await m.w.get(paths.donneesOuvertes.accueil))).not.toContain('pas encore de SIREN')
  await g.conventionner(d)
  await m.w.owner.query('update structure set siren = null where id = $1', [structure])
  const paiement = await g.ordonner(d, 'avance', { montant: '100' })
  expect([paiement.status, await lisible(paiement)]).toEqual([409, expect.stringContaining('attendent le SIREN')])
  expect(await g.versements(d)).toEqual([])
  await m.w.owner.query("update structure set siren = '000855619' where id = $1", [structure])
  expect((await g.ordonner(d, 'avance', { montant: '100' })).status).toBe(303)
})
