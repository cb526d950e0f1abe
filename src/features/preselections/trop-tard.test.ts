import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { annonces, type MondeDeuxTemps, ouvrirDeuxTemps, SLUG_DEUX_TEMPS } from '../../test/deux-temps.ts'

const { instruction: i } = paths
let m: MondeDeuxTemps
let [gare, col] = ['', '']
beforeAll(async () => {
  m = await ouvrirDeuxTemps()
  ;[gare, col] = [await m.intention(m.vico), await m.intention(m.venaco)]
  await m.relever()
}, 120_000)
afterAll(() => m.w.close())

// seen to fail: once the full dossiers were closed no refusal could be told any more, and their porteurs waited for ever
it('la clôture des dossiers complets est passée\u00a0: présélectionner n’est plus possible, refuser l’est toujours', async () => {
  m.w.regler('2027-07-05T09:00:00')
  await m.reussir('réponses', m.repondre(m.administratrice, { [gare]: ['oui'], [col]: ['non', 'Clause A2 : le lieu n’est pas connu.'] }))
  const r = await m.annoncer()
  expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining('la clôture des dossiers complets est passée')])
  await m.reussir('réponses', m.repondre(m.administratrice, { [gare]: ['non', 'Clause A3 : trop tard.'] }))
  await m.reussir('annonce', m.annoncer())
  expect((await m.etat(gare)).etat).toBe('non_preselectionne')
  expect((await m.etat(col)).etat).toBe('non_preselectionne')
})

// seen to fail: as many days as the others, who had less than none, put the end of theirs before its beginning
it('personne ne se repêche alors : il n’aurait pas un jour pour déposer', async () => {
  const r = await m.w.post(
    i.repechage(SLUG_DEUX_TEMPS, col),
    { motif: 'Une place s’est libérée.', signataire: '' },
    m.administratrice.cookie,
  )
  expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining('clôture des dossiers complets est passée')])
  expect((await m.etat(col)).etat).toBe('non_preselectionne')
})

describe('annoncées à temps', () => {
  let n: MondeDeuxTemps
  let dossiers: Awaited<ReturnType<typeof annonces>>
  beforeAll(async () => {
    n = await ouvrirDeuxTemps()
    dossiers = await annonces(n)
  }, 120_000)
  afterAll(() => n.w.close())

  // seen to fail: the last second of the others was a whole one, this one was cut at its beginning
  it('repêché, il dépose jusqu’au bout de la dernière seconde, comme les autres', async () => {
    n.w.regler('2027-05-01T10:00:00')
    const corps = { motif: 'Une place s’est libérée.', signataire: '' }
    await n.reussir('repêchage', n.w.post(i.repechage(SLUG_DEUX_TEMPS, dossiers.col), corps, n.administratrice.cookie))
    await n.completer(n.venaco, dossiers.col)
    // 16:00 in Paris, less half a second
    n.w.horloge.regler(new Date('2027-08-07T13:59:59.500Z'))
    await n.reussir('dépôt', n.deposer(n.venaco, dossiers.col))
  })

  // seen to fail: the account was erased, and nobody could file the project that was preselected
  it('dernier membre d’une structure présélectionnée, je ne supprime pas mon compte sans laisser quelqu’un', async () => {
    const r = await n.w.post(paths.conservation.suppression, { compris: 'oui' }, n.corte.cookie)
    expect([r.status, await n.lire(r)]).toEqual([422, expect.stringContaining('dernier membre de Corte')])
  })
})
