import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
let vico: Awaited<ReturnType<World['compte']>>
let id: string
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  vico = await w.compte({ structures: ['Vico'] })
  id = await commencer(w, vico.cookie)
  await plan({
    _geste: 'ajouter:depenses:ligne001',
    'depenses.ligne001.ht': '37 580',
    'depenses.ligne001.ttc': '44 256',
    aide: '30 000',
    part: '7 500',
  })
})
afterAll(() => w.close())
const adresse = () => paths.dossiers.etape(id, 'plan')
const plan = (corps: Record<string, string>) => w.post(adresse(), corps, vico.cookie)
const page = async () => (await (await w.get(adresse(), vico.cookie)).text()).replaceAll('\u00a0', ' ')
const part = async () => /<input[^>]*name="part"[^>]*>/.exec(await page())?.[0]

it('sans script, le pied de la page dit ce qui manque et « Mettre 80 € à votre charge » l’efface d’une pression', async () => {
  const avant = await page()
  expect(avant).toMatch(/Il manque 80 €.*name="_equilibrer" value="-8000".*Mettre 80 € à votre charge/s)
  const r = await plan({ _equilibrer: '-8000' })
  expect([r.status, r.headers.get('location')]).toEqual([303, `${adresse()}#ressources`])
  expect(await lisible(new Response(await page()))).toContain('À l’équilibre : 37 580 €')
  expect((await page()).match(/name="_equilibrer"[^>]*/)?.[0]).toContain('hidden')
})

// seen to fail: without the comparison of the gaps
it('si j’ai changé une dépense sans l’enregistrer, la pression l’enregistre et n’écrit pas une somme que je n’ai pas vue', async () => {
  await plan({ part: '7 500' })
  await plan({ _equilibrer: '-8000', 'depenses.ligne001.ht': '37 780', 'depenses.ligne001.ttc': '44 456' })
  expect(await part()).toContain('value="7 500')
  expect(await page()).toMatch(/Il manque 280 €.*Mettre 280 € à votre charge/s)
})

it('une somme qui n’en est pas une n’écrit rien', async () => {
  for (const _equilibrer of ['', 'tout', '-28000.5', '9'.repeat(40)]) expect((await plan({ _equilibrer })).status).toBe(303)
  expect(await part()).toContain('value="7 500')
})

// seen to fail: with the rules that wait said as states
it('un plan que personne n’a commencé dit par quoi commencer, et rien de rouge ni à corriger avant que je tape', async () => {
  const autre = paths.dossiers.etape(await commencer(w, vico.cookie), 'plan')
  const html = async () => (await (await w.get(autre, vico.cookie)).text()).replaceAll('\u00a0', ' ')
  const ALARME = /fr-badge--error|fr-error-text|gt-plan__ecart--(ko|illisible)|[Àà] corriger|Il manque \d/
  expect(await html()).toContain('Commencez par les dépenses.')
  expect((await html()).split('<main')[1]).not.toMatch(ALARME)
  await w.post(autre, { aide: '30 000' }, vico.cookie)
  expect(await html()).toContain('Déjà dans les ressources : 30 000 € demandés.')
  await w.post(autre, { _geste: 'ajouter:depenses:ligne001', aide: '30 000', part: '' }, vico.cookie)
  expect((await html()).split('<main')[1]).not.toMatch(ALARME)
  expect(await html()).toContain('Reste à dire : le montant HT de la ligne 1 et votre part.')
  await w.post(autre, { 'depenses.ligne001.ht': '40 000', 'depenses.ligne001.ttc': '48 000', aide: '30 000', part: '7 500' }, vico.cookie)
  expect(await html()).toMatch(/gt-plan__ecart--ko.*Il manque 2 500 €/s)
})
