import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import { axesDe, ensembleNomme, ensemblesDe } from './choix.ts'

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

// seen to fail: without the second reading, the address of an axis is lost once a newer call opens in it
it('l’adresse d’un axe reste la sienne quand un appel plus récent y ouvre', () => {
  const neuf = {
    ...appel,
    slug: 'neuf',
    calendrier: { ...appel.calendrier, vagues: appel.calendrier.vagues.map(v => ({ ...v, ouverture: new Date('2030-01-01') })) },
  }
  const tous = ensemblesDe([{ appel }, { appel: neuf }] as unknown as Parameters<typeof ensemblesDe>[0])
  const nomme = (code: string) => ensembleNomme(tous, code)?.code
  expect([nomme(appel.slug), nomme(`axe.${appel.slug}`), nomme(`programme.${appel.slug}`)]).toEqual([
    appel.slug,
    'axe.neuf',
    'programme.neuf',
  ])
  expect([nomme('axe.inconnu'), nomme('inconnu'), nomme(`volet.${appel.slug}`)]).toEqual([undefined, undefined, undefined])
})
