import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import { axesDe, ensemblesDe } from './choix.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const ensembles = ensemblesDe([{ appel }] as unknown as Parameters<typeof ensemblesDe>[0])

it('je choisis l’appel, ou tout ce que ce guichet mène de son axe ou de son programme, chacun avec son montant national', () => {
  const { programme: p } = appel
  expect(p.montant).not.toBe(p.axe!.montant)
  expect(ensembles.map(e => [e.genre, e.national])).toEqual([
    ['appel', undefined],
    ['axe', p.axe!.montant],
    ['programme', p.montant],
  ])
  const [, axe, programme] = ensembles.map(e => e.libelle.replace(/[\u00a0\u202f]/g, ' '))
  expect(axe).toBe('Axe 3, Guichets territoriaux (34,0 M€)')
  expect(programme).toBe(`${p.nom.replaceAll('\u00a0', ' ')} (88,0 M€)`)
})

it('les axes du programme se lisent par leur numéro, celui de ce guichet marqué', () => {
  const axes = axesDe(ensembles.at(-1)!)
  expect(axes.map(a => a.numero)).toEqual(axes.map((_, i) => i + 1))
  expect(axes.filter(a => a.ici).map(a => a.numero)).toEqual([appel.programme.axe!.numero])
})
