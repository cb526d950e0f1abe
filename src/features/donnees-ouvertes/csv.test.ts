import { describe, expect, it } from 'vitest'
import { rangee, sansFormule } from './csv.ts'

describe('ce qu’un tableur lit de nos fichiers', () => {
  it.each(['=1+1', '+33 4 95', '-abattu', '@SOMME(A1)', '\tretrait', '\rretour', '-1-1', '+1,2,3'])(
    '« %s » ne devient jamais une formule',
    t => expect(sansFormule(t)).toBe(`'${t}`),
  )
  it.each(['12', '-12', '+12,50', '-0.5', 'Bastia', 'a=b', '', ' =1'])('« %s » reste tel quel', t => expect(sansFormule(t)).toBe(t))

  it('les guillemets n’entourent que ce qui en a besoin, et s’y doublent', () => {
    expect(rangee(['Corte', 'a,b', 'c;d', 'dit «\u00a0"oui"\u00a0»', 'deux\nlignes', 'retour\r', ''])).toBe(
      'Corte,"a,b","c;d","dit «\u00a0""oui""\u00a0»","deux\nlignes","retour\r",\r\n',
    )
    expect(rangee(['1,5', 'x'], ';')).toBe('"1,5";x\r\n')
  })
})
