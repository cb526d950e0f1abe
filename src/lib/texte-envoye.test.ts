import { expect, test } from 'vitest'
import { lireAppel } from '../features/appels/lire-appel.ts'
import { texteEntier } from '../features/studio/studio.form.ts'
import { FONDS } from '../test/appels/varier.ts'
import { texteDuFichier } from './texte-envoye.ts'

// seen to fail: read as it is, each formula with an accent says that « ´ » has no place in it
test('un appel écrit sur un Mac, accents à part des lettres, se lit comme les autres', async () => {
  const separe = FONDS.normalize('NFD')
  expect(lireAppel(separe, 'appel.yml').ok).toBe(false)
  const envoye = await texteDuFichier(new File([separe], 'appel.yml'))
  expect([envoye, texteEntier(separe)]).toEqual([FONDS, FONDS])
})

test('ce qui n’est pas un texte n’est pas lu', async () => {
  const octets = (...o: number[]) => texteDuFichier(new File([new Uint8Array(o)], 'appel.yml'))
  expect([await octets(0xff, 0xfe), await octets(0x61, 0), await octets(0x61)]).toEqual([undefined, undefined, 'a'])
})
